import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { serveWindow } from '../../../src/host/rpc/serve-window.ts'
import { createReconnectingLink, type Link, type LinkState } from '../../../src/shared/rpc/reconnecting-link.ts'
import { createMemoryTransportPair } from '../../process/memory-transport-pair.ts'
import { createOrderFeed, order, scriptedServices } from './scripted-services.ts'

type Pair = ReturnType<typeof createMemoryTransportPair>

let pairs: Pair[]
let refuse: boolean
let link: Link
let states: LinkState['kind'][]
const source = createOrderFeed()

beforeEach(() => {
  vi.useFakeTimers()
  pairs = []
  states = []
  refuse = false
  link = createReconnectingLink({
    now: () => Date.now(),
    after: (ms, run) => {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
    async connect() {
      if (refuse) throw new Error('nobody there')
      const pair = createMemoryTransportPair()
      pairs.push(pair)
      const services = scriptedServices({ 'orders.feed': () => source.feed, 'session.connect': async () => null })
      serveWindow(pair.host, { services, onFault: () => undefined })
      return pair.window
    },
  })
  link.onState((state) => states.push(state.kind))
})
afterEach(() => {
  link.close()
  vi.useRealTimers()
})

const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(50)

test('continues a stream with a new snapshot after a reconnect', async () => {
  const seen: string[][] = []
  link.open(
    'orders.feed',
    {},
    {
      snapshot: (snapshot) => seen.push(snapshot.orders.map(({ orderId }) => orderId)),
      items: () => undefined,
      closed: () => seen.push(['closed']),
    },
  )
  await settle()
  source.set(order('9', 0))
  pairs[0]?.host.close()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(pairs).toHaveLength(2)
  expect(seen).toEqual([[], ['9']])
})

test('rejects calls immediately while it is disconnected, and reconnects immediately on request', async () => {
  await settle()
  refuse = true
  pairs[0]?.host.close()
  await settle()
  await expect(link.call('session.connect', {})).rejects.toMatchObject({ code: 'disconnected', retryable: true })
  expect(link.state.kind).toBe('down')
  refuse = false
  link.retryNow()
  await settle()
  expect(link.state.kind).toBe('open')
  expect(await link.call('session.connect', {})).toBeNull()
})

test('retries at growing intervals of at most five seconds', async () => {
  await settle()
  refuse = true
  pairs[0]?.host.close()
  await vi.advanceTimersByTimeAsync(60_000)
  const tries = states.filter((kind) => kind === 'connecting').length
  expect(tries).toBeGreaterThan(60 / 5)
  expect(tries).toBeLessThan(25)
})

test('closes a stream that the host rejects, and reports it once', async () => {
  const refusals: unknown[] = []
  link.open(
    'session.feed',
    {},
    { snapshot: () => undefined, items: () => undefined, closed: (error) => refusals.push(error) },
  )
  await settle()
  pairs[0]?.host.close()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(refusals).toMatchObject([{ code: 'internal' }])
})

test('stays closed after close()', async () => {
  await settle()
  link.close()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(pairs).toHaveLength(1)
})
