import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { systemClock } from '../../../src/client/clock.ts'
import { scheduleGarbageCollection } from '../../../src/host/garbage-collection.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('collects garbage five times, five seconds apart', async () => {
  const collect = vi.fn()
  scheduleGarbageCollection(systemClock, collect)
  await vi.advanceTimersByTimeAsync(4_999)
  expect(collect).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  expect(collect).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(collect).toHaveBeenCalledTimes(5)
  expect(vi.getTimerCount()).toBe(0)
})

test('collects no more garbage after it was stopped', async () => {
  const collect = vi.fn()
  const stop = scheduleGarbageCollection(systemClock, collect)
  await vi.advanceTimersByTimeAsync(6_000)
  stop()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(collect).toHaveBeenCalledTimes(1)
})
