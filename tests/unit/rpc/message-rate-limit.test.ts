import { expect, test } from 'vitest'
import { createMessageRateLimit } from '../../../src/host/rpc/message-rate-limit.ts'

const LIMITS = { messagesPerSecond: 10, messageBurst: 20, charactersPerSecond: 100, characterBurst: 1_000 }

test('accepts a burst of messages, then a steady rate', () => {
  let now = 0
  const isWithinLimit = createMessageRateLimit(() => now, LIMITS)
  expect(Array.from({ length: 21 }, () => isWithinLimit(1)).lastIndexOf(true)).toBe(19)
  now += 1_000
  expect(Array.from({ length: 11 }, () => isWithinLimit(1)).lastIndexOf(true)).toBe(9)
  now += 60_000
  expect(Array.from({ length: 21 }, () => isWithinLimit(1)).lastIndexOf(true)).toBe(19)
})

test('accepts a burst of characters, then a steady rate', () => {
  let now = 0
  const isWithinLimit = createMessageRateLimit(() => now, LIMITS)
  expect([600, 401, 400, 1].map(isWithinLimit)).toEqual([true, false, true, false])
  now += 1_000
  expect([101, 100, 1].map(isWithinLimit)).toEqual([false, true, false])
})

test('adds no credit when the clock is set back', () => {
  let now = 10_000
  const isWithinLimit = createMessageRateLimit(() => now, LIMITS)
  while (isWithinLimit(1));
  now = 0
  expect(isWithinLimit(1)).toBe(false)
})
