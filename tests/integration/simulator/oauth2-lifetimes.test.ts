import { expect, test } from 'vitest'
import type { Oauth2Credentials } from '../../../src/simulator/oauth2/credentials.ts'
import type { SimulatorOptions } from '../../../src/simulator/options.ts'
import { startSimulator } from '../../../src/simulator/start-simulator.ts'
import { releaseAfterTest } from '../../process/release-after-test.ts'
import { getSharedOauth2Keys } from '../../process/shared-keys.ts'
import { createManualClock } from '../../unit/simulator/manual-clock.ts'
import { oauth2Client } from './oauth2-client.ts'

/** Starts a simulator in oauth2 mode on a manual clock. The key is generated once. */
async function running(options: Partial<SimulatorOptions> = {}) {
  const clock = createManualClock()
  const simulator = await startSimulator({
    mode: 'oauth2',
    tls: false,
    marketMoves: false,
    oauth2Keys: await getSharedOauth2Keys(),
    clock,
    ...options,
  })
  releaseAfterTest(() => simulator.close())
  return { simulator, clock, client: oauth2Client(simulator, () => clock.now()) }
}

test('expires an access token after the lifetime that the response states', async () => {
  const { clock, client } = await running({ tokenSeconds: 3000 })
  const response = await client.askToken('echo.read')
  expect(response.body).toMatchObject({ expires_in: 3000 })
  const echo = () => client.call('GET', '/gw/api/v1/echo/https', String(response.body['access_token']))
  clock.advance(2_999_000)
  expect((await echo()).status).toBe(200)
  clock.advance(1000)
  expect((await echo()).body).toMatchObject({ status: 401, detail: 'Access token expired' })
})

test('keeps an SSO session for its own lifetime, beyond that of its access token', async () => {
  const { clock, client } = await running({ tokenSeconds: 60, ssoSessionSeconds: 600 })
  const bearer = await client.logIn()
  const tickle = () => client.call('POST', '/v1/api/tickle', bearer, {})
  clock.advance(599_000)
  expect((await tickle()).status).toBe(200)
  clock.advance(1000)
  expect((await tickle()).status).toBe(401)
})

test('ends an SSO session no later than the expiry of its request', async () => {
  const { clock, client } = await running()
  const exp = Math.floor(clock.now() / 1000) + 30
  const { body } = await client.openSso(await client.token('sso-sessions.write'), { claims: { exp } })
  const tickle = () => client.call('POST', '/v1/api/tickle', String(body['access_token']), {})
  clock.advance(29_000)
  expect((await tickle()).status).toBe(200)
  clock.advance(1000)
  expect((await tickle()).status).toBe(401)
})

test('accepts a reused assertion id after the assertion has expired', async () => {
  const { clock, client } = await running()
  const once = { claims: { jti: 'mine' } }
  expect((await client.askToken('echo.read', once)).status).toBe(200)
  clock.advance(10_000)
  expect((await client.askToken('echo.read', once)).status).toBe(400)
  clock.advance(10_000)
  expect((await client.askToken('echo.read', once)).status).toBe(200)
})

test("rejects expired tokens if the server's clock is fast, and future tokens if it is slow", async () => {
  const { simulator, client } = await running({ clockSkewSeconds: 30 })
  await client.askToken('echo.read')
  simulator.controls.setClockSkew(-30)
  await client.askToken('echo.read')
  expect(simulator.record.requests().map((request) => request.verification)).toEqual(['jwt-expired', 'claim-iat-wrong'])
})

test('grants only the scopes of the client', async () => {
  const { client } = await running({ scopes: ['echo.read'] })
  expect((await client.askToken('echo.read')).status).toBe(200)
  expect((await client.askToken('echo.read echo.write')).status).toBe(400)
})

test('reports user, time and address of the login in the session validation', async () => {
  const { simulator, clock, client } = await running()
  const loginAt = clock.now()
  const bearer = await client.logIn()
  clock.advance(5000)
  expect((await client.call('GET', '/v1/api/sso/validate', bearer)).body).toMatchObject({
    CREDENTIAL: simulator.oauth2?.credential,
    IP: '127.0.0.1',
    AUTH_TIME: loginAt,
    lastAccessed: clock.now(),
  })
})

test('accepts saved credentials in a simulator that is started later', async () => {
  const first = await running()
  const file = JSON.stringify(first.simulator.oauth2)
  const second = await running({ oauth2Keys: JSON.parse(file) as Oauth2Credentials })
  expect((await second.client.askToken('echo.read')).status).toBe(200)
  expect(Object.keys(JSON.parse(file) as object).sort()).toEqual([
    'clientId',
    'credential',
    'ip',
    'keyId',
    'privateKey',
    'ssoSessionsUrl',
    'tokenUrl',
  ])
})
