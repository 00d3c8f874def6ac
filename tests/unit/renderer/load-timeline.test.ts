import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import {
  FIRST_TRANSITIONS,
  loadTimeline,
  loadTimelineAhead,
  useTimelineAhead,
} from '../../../src/renderer/features/orders/load-timeline.ts'
import type { OrderTimeline } from '../../../src/shared/contract/order-views.ts'

const call = vi.hoisted(() => vi.fn())
vi.mock('../../../src/renderer/platform/host-link.ts', () => ({ hostLink: () => ({ call }) }))

const TIMELINE: OrderTimeline = { orderId: '1', transitions: [], gaps: [], earlier: 0 }
const ahead = () => useTimelineAhead.getState()
const take = (orderId: string) => loadTimeline(orderId, FIRST_TRANSITIONS, new AbortController().signal)

beforeEach(() => {
  vi.useFakeTimers()
  call.mockReset()
})
afterEach(() => vi.useRealTimers())

test('awaits a timeline until it has loaded', async () => {
  call.mockResolvedValueOnce(TIMELINE)
  loadTimelineAhead('1')
  expect(ahead()).toMatchObject({ orderId: '1', isAwaited: true })
  await vi.advanceTimersByTimeAsync(0)
  expect(ahead()).toMatchObject({ loaded: TIMELINE, isAwaited: false })
  expect(await take('1')).toBe(TIMELINE)
  expect(call).toHaveBeenCalledOnce()
})

test('awaits a slow timeline for 50 ms, and requests it once', async () => {
  let respond = (_timeline: OrderTimeline): void => undefined
  call.mockReturnValueOnce(new Promise((resolve) => (respond = resolve)))
  loadTimelineAhead('1')
  await vi.advanceTimersByTimeAsync(49)
  expect(ahead().isAwaited).toBe(true)
  await vi.advanceTimersByTimeAsync(1)
  expect(ahead().isAwaited).toBe(false)
  const taken = take('1')
  respond(TIMELINE)
  expect(await taken).toBe(TIMELINE)
  expect(call).toHaveBeenCalledOnce()
})

test('no longer awaits a timeline that failed to load, and passes the error on', async () => {
  call.mockRejectedValueOnce(new Error('no host'))
  loadTimelineAhead('1')
  await vi.advanceTimersByTimeAsync(0)
  expect(ahead().isAwaited).toBe(false)
  await expect(take('1')).rejects.toThrow('no host')
})

test('ignores the timeline of an order when another order opens', async () => {
  call.mockResolvedValueOnce(TIMELINE).mockReturnValueOnce(new Promise(() => undefined))
  loadTimelineAhead('1')
  loadTimelineAhead('2')
  await vi.advanceTimersByTimeAsync(0)
  expect(ahead()).toMatchObject({ orderId: '2', isAwaited: true })
  expect(ahead().loaded).toBeUndefined()
  await vi.advanceTimersByTimeAsync(50)
})

test('keeps awaiting the timeline of an order while the pane of another order loads again', async () => {
  call.mockReturnValue(new Promise(() => undefined))
  loadTimelineAhead('2')
  void take('1')
  expect(ahead()).toMatchObject({ orderId: '2', isAwaited: true })
  await vi.advanceTimersByTimeAsync(50)
})

test('discards a timeline that no pane has used for a second', async () => {
  call.mockResolvedValueOnce(TIMELINE)
  loadTimelineAhead('1')
  await vi.advanceTimersByTimeAsync(999)
  expect(ahead().loaded).toBe(TIMELINE)
  await vi.advanceTimersByTimeAsync(1)
  expect(ahead()).toEqual({ isAwaited: false })
})
