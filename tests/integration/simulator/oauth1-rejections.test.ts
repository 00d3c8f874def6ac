import { expect, test } from 'vitest'
import type { Oauth1Credentials } from '../../../src/simulator/oauth1/credentials.ts'
import type { SimulatorOptions } from '../../../src/simulator/options.ts'
import { startSimulator } from '../../../src/simulator/start-simulator.ts'
import { releaseAfterTest } from '../../process/release-after-test.ts'
import { getSharedKeys } from '../../process/shared-keys.ts'
import { createManualClock } from '../../unit/simulator/manual-clock.ts'
import { signingClient } from './signing-client.ts'
import { openSocket } from './socket-client.ts'

/** Starts a simulator in oauth1 mode on a manual clock. The keys are generated once. */
async function running(options: Partial<SimulatorOptions> = {}) {
  const clock = createManualClock()
  const simulator = await startSimulator({
    mode: 'oauth1',
    tls: false,
    marketMoves: false,
    keys: await getSharedKeys(),
    clock,
    ...options,
  })
  releaseAfterTest(() => simulator.close())
  const clientFor = (credentials?: Oauth1Credentials) => signingClient(simulator, credentials, () => clock.now())
  return {
    simulator,
    clock,
    client: clientFor(),
    clientFor,
    lastReason: () => simulator.record.requests().at(-1)?.verification,
  }
}

const refusal = (error: string) => ({ status: 401, text: JSON.stringify({ error, statusCode: 401 }) })
const invalidConsumer = refusal('id: 39687, error: invalid consumer')

test('rejects an inactive consumer key as an invalid consumer until it is activated', async () => {
  const { simulator, client, lastReason } = await running({ consumer: 'not-active-yet' })
  expect(await client.logIn()).toMatchObject(invalidConsumer)
  expect(lastReason()).toBe('consumer-not-active')
  simulator.controls.activateConsumer()
  expect((await client.logIn()).status).toBe(200)
})

test('rejects the old access token secret after a new one was generated, and accepts the new one', async () => {
  const { simulator, client, clientFor, lastReason } = await running()
  const renewed = simulator.controls.regenerateAccessToken()
  expect(await client.logIn()).toMatchObject(refusal('id: 39687, error: LST Failed'))
  expect(lastReason()).toBe('signature-wrong')
  expect(simulator.oauth1).toEqual(renewed)
  expect(renewed.accessToken).toBe((await getSharedKeys()).accessToken)
  expect((await clientFor(renewed).logIn()).status).toBe(200)
})

test('reports that the server has no access token secret', async () => {
  const { simulator, client, lastReason } = await running()
  simulator.controls.loseAccessSecret()
  expect(await client.logIn()).toMatchObject(
    refusal('id: 39687, error: LST failed, error: No access secret key found for SIMULATED'),
  )
  expect(lastReason()).toBe('access-secret-missing')
})

test('expires a live session token after its lifetime, and distinguishes the expiry from a wrong signature', async () => {
  const { clock, client, lastReason } = await running({ tokenSeconds: 60 })
  const { text } = await client.logIn()
  expect(JSON.parse(text)).toMatchObject({ live_session_token_expiration: clock.now() + 60_000 })
  clock.advance(59_000)
  expect((await client.call('POST', 'tickle')).status).toBe(200)
  clock.advance(1000)
  expect(await client.call('POST', 'tickle')).toMatchObject({ status: 401, text: 'Unauthorized' })
  expect(lastReason()).toBe('live-session-token-expired')
  expect((await client.logIn()).status).toBe(200)
  expect((await client.call('POST', 'tickle')).status).toBe(200)
})

test('rejects an impossible Diffie-Hellman challenge', async () => {
  const { client, lastReason } = await running()
  expect((await client.logIn({ challenge: '1' })).status).toBe(401)
  expect(lastReason()).toBe('challenge-wrong')
})

test("sends the server's clock in the Date header, and uses it to check timestamps", async () => {
  const { simulator, clock, client, lastReason } = await running({ clockSkewSeconds: 600 })
  const dateOf = async () => Date.parse((await fetch(`${simulator.apiUrl}tickle`)).headers.get('date') ?? '')
  expect(await dateOf()).toBe(clock.now() + 600_000)
  expect((await client.logIn()).status).toBe(401)
  expect(lastReason()).toBe('timestamp-outside-window')
  simulator.controls.setClockSkew(-250)
  expect(await dateOf()).toBe(clock.now() - 250_000)
  expect((await client.logIn()).status).toBe(200)
})

test('rejects timestamps that go back by more than two seconds', async () => {
  const { clock, client, lastReason } = await running()
  await client.logIn()
  const before = (seconds: number) => ({ timestamp: String(Math.floor(clock.now() / 1000) - seconds) })
  expect((await client.call('POST', 'tickle', before(2))).status).toBe(200)
  expect((await client.call('POST', 'tickle', before(3))).status).toBe(401)
  expect(lastReason()).toBe('timestamp-backwards')
})

test('returns 410 to requests and sockets after leaveHost(), until a new login', async () => {
  const { simulator, client, lastReason } = await running()
  await client.logIn()
  simulator.controls.leaveHost()
  expect(await client.call('POST', 'tickle')).toMatchObject({ status: 410, text: '' })
  expect(lastReason()).toBe('host-gone')
  const query = `?oauth_token=${simulator.oauth1?.accessToken}`
  await expect(openSocket(simulator, { query })).rejects.toThrow('410')
  await client.logIn()
  expect((await client.call('POST', 'tickle')).status).toBe(200)
})

test('accepts only the documented query signing mode in strict mode', async () => {
  const { client, lastReason } = await running({ querySigningMode: 'strict' })
  await client.logIn()
  expect((await client.call('GET', 'trsrv/stocks?symbols=AAPL%2CIBM')).status).toBe(200)
  expect((await client.call('GET', 'trsrv/stocks?symbols=AAPL', { unsignedQuery: true })).status).toBe(401)
  expect(lastReason()).toBe('signature-wrong')
})

test('requires an OAuth 2.0 bearer token for account management', async () => {
  const { simulator } = await running()
  const response = await fetch(new URL('/gw/api/v1/echo/https', simulator.apiUrl))
  expect(response.status).toBe(401)
  expect(response.headers.get('content-type')).toBe('application/problem+json')
})

test('throws if a control belongs to another mode', async () => {
  const { simulator } = await running()
  expect(() => simulator.controls.expireSsoSessions()).toThrow('expireSsoSessions needs a simulator in oauth2 mode')
})
