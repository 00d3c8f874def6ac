import { crc32 } from 'node:zlib'
import { expect, test, vi } from 'vitest'
import { startSimulator } from '../../../src/simulator/start-simulator.ts'
import { longTest } from '../../process/long-run-tests.ts'
import { createManualClock } from '../../unit/simulator/manual-clock.ts'
import { runningGateway } from './running-gateway.ts'
import type { SocketClient } from './socket-client.ts'

const patience = { timeout: 20_000, interval: 5 }

test('generates about the requested number of order updates and quotes per second until it is stopped', async () => {
  const clock = createManualClock()
  const { simulator, readySocket, warmUp } = await runningGateway({ clock })
  await warmUp()
  let socket: SocketClient | undefined
  void readySocket().then((opened) => {
    socket = opened
  })
  const { send, settle } = await vi.waitUntil(() => {
    clock.advance(100)
    return socket
  }, patience)
  send('sor+{}')
  send('smd+265598+{"fields":["31","84","86"]}')
  await settle()
  const sent = (topic: string) => simulator.record.counts().sentByTopic[topic] ?? 0
  const end = simulator.controls.startScenario('storm:1000,1300')
  clock.advance(1_000)
  await settle()
  const [orders, quotes] = [sent('sor'), sent('smd')]
  clock.advance(1_000)
  await settle()
  expect(sent('sor') - orders).toBeGreaterThan(500)
  expect(sent('sor') - orders).toBeLessThan(1_500)
  // Thirteen instruments share the quotes, so that this instrument gets a hundred per second.
  expect(sent('smd') - quotes).toBeGreaterThan(90)
  end()
  end()
  const after = sent('smd')
  clock.advance(1_000)
  await settle()
  expect(sent('smd')).toBe(after)
})

longTest('records count and checksum of every update of a burst over a thousand orders', async () => {
  const { simulator, client, readySocket, warmUp } = await runningGateway({ recordLimit: 10 })
  await warmUp()
  const socket = await readySocket()
  socket.send('sor+{}')
  await socket.settle()
  const end = simulator.controls.startScenario('storm:20000,1000,1000')
  await vi.waitUntil(() => simulator.record.counts().orderUpdates > 20_000, patience)
  end()
  await client.get('tickle')
  await socket.settle()
  const received = new Map<number, number>()
  for (const frame of socket.about('sor')) {
    for (const order of frame['args'] as { orderId: number }[]) {
      const soFar = received.get(order.orderId) ?? 0
      received.set(order.orderId, (Math.imul(31, soFar) + crc32(JSON.stringify(order))) >>> 0)
    }
  }
  const sent = simulator.record.orderUpdates()
  // The opening orders do not change. Some orders of the scenario are filled and replaced.
  expect(sent.length).toBeGreaterThanOrEqual(1000)
  expect(sent.reduce((sum, { count }) => sum + count, 0)).toBe(simulator.record.counts().orderUpdates)
  expect(new Map(sent.map(({ orderId, checksum }) => [orderId, checksum]))).toEqual(received)
  expect(sent.every(({ count }) => count > 10)).toBe(true)
})

test('quiet: prices never move', async () => {
  const clock = createManualClock()
  const { client, warmUp } = await runningGateway({ clock, marketMoves: true, scenario: 'quiet' })
  await warmUp()
  const price = async () => (await client.get('iserver/marketdata/snapshot?conids=265598&fields=31')).body
  await price()
  clock.advance(1_000)
  const before = await price()
  clock.advance(60_000)
  expect(await price()).toEqual(before)
})

test('busy-day: places, fills and cancels orders, and keeps few orders working', async () => {
  const clock = createManualClock()
  const { simulator, client } = await runningGateway({ clock, scenario: 'busy-day:120', fillSeconds: 1 })
  clock.advance(10 * 60_000)
  await client.get('iserver/accounts')
  await client.get('iserver/account/orders?force=true')
  const { orders } = (await client.get('iserver/account/orders')).body as { orders: { status: string }[] }
  const statuses = orders.map(({ status }) => status)
  expect(statuses.filter((status) => status === 'Filled').length).toBeGreaterThan(100)
  expect(statuses.filter((status) => status === 'Cancelled').length).toBeGreaterThan(100)
  expect(statuses.filter((status) => status === 'Submitted').length).toBeLessThan(40)
  simulator.controls.stopScenarios()
  const digest = simulator.controls.stateDigest()
  clock.advance(60_000)
  expect(simulator.controls.stateDigest()).not.toBe(digest)
})

test('night-reset: starts the reset after the given seconds, for the given minutes', async () => {
  const clock = createManualClock()
  const { client } = await runningGateway({ clock, scenario: 'night-reset:30,2' })
  clock.advance(29_000)
  expect(await client.get('iserver/accounts')).toMatchObject({ status: 200 })
  clock.advance(1000)
  expect(await client.get('iserver/accounts')).toMatchObject({ status: 503 })
  clock.advance(120_000)
  expect(await client.get('iserver/accounts')).toMatchObject({ status: 200 })
})

test('competing-login: takes over the session, returns once, and leaves when the scenario ends', async () => {
  const clock = createManualClock()
  const { simulator, client } = await runningGateway({ clock, scenario: 'competing-login:5,1' })
  const competing = async () => ((await client.get('iserver/auth/status')).body as { competing: boolean }).competing
  expect(await competing()).toBe(false)
  clock.advance(5000)
  expect(await competing()).toBe(true)
  await client.post('iserver/auth/ssodh/init', { publish: true, compete: true })
  expect(await competing()).toBe(false)
  clock.advance(10_000)
  expect(await competing()).toBe(true)
  simulator.controls.stopScenarios()
  expect(await competing()).toBe(false)
})

test('flaky-network: loses the same responses for the same seed, and none after it ends', async () => {
  const outcomes = async (seed: number) => {
    const { simulator, client } = await runningGateway({ seed, scenario: 'flaky-network:10', clock: impatientClock() })
    const seen: string[] = []
    for (let call = 0; call < 30; call += 1) {
      seen.push(
        await client.get('iserver/auth/status').then(
          ({ status }) => String(status),
          () => 'broken',
        ),
      )
    }
    simulator.controls.stopScenarios()
    expect(simulator.controls.faults.list()).toEqual([])
    expect(await client.get('iserver/accounts')).toMatchObject({ status: 200 })
    return seen.join()
  }
  const [first, again] = [await outcomes(3), await outcomes(3)]
  expect(first).toBe(again)
  expect(first).toContain('200')
  expect(first).toContain('broken')
})

test('rejects an unknown scenario at the start', async () => {
  await expect(startSimulator({ mode: 'gateway', scenario: 'hurricane' })).rejects.toMatchObject({
    code: 'WRONG_SCENARIO',
  })
})

/** Creates a clock that runs in real time but ends delays immediately, to test latency without waiting. */
function impatientClock() {
  return {
    now: () => Date.now(),
    after: (milliseconds: number, run: () => void) => {
      const handle = setTimeout(run, Math.min(milliseconds, milliseconds > 5000 ? milliseconds : 1))
      return () => clearTimeout(handle)
    },
  }
}
