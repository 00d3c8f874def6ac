import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { createInsertStatements } from '../../../../src/host/history/history-entry-codec.ts'
import { isSecretName, maskBody, maskParameters } from '../../../../src/host/upstream/mask-secrets.ts'
import { loadDetails } from '../../../../src/shared/catalogue/details/load-details.ts'
import { operations } from '../../../../src/shared/catalogue/operations.ts'
import managementOperations from '../../../../src/simulator/management/operations.json' with { type: 'json' }
import { readFixture } from '../../catalogue/read-fixture.ts'

const origin = { id: 1, at: 0, profileId: 'practice', environment: 'practice' }
const responseHead = {
  status: 200,
  statusText: 'OK',
  headers: {},
  timing: { queue: 0, firstByte: 1, body: 1, total: 2 },
  size: 2,
}

test.each([
  'password',
  'encryptedPassword',
  'passphrase',
  'client_secret',
  'credential',
  'privateKey',
  'api_key',
  'api-key',
  'bearer',
  'token',
  'access_token',
  'refreshToken',
  'csrf-token',
  'Authorization',
  'Cookie',
  'oauth_signature',
  'oauth_verifier',
  'client_assertion',
  'sessionId',
  ...['pwd', 'userPwd', 'jwt', 'jwtAssertion', 'auth', 'x-auth', 'pin', 'userPin', 'otp', 'totp', 'passcode', 'sid'],
  ...['sessionKey', 'session_key', 'JSESSIONID', 'ssoToken', 'liveSessionToken', 'live_session_token', 'SSO_TOKEN'],
  ...['consumer_secret', 'signingKey', 'accessKey', 'encryption_key', 'encryptionKey'],
  ...['passCode', 'pinCode', 'PinCode', 'otpCode', 'otp_codes', 'pass_key', 'authHeader', 'auth_key', 'Auth-Key'],
  ...[
    'tokens',
    'token_value',
    'tokenValue',
    'userTokens',
    'ssoTicket',
    'ticket',
    'lst',
    'dhPrime',
    'dh_prime',
    'prime',
  ],
  // Codes and keys of a login in each spelling.
  ...['accessCode', 'access_code', 'access-code', 'ACCESS_CODE', 'accesscode', 'AccessCodes', 'userAccessCode'],
  ...['securityCode', 'security_code', 'SECURITY-CODE', 'loginCode', 'verification_code', 'confirmationCode'],
  ...['activationCode', 'recoveryCodes', 'RECOVERY_CODE', 'backup-code', 'smsCode', 'oneTimeCode', 'one_time_code'],
  ...['mfaCode', 'mfa_code', 'MFA_CODE', 'MFACode', 'mfa', '2fa', '2fa-code', 'x-2fa-token', 'mfaResponse'],
  ...[
    'passWord',
    'PassWords',
    'pass-word',
    'passPhrase',
    'pass-phrase',
    'keyPassPhrase',
    'newPassWord',
    'apiKEY',
    'API-Key',
  ],
  ...['twoFactorCode', 'two-factor-code', 'authenticationCode', 'authenticatorCode'],
  ...['challenge', 'CHALLENGE', 'loginChallenge', 'challenge_response', 'challenge-code', 'challengeAnswer'],
  ...['session', 'SESSION', 'userSession', 'sso_session', 'X-Auth-Session', 'sessionid', 'SESSION_ID', 'session-token'],
  ...['key', 'KEY', 'Key', 'secretKey', 'masterKey', 'shared_key', 'hmac-key', 'HMACKey'],
  ...['tan', 'TAN', 'tanCode', 'smsTan', 'SMS_TAN', 'sms-tan', 'mTan', 'photoTAN', 'pushtan', 'itan', 'TANCode'],
  ...['codeVerifier', 'code_verifier', 'securityAnswer', 'secret-answers', 'PINCode', 'USER_PIN', 'OTPCode'],
])('masks the value of %s as a parameter and in a body, at any depth, as a string, a number or a list', (name) => {
  expect(maskParameters([[name, 'planted']])).toEqual([[name, '•••']])
  const body = JSON.stringify([{ deep: { [name]: 'planted', kept: 1 } }, { [name]: 4711 }, { [name]: ['planted'] }])
  expect(JSON.parse(maskBody(body))).toEqual([
    { deep: { [name]: '•••', kept: 1 } },
    { [name]: '•••' },
    { [name]: ['•••'] },
  ])
})

test.each(['Bearer planted', 'eyJhbGciOiJub25lIn0.planted.', '-----BEGIN PRIVATE KEY-----\nplanted'])(
  'masks the value %j under any name',
  (value) => {
    expect(maskParameters([['note', value]])).toEqual([['note', '•••']])
    expect(maskBody(JSON.stringify({ note: value, list: [value] }))).toBe('{"note":"•••","list":["•••"]}')
  },
)

test('keeps digits, blanks and names next to a secret as entered', () => {
  const typed =
    '{ "id": 12345678901234567890, "size": 1.10, "password": "a", "password": {"x": [1, "y"]}, "z": ": \\"" }'
  expect(maskBody(typed)).toBe(typed.replace('"a"', '"•••"'))
})

test.each([
  ...['symbol', 'sessions', 'conid', 'keyword', 'author', 'authenticated', 'spin', 'pinned'],
  ...['pin_count', 'bypass', 'passive', 'side', 'consumer_key', 'mapping'],
  ...[
    'orderId',
    'postalCode',
    'countryCode',
    'code',
    'value',
    'header',
    'keys',
    'ticketCharge',
    'primeRate',
    'tokenize',
  ],
  ...['tradingSession', 'sessionStart', 'session_open', 'keyboard', 'secondkey', 'hotkey', 'tandem', 'instant'],
  ...['capitan', 'distance', 'tangent', 'challenger', 'challengeCount', 'accessible', 'securityType', 'securityId'],
  ...['exchangeCode', 'statusCode', 'errorCode', 'product_code', 'zipcode', 'bankCode', 'mfaEnabled', 'answer'],
  ...['encryptedKeyName', 'bypassCode', 'taxAuthority', 'side_code', 'price', 'listKey'],
])('does not mask the value of %s', (name) => {
  expect(maskParameters([[name, 'AAPL']])).toEqual([[name, 'AAPL']])
})

// The window masks responses of few paths only, so `key` in a ledger is visible: see mask-secrets-in-body.ts.
test("masks no other name of the catalogue, of IBKR's document and of Practice than these", async () => {
  const names = new Set<string>()
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [name, inner] of Object.entries(value)) {
      // Fields of the catalogue have names as values; responses of Practice have them as members.
      if (name === 'name' && typeof inner === 'string') names.add(inner)
      // Names of schemas, not of fields.
      if (name === 'schemas') {
        for (const schema of Object.values(inner as object)) collect(schema)
        continue
      }
      // A question mark in a recorded shape means that the field is optional.
      names.add(name.replace(/\?$/, ''))
      collect(inner)
    }
  }
  const details = await Promise.all(operations.map(loadDetails))
  const documents = ['openapi-structure.json', 'live-shapes.json'].map(readFixture)
  for (const each of [operations, details, managementOperations, ...documents]) collect(each)
  expect(names.size).toBeGreaterThan(1_000)
  expect([...names].filter((name) => !name.includes('/') && isSecretName(name)).sort()).toEqual([
    ...['Authorization', 'CREDENTIAL', 'QUALIFIED_FOR_MOBILE_AUTH', 'access_token', 'authorization', 'bearer_token'],
    ...['clientAssertion', 'clientSecret', 'client_assertion', 'client_secret_expires_at', 'client_secret_issued_at'],
    ...['client_secret_previous_expires_at', 'credential', 'diffie_hellman_challenge', 'encryptedPassword', 'id_token'],
    ...['key', 'live_session_token_signature', 'oauth_token', 'oauth_token_secret', 'passwordDate', 'refresh_token'],
    ...['session', 'sessionId', 'sessionid', 'signature', 'signatureType', 'signatures', 'signedJwt', 'token'],
    ...['updateCredentials', 'updatePassword'],
  ])
})

test('stores a JSON body without secrets as entered, and masks a body that is not JSON', () => {
  const typed = '{ "size": 1.10, "id": 12345678901234567890, "updatePassword": {"user": "a"}, "secret": null }'
  expect(maskBody(typed)).toBe(typed)
  expect(maskBody('password=planted')).toBe('•••')
})

test('does not store the login URL of an SSO browser session', async () => {
  const response = '{"active":true,"url":"https://www.interactivebrokers.com/sso/Dispatcher?token=planted"}'
  const result = { outcome: 'answered', body: Buffer.from(response), head: responseHead } as const
  const request = { source: 'explorer', method: 'POST', parameters: [], effect: 'session', result } as const
  const written = async (path: string): Promise<string> => {
    const [, bodies, words] = await createInsertStatements(origin, { ...request, path })
    const packed = bodies?.parameters?.find((value) => value instanceof Uint8Array)
    return `${words?.parameters?.join()} ${gunzipSync(packed as Uint8Array).toString()}`
  }
  expect(await written('/gw/api/v1/sso-browser-sessions')).not.toContain('planted')
  expect(await written('/gw/api/v1/sso-browser-sessions')).toContain('"active":true')
  expect(await written('/v1/api/fyi/settings')).toContain('planted')
})

test('stores no secret from the parameters, the body or the URL in any column', async () => {
  const statements = await createInsertStatements(origin, {
    source: 'explorer',
    method: 'POST',
    path: '/v1/api/iserver/accounts',
    parameters: [
      ['oauth_token', 'planted'],
      ['symbol', 'AAPL'],
    ],
    body: '{"password":"planted"}',
    effect: 'read',
    result: {
      outcome: 'answered',
      body: Buffer.from('{}'),
      head: {
        ...responseHead,
        url: 'https://user:planted@localhost:5000/v1/api/iserver/accounts?oauth_token=planted&symbol=AAPL',
      },
    },
  })
  const written = JSON.stringify(statements)
  expect(written).not.toContain('planted')
  expect(written).toContain('symbol=AAPL')
})
