import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { createInsertStatements } from '../../../../src/host/history/history-entry-codec.ts'
import { maskBody, maskParameters } from '../../../../src/host/upstream/mask-secrets.ts'

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
  ...['symbol', 'session', 'key', 'conid', 'keyword', 'author', 'authenticated', 'spin', 'pinned'],
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
  ...['encryptedKeyName', 'bypassCode', 'taxAuthority', 'side_code', 'price', 'listKey'],
])('does not mask the value of %s', (name) => {
  expect(maskParameters([[name, 'AAPL']])).toEqual([[name, 'AAPL']])
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
