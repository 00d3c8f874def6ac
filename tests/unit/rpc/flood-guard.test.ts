import { expect, test } from 'vitest'
import { createFloodGuard } from '../../../src/host/rpc/flood-guard.ts'

const LIMITS = { messagesPerSecond: 10, messageBurst: 20, charactersPerSecond: 100, characterBurst: 1_000 }

test('accepts a burst of messages, then a steady rate', () => {
  let now = 0
  const fits = createFloodGuard(() => now, LIMITS)
  expect(Array.from({ length: 21 }, () => fits(1)).lastIndexOf(true)).toBe(19)
  now += 1_000
  expect(Array.from({ length: 11 }, () => fits(1)).lastIndexOf(true)).toBe(9)
  now += 60_000
  expect(Array.from({ length: 21 }, () => fits(1)).lastIndexOf(true)).toBe(19)
})

test('accepts a burst of characters, then a steady rate', () => {
  let now = 0
  const fits = createFloodGuard(() => now, LIMITS)
  expect([fits(600), fits(401), fits(400), fits(1)]).toEqual([true, false, true, false])
  now += 1_000
  expect([fits(101), fits(100), fits(1)]).toEqual([false, true, false])
})

test('adds no credit when the clock is set back', () => {
  let now = 10_000
  const fits = createFloodGuard(() => now, LIMITS)
  while (fits(1));
  now = 0
  expect(fits(1)).toBe(false)
})
