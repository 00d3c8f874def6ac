import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { SessionSupervisor } from '../../../src/client/index.ts'
import { OrderFeed } from '../../../src/host/orders/order-feed.ts'

const ready = { kind: 'ready', since: 0, accounts: { accounts: ['DU1'], selected: 'DU1', paper: true } } as const

let feed: OrderFeed
let readings: number

beforeEach(async () => {
  vi.useFakeTimers()
  readings = 0
  const session: Partial<SessionSupervisor> = {
    state: ready,
    socketState: 'connected',
    subscribe: () => () => undefined,
    onFrame: () => () => undefined,
    onGap: () => () => undefined,
    onSocketState: () => () => undefined,
    onState: () => () => undefined,
    request: (async () => {
      readings += 1
      return { orders: [], snapshot: true }
    }) as unknown as SessionSupervisor['request'],
  }
  feed = new OrderFeed({ now: Date.now, onProblem: () => undefined })
  feed.attach(session as SessionSupervisor)
  await vi.advanceTimersByTimeAsync(0)
  readings = 0
})
afterEach(() => {
  feed.detach()
  vi.useRealTimers()
})

test('after an own change of which the stream says nothing, the orders are read within seconds', async () => {
  feed.expectChange()
  await vi.advanceTimersByTimeAsync(7_000)
  expect(readings).toBe(1)
})

test('while a question of IBKR is open nothing is read: any request would void it', async () => {
  feed.hold()
  feed.expectChange()
  await vi.advanceTimersByTimeAsync(59_000)
  expect(readings).toBe(0)
  feed.release()
  feed.expectChange()
  await vi.advanceTimersByTimeAsync(7_000)
  expect(readings).toBe(1)
})

test('a question that nobody answers does not stop the feed for ever', async () => {
  feed.hold()
  await vi.advanceTimersByTimeAsync(180_000)
  expect(readings).toBeGreaterThan(0)
})

test('a live stream is checked by one reading a minute', async () => {
  await vi.advanceTimersByTimeAsync(10 * 60_000)
  expect(readings).toBe(10)
})

test('detached, it reads no more', async () => {
  feed.detach()
  await vi.advanceTimersByTimeAsync(10 * 60_000)
  expect(readings).toBe(0)
})
