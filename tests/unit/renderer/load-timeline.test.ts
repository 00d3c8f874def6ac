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

test('holds the pane until its timeline has loaded', async () => {
  call.mockResolvedValueOnce(TIMELINE)
  loadTimelineAhead('1')
  expect(ahead()).toMatchObject({ orderId: '1', isAwaited: true })
  await vi.advanceTimersByTimeAsync(0)
  expect(ahead()).toMatchObject({ loaded: TIMELINE, isAwaited: false })
  expect(await take('1')).toBe(TIMELINE)
  expect(call).toHaveBeenCalledOnce()
})

test('opens the pane after 50 ms without a timeline that loads slowly, and requests it only once', async () => {
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

test('opens the pane when its timeline fails to load, and leaves the error to the pane', async () => {
  call.mockRejectedValueOnce(new Error('no host'))
  loadTimelineAhead('1')
  await vi.advanceTimersByTimeAsync(0)
  expect(ahead().isAwaited).toBe(false)
  await expect(take('1')).rejects.toThrow('no host')
})

test('ignores the timeline of an order after another one was opened', async () => {
  call.mockResolvedValueOnce(TIMELINE).mockReturnValueOnce(new Promise(() => undefined))
  loadTimelineAhead('1')
  loadTimelineAhead('2')
  await vi.advanceTimersByTimeAsync(0)
  expect(ahead()).toMatchObject({ orderId: '2', isAwaited: true })
  expect(ahead().loaded).toBeUndefined()
  await vi.advanceTimersByTimeAsync(50)
})
