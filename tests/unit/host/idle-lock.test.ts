import { beforeEach, expect, test } from 'vitest'
import { IDLE_MINUTES, IdleLock, isUse } from '../../../src/host/keys/idle-lock.ts'
import { type ManualClock, manualClock } from '../client/manual-clock.ts'

const MINUTE = 60_000
const IDLE_MS = IDLE_MINUTES * MINUTE

let clock: ManualClock
let ended: number
let minutes: number
let lock: IdleLock
beforeEach(() => {
  clock = manualClock()
  ended = 0
  minutes = IDLE_MINUTES
  lock = new IdleLock({ clock, minutes: () => minutes, onIdle: () => ended++ })
})

test('ends once, after a quarter of an hour without use, and leaves no timer', () => {
  expect(lock.isRunning).toBe(false)
  lock.start()
  clock.advance(IDLE_MS - 1)
  expect([lock.isRunning, ended]).toEqual([true, 0])
  clock.advance(1)
  expect([lock.isRunning, ended, clock.pending]).toEqual([false, 1, 0])
  clock.advance(10 * IDLE_MS)
  expect(ended).toBe(1)
})

test('continues while the console is used', () => {
  lock.start()
  for (let passed = 0; passed < 120; passed += 14) {
    clock.advance(14 * MINUTE)
    lock.used()
  }
  expect(lock.isRunning).toBe(true)
  clock.advance(IDLE_MS)
  expect([lock.isRunning, ended]).toEqual([false, 1])
})

test('applies a changed number of minutes at once', () => {
  lock.start()
  clock.advance(6 * MINUTE)
  minutes = 5
  clock.advance(MINUTE)
  expect(ended).toBe(1)
})

test('is not started by use: not before the passphrase, not after its end, not after a stop', () => {
  lock.used()
  expect(lock.isRunning).toBe(false)
  lock.start()
  clock.advance(IDLE_MS)
  lock.used()
  expect(lock.isRunning).toBe(false)
  lock.start()
  lock.stop()
  lock.used()
  expect([lock.isRunning, clock.pending]).toEqual([false, 0])
})

test('ends at the first use after a sleep that no timer ran in', () => {
  lock.start()
  clock.jump(IDLE_MS)
  lock.used()
  expect([lock.isRunning, ended]).toEqual([false, 1])
})

test('is not made longer than its minutes by a clock that is set back', () => {
  lock.start()
  clock.jump(-24 * 60 * MINUTE)
  clock.advance(IDLE_MS + MINUTE)
  expect(ended).toBe(1)
})

test.each([13, 20])('ends after its minutes although the clock is set back by %i minutes on the way', (back) => {
  lock.start()
  clock.advance(14 * MINUTE)
  clock.jump(-back * MINUTE)
  clock.advance(MINUTE - 1)
  expect(ended).toBe(0)
  clock.advance(1)
  expect(ended).toBe(1)
})

test('ends when the system reports no user input, whatever the page does', () => {
  lock.systemIdle(IDLE_MS)
  expect(ended).toBe(0)
  lock.start()
  lock.systemIdle(IDLE_MS - 1)
  expect(ended).toBe(0)
  lock.used()
  lock.systemIdle(IDLE_MS)
  expect([lock.isRunning, ended]).toEqual([false, 1])
})

test.each([
  ['requests.send', true],
  ['keys.export', true],
  ['orders.modify', true],
  ['requests.keepWaiting', true],
  ['confirmation.answer', true],
  ['contracts.quote', false],
  ['orders.timeline', false],
  ['keys.look', false],
  ['app.info', false],
] as const)('%s is a use of the console: %j', (call, use) => {
  expect(isUse(call)).toBe(use)
})
