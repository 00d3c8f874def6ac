import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Simulator, startSimulator } from '../../../src/simulator/start-simulator.ts'
import { releaseAfterTest } from '../../process/release-after-test.ts'
import { type JwtChange, oauth2Client } from './oauth2-client.ts'
import { openSocket } from './socket-client.ts'

let simulator: Simulator
let client: ReturnType<typeof oauth2Client>

beforeAll(async () => {
  simulator = await startSimulator({ mode: 'oauth2', tls: false, marketMoves: false })
  client = oauth2Client(simulator)
})

afterAll(async () => {
  await simulator?.close()
})

beforeEach(() => {
  simulator.record.clear()
})

const invalidBearer = {
  type: '/simple',
  title: 'Unauthorized',
  status: 401,
  detail: 'The access token request is invalid',
}
const expiredBearer = { ...invalidBearer, detail: 'Access token expired' }
const lastReason = () => simulator.record.requests().at(-1)?.verification

test('exchanges a signed assertion for an access token, and the access token for an SSO session that opens the API', async () => {
  const response = await client.askToken('sso-sessions.write echo.read')
  expect(response).toMatchObject({
    status: 200,
    body: { token_type: 'Bearer', scope: 'sso-sessions.write echo.read', expires_in: 86_399 },
  })
  const session = await client.openSso(String(response.body['access_token']))
  expect(session).toMatchObject({ status: 200, body: { active: true, token_type: 'Bearer' } })
  const bearer = String(session.body['access_token'])
  expect(await client.call('POST', '/v1/api/tickle', bearer, {})).toMatchObject({
    status: 200,
    body: { session: expect.stringMatching(/^[0-9a-f]{32}$/), ssoExpires: expect.any(Number), collission: false },
  })
  expect(await client.call('GET', '/v1/api/sso/validate', bearer)).toMatchObject({
    status: 200,
    body: { RESULT: true, CREDENTIAL: simulator.oauth2?.credential },
  })
  await client.call('POST', '/v1/api/iserver/auth/ssodh/init', bearer, { publish: true, compete: true })
  expect(await client.call('GET', '/v1/api/iserver/accounts', bearer)).toMatchObject({
    body: { accounts: ['DU1234567'] },
  })
  const outcomes = simulator.record.requests().map((request) => request.verification)
  expect(outcomes).toEqual(outcomes.map(() => 'verified'))
})

test('accepts the full address of the token call as the audience', async () => {
  const aud = simulator.oauth2?.tokenUrl
  expect((await client.askToken('echo.read', { claims: { aud } })).status).toBe(200)
})

const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString()

describe('simulator rejects a token call with 400 and records the reason', () => {
  const seconds = Math.floor(Date.now() / 1000)
  test.each<[string, JwtChange]>([
    ['signature-wrong', { key: stranger }],
    ['signature-method-wrong', { header: { alg: 'HS256' } }],
    ['signature-method-wrong', { header: { alg: 'none' } }],
    ['key-id-unknown', { header: { kid: 'other' } }],
    ['claim-iss-wrong', { claims: { iss: 'somebody' } }],
    ['claim-sub-wrong', { claims: { sub: 'somebody' } }],
    ['claim-sub-missing', { claims: { sub: undefined } }],
    ['claim-aud-wrong', { claims: { aud: 'https://elsewhere.example/token' } }],
    ['claim-iat-missing', { claims: { iat: undefined } }],
    ['claim-exp-missing', { claims: { exp: undefined } }],
    ['jwt-expired', { claims: { exp: seconds - 60 } }],
    ['claim-iat-wrong', { claims: { iat: seconds + 600, exp: seconds + 900 } }],
  ])('%s', async (reason, change) => {
    const response = await client.askToken('echo.read', change)
    expect(response).toMatchObject({
      status: 400,
      contentType: 'application/problem+json',
      body: { type: '/simple', title: 'Bad Request', status: 400 },
    })
    expect(lastReason()).toBe(reason)
  })

  test.each([
    ['grant-type-wrong', { grant_type: 'password' }],
    ['assertion-type-wrong', { client_assertion_type: 'jwt' }],
    ['assertion-missing', { client_assertion: '' }],
    ['jwt-malformed', { client_assertion: 'not.a.jwt' }],
    ['scope-missing', { scope: '' }],
    ['scope-unknown', { scope: 'everything.write' }],
  ])('%s', async (reason, form) => {
    expect((await client.askToken('echo.read', {}, form)).status).toBe(400)
    expect(lastReason()).toBe(reason)
  })

  test('records jti-reused for an assertion with a reused id', async () => {
    const once = { claims: { jti: 'only-once' } }
    expect((await client.askToken('echo.read', once)).status).toBe(200)
    expect((await client.askToken('echo.read', once)).status).toBe(400)
    expect(lastReason()).toBe('jti-reused')
  })
})

test('returns 415 for a token call that is not form data', async () => {
  expect(
    await client.call('POST', '/oauth2/api/v1/token', undefined, { grant_type: 'client_credentials' }),
  ).toMatchObject({ status: 415, contentType: 'application/problem+json', body: { title: 'Unsupported Media Type' } })
})

describe('bearer tokens of account management', () => {
  test('requires a known bearer token that has not expired', async () => {
    const unknown = await client.call('GET', '/gw/api/v1/echo/https', 'ey.unknown.token')
    expect(unknown).toMatchObject({ status: 401, body: invalidBearer })
    expect((await client.call('GET', '/gw/api/v1/echo/https')).body).toEqual(invalidBearer)
    const token = await client.token('echo.read')
    expect((await client.call('GET', '/gw/api/v1/echo/https', token)).status).toBe(200)
    simulator.controls.expireAccessTokens()
    expect((await client.call('GET', '/gw/api/v1/echo/https', token)).body).toEqual(expiredBearer)
    expect(simulator.record.requests({ path: /^\/gw/ }).map((request) => request.verification)).toEqual([
      'bearer-unknown',
      'bearer-missing',
      'verified',
      'bearer-expired',
    ])
  })

  test('requires the scope of the operation', async () => {
    const token = await client.token('echo.write')
    expect(await client.call('GET', '/gw/api/v1/echo/https', token)).toMatchObject({
      status: 403,
      body: { type: '/simple', title: 'Forbidden', detail: 'The access token fails to have sufficient scope' },
    })
    expect(lastReason()).toBe('scope-insufficient')
  })

  test('requires a body of type application/jwt that the client has signed', async () => {
    const token = await client.token('echo.write')
    const echo = '/gw/api/v1/echo/signed-jwt'
    expect((await client.signed(echo, token, { hello: 'there' })).status).toBe(200)
    expect((await client.signed(echo, token, {}, {}, 'application/json')).status).toBe(415)
    expect((await client.signed(echo, token, {}, { key: stranger })).status).toBe(400)
    expect(lastReason()).toBe('signature-wrong')
  })

  test('rejects unknown paths and methods of account management', async () => {
    const token = await client.token('echo.read')
    expect((await client.call('GET', '/gw/api/v1/no-such-thing', token)).status).toBe(404)
    expect((await client.call('DELETE', '/gw/api/v1/echo/https', token)).status).toBe(405)
  })
})

describe('SSO session of OAuth 2.0', () => {
  test.each(['credential', 'ip', 'iat', 'exp', 'iss'])(
    'rejects an SSO session request without the claim %s',
    async (field) => {
      const token = await client.token('sso-sessions.write')
      expect(await client.openSso(token, { claims: { [field]: undefined } })).toMatchObject({
        status: 400,
        body: { type: '/invalid-argument', invalidArguments: [{ field, description: 'Missing required parameter' }] },
      })
    },
  )

  test.each([
    ['credential', 'somebodyelse'],
    ['ip', 'here'],
  ])('rejects an SSO session request with an invalid %s', async (field, value) => {
    const token = await client.token('sso-sessions.write')
    expect(await client.openSso(token, { claims: { [field]: value } })).toMatchObject({
      status: 400,
      body: { invalidArguments: [{ field }] },
    })
  })

  test('returns the address of an SSO session for a browser', async () => {
    const token = await client.token('sso-browser-sessions.write')
    const { credential, ip } = simulator.oauth2 ?? {}
    const response = await client.signed('/gw/api/v1/sso-browser-sessions', token, { credential, ip })
    expect(response.body).toMatchObject({ active: true, url: expect.stringMatching(/^https:\/\//) })
  })

  test('ends the SSO session when the test control or a logout requests it', async () => {
    const tickle = (bearer: string) => client.call('POST', '/v1/api/tickle', bearer, {})
    const first = await client.logIn()
    simulator.controls.expireSsoSessions()
    expect(await tickle(first)).toMatchObject({ status: 401, body: 'Unauthorized' })
    expect(lastReason()).toBe('bearer-expired')
    const second = await client.logIn()
    expect((await client.call('POST', '/v1/api/logout', second, {})).body).toEqual({ status: true })
    expect((await tickle(second)).status).toBe(401)
    const third = await client.logIn()
    expect((await tickle(third)).status).toBe(200)
    // A new session does not make the old bearer token valid again.
    expect((await tickle(second)).status).toBe(401)
  })
})

test('rejects the access token in the API, and the SSO token in account management', async () => {
  const [token, bearer] = [await client.token('echo.read'), await client.logIn()]
  expect((await client.call('POST', '/v1/api/tickle', token, {})).status).toBe(401)
  expect((await client.call('GET', '/gw/api/v1/echo/https', bearer)).status).toBe(401)
})

test('accepts the bearer token in either query parameter of the socket, and the session in a cookie', async () => {
  const bearer = await client.logIn()
  const { body } = await client.call('POST', '/v1/api/tickle', bearer, {})
  for (const name of ['bearer_token', 'sessionToken']) {
    const socket = await openSocket(simulator, {
      cookie: `api=${String(body['session'])}`,
      query: `?${name}=${bearer}`,
    })
    releaseAfterTest(() => socket.close())
    await socket.untilReady()
  }
  await expect(openSocket(simulator, { query: '?bearer_token=wrong' })).rejects.toThrow('401')
})

test('records the claims of a JWT without its signature', async () => {
  await client.logIn()
  const bodies = simulator.record.requests().map((request) => request.body)
  expect(bodies.join(' ')).toMatch(/eyJ[\w-]+\.eyJ[\w-]+\.•••/)
  expect(bodies.join(' ')).not.toMatch(/eyJ[\w-]+\.eyJ[\w-]+\.[\w-]{20}/)
})
