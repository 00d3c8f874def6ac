import { expect, test } from 'vitest'
import { createReplayGuard } from '../../../src/simulator/oauth1/replay-guard.ts'

const now = 1_800_000_000_000
const seconds = (offset: number) => String(1_800_000_000 + offset)

test('timestamps may overtake each other by two seconds, no more', () => {
  const guard = createReplayGuard()
  guard.remember(seconds(0), 'first')
  expect(guard.judge(seconds(-2), 'second', now)).toBeUndefined()
  expect(guard.judge(seconds(-3), 'third', now)).toBe('timestamp-backwards')
})

test('a clock that is five minutes off is refused', () => {
  const guard = createReplayGuard()
  expect(guard.judge(seconds(301), 'a', now)).toBe('timestamp-outside-window')
  expect(guard.judge(seconds(-301), 'a', now)).toBe('timestamp-outside-window')
})

test('a judged nonce is not used up until it is remembered', () => {
  const guard = createReplayGuard()
  expect(guard.judge(seconds(0), 'a', now)).toBeUndefined()
  expect(guard.judge(seconds(0), 'a', now)).toBeUndefined()
  guard.remember(seconds(0), 'a')
  expect(guard.judge(seconds(0), 'a', now)).toBe('nonce-reused')
})
