import { expect, test } from 'vitest'
import { startSimulator } from '../../../src/simulator/start-simulator.ts'
import { longTest } from '../../process/long-run-tests.ts'
import { releaseAfterTest } from '../../process/release-after-test.ts'
import { getSharedKeys } from '../../process/shared-keys.ts'
import { createManualClock } from '../../unit/simulator/manual-clock.ts'
import { runningGateway } from './running-gateway.ts'
import { signingClient } from './signing-client.ts'
import { openSocket } from './socket-client.ts'

/** 15 minutes before midnight in New York, in daylight saving time. */
const lateEvening = Date.UTC(2026, 8, 15, 3, 45)
const minute = 60_000

async function readySession(options: Parameters<typeof runningGateway>[0] = {}) {
  const clock = createManualClock(lateEvening)
  const gateway = await runningGateway({ clock, nightlyReset: true, idleSeconds: Number.POSITIVE_INFINITY, ...options })
  await gateway.warmUp()
  const { session } = (await gateway.client.post('tickle')).body as { session: string }
  const socket = await openSocket(gateway.simulator, { cookie: `api=${session}` })
  releaseAfterTest(() => socket.close())
  clock.advance(1000)
  await socket.untilReady()
  return { ...gateway, clock, session, socket }
}

test('ends the brokerage session at midnight in New York, returns 503 for minutes, and then logs the gateway in again', async () => {
  const { client, clock, session } = await readySession()
  clock.advance(14 * minute)
  expect(await client.get('iserver/accounts')).toMatchObject({ status: 200 })
  clock.advance(minute)
  expect(await client.get('iserver/accounts')).toMatchObject({
    status: 503,
    body: { error: 'Service Unavailable', statusCode: 503 },
  })
  expect(await client.post('iserver/auth/ssodh/init', { publish: true, compete: true })).toMatchObject({ status: 503 })
  const tickle = await client.post('tickle')
  expect(tickle).toMatchObject({
    status: 200,
    body: { iserver: { authStatus: { authenticated: false, connected: true } } },
  })
  expect((tickle.body as { session: string }).session).not.toBe(session)
  expect(await client.get('portfolio/accounts')).toMatchObject({ status: 200 })
  clock.advance(5 * minute)
  expect(await client.get('iserver/auth/status')).toMatchObject({ body: { authenticated: true, established: true } })
  // Account queries from before the reset no longer count.
  expect(await client.get('iserver/marketdata/snapshot?conids=265598&fields=31')).toMatchObject({ status: 500 })
  expect(await client.get('iserver/accounts')).toMatchObject({ status: 200 })
})

test('keeps the socket and its heartbeat during a reset, but ends its subscriptions until they are renewed', async () => {
  const { simulator, client, clock, socket } = await readySession()
  socket.send('sor+{}')
  await socket.settle()
  clock.advance(25 * minute)
  await socket.settle()
  const beats = socket.frames().filter((frame) => 'hb' in frame).length
  expect(beats).toBeGreaterThan(100)
  await client.get('iserver/accounts')
  const before = socket.about('sor').length
  simulator.controls.addOrder({ symbol: 'IBM', side: 'BUY', quantity: 1, price: 1 })
  clock.advance(1000)
  await socket.settle()
  expect(socket.about('sor')).toHaveLength(before)
  socket.send('sor+{}')
  await socket.settle()
  simulator.controls.addOrder({ symbol: 'IBM', side: 'BUY', quantity: 1, price: 1 })
  await socket.until(({ topic }) => topic === 'sor')
})

test('requires a browser login after a reset if the gateway does not log in again automatically', async () => {
  const { simulator, client, clock } = await readySession({ gatewayReturns: false, resetMinutes: 2 })
  clock.advance(15 * minute)
  expect(await client.get('tickle')).toMatchObject({ status: 401, body: '' })
  clock.advance(2 * minute)
  expect(await client.get('tickle')).toMatchObject({ status: 401 })
  simulator.controls.setLoggedIn(true)
  expect(await client.get('iserver/accounts')).toMatchObject({ status: 200 })
})

test('drops the live session token at a reset, and opens the read-only session for a new token during the outage', async () => {
  const simulator = await startSimulator({ mode: 'oauth1', keys: await getSharedKeys(), marketMoves: false })
  releaseAfterTest(() => simulator.close())
  const client = signingClient(simulator)
  await client.logIn()
  await client.call('POST', 'iserver/auth/ssodh/init?publish=true&compete=true')
  expect(await client.call('GET', 'iserver/accounts')).toMatchObject({ status: 200 })
  simulator.controls.nightReset()
  expect(await client.call('GET', 'iserver/accounts')).toMatchObject({ status: 401 })
  await client.logIn()
  expect(await client.call('POST', 'tickle')).toMatchObject({ status: 200 })
  expect(await client.call('GET', 'iserver/accounts')).toMatchObject({ status: 503 })
})

test('resets every night, also across a daylight saving change', async () => {
  const clock = createManualClock(Date.UTC(2026, 9, 30, 12))
  const { simulator, client } = await runningGateway({
    clock,
    nightlyReset: true,
    idleSeconds: Number.POSITIVE_INFINITY,
  })
  const ids = new Set<string>()
  // Daylight saving time ends on 1 November 2026: midnight is 04:00 UTC before and 05:00 UTC after the change.
  for (const [day, hour] of [
    [31, 4],
    [32, 4],
    [33, 5],
    [34, 5],
  ] as const) {
    const midnight = Date.UTC(2026, 9, day, hour)
    clock.advance(midnight - clock.now() - 1000)
    expect(await client.get('iserver/accounts')).toMatchObject({ status: 200 })
    clock.advance(2000)
    expect(await client.get('iserver/accounts')).toMatchObject({ status: 503 })
    ids.add(((await client.get('tickle')).body as { session: string }).session)
  }
  expect(ids.size).toBe(4)
  expect(simulator.controls.stateDigest()).toBe(simulator.controls.stateDigest())
})

longTest('simulates a day in less than five seconds of processor time on a manual clock', async () => {
  const clock = createManualClock()
  const { client } = await runningGateway({
    clock,
    nightlyReset: true,
    idleSeconds: Number.POSITIVE_INFINITY,
    marketMoves: true,
    tradingHours: 'exchange',
  })
  const started = process.cpuUsage()
  clock.advance(24 * 60 * minute)
  // Of this process, because other tests run at the same time.
  const { user, system } = process.cpuUsage(started)
  expect((user + system) / 1_000).toBeLessThan(5_000)
  expect(await client.get('iserver/accounts')).toMatchObject({ status: 200 })
})
