import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Simulator, startSimulator } from '../../../src/simulator/start-simulator.ts'
import { signingClient } from './signing-client.ts'

let simulator: Simulator

beforeAll(async () => {
  simulator = await startSimulator({ mode: 'oauth1' })
})

afterAll(async () => {
  await simulator?.close()
})

test('issues a token for one day at a login, and then serves signed requests', async () => {
  const client = signingClient(simulator)
  const response = JSON.parse((await client.logIn()).text) as { live_session_token_expiration: number }
  expect(response.live_session_token_expiration - Date.now()).toBeGreaterThan(86_000_000)
  const status = await client.call('POST', 'iserver/auth/status')
  expect(status).toMatchObject({ status: 200, type: 'application/json; charset=utf-8' })
  expect(JSON.parse(status.text)).toMatchObject({ authenticated: false, connected: true })
})

describe('simulator rejects a request for a live session token', () => {
  test.each([
    ['of an unknown consumer', { consumerKey: 'UNKNOWN00' }, 'id: 39687, error: invalid consumer'],
    ['with the wrong realm', { realm: 'test_realm' }, 'id: 39687, error: invalid consumer'],
    [
      'with a regenerated access token',
      { accessToken: 'ffff' },
      'id: 39687, error: LST failed, error: No access secret key found for SIMULATED',
    ],
    ['with a timestamp in milliseconds', { timestamp: String(Date.now()) }, 'id: 39687, error: LST Failed'],
  ])('%s', async (_, spoil, error) => {
    const response = await signingClient(simulator).logIn(spoil)
    expect(response.status).toBe(401)
    expect(JSON.parse(response.text)).toEqual({ error, statusCode: 401 })
  })
})

test('rejects an unverified request with a plain text response, and records the reason', async () => {
  const client = signingClient(simulator)
  await client.logIn()
  simulator.record.clear()
  await client.call('POST', 'tickle', { nonce: 'once-only-please' })
  const again = await client.call('POST', 'tickle', { nonce: 'once-only-please' })
  expect(again).toEqual({ status: 401, type: 'text/plain; charset=utf-8', text: 'Unauthorized' })
  expect(simulator.record.requests().map((request) => request.verification)).toEqual(['verified', 'nonce-reused'])
})

test('never records a signature or a cookie', async () => {
  const client = signingClient(simulator)
  await client.logIn()
  await client.call('POST', 'tickle', { headers: { cookie: 'api=secret' } })
  const [seen] = simulator.record.requests({ path: '/v1/api/tickle' }).slice(-1)
  expect(seen?.headers).toMatchObject({ authorization: '•••', cookie: '•••', 'user-agent': 'test' })
  expect(JSON.stringify(simulator.record.requests())).not.toContain('oauth_signature')
})

test('returns 401 for an expired token until the next login', async () => {
  const client = signingClient(simulator)
  await client.logIn()
  simulator.controls.expireLiveSessionToken()
  expect((await client.call('POST', 'tickle')).status).toBe(401)
  await client.logIn()
  expect((await client.call('POST', 'tickle')).status).toBe(200)
})

test('keeps the tokens of two programs valid at the same time', async () => {
  const [one, other] = [signingClient(simulator), signingClient(simulator)]
  await one.logIn()
  await other.logIn()
  expect((await one.call('POST', 'tickle')).status).toBe(200)
  expect((await other.call('POST', 'tickle')).status).toBe(200)
})

test("returns the error page of IBKR's edge servers for a request without a User-Agent", async () => {
  const client = signingClient(simulator)
  await client.logIn()
  const response = await client.call('POST', 'tickle', { headers: { 'user-agent': '' } })
  expect(response.status).toBe(403)
  expect(response.text).toContain('Access Denied')
})

test('omits the gateway fields from a tickle response with OAuth', async () => {
  const client = signingClient(simulator)
  await client.logIn()
  const body = JSON.parse((await client.call('GET', 'tickle')).text) as object
  expect(body).toMatchObject({ session: expect.stringMatching(/^[0-9a-f]{32}$/), hmds: { error: 'no bridge' } })
  expect(body).not.toHaveProperty('ssoExpires')
})
