import { beforeEach, expect, test } from 'vitest'
import { IDLE_MS, IdleLock, isUse } from '../../../src/host/keys/idle-lock.ts'
import { type ManualClock, manualClock } from '../client/manual-clock.ts'

let clock: ManualClock
let told: boolean[]
let lock: IdleLock
beforeEach(() => {
  clock = manualClock()
  told = []
  lock = new IdleLock({ clock, onChange: () => told.push(lock.isOpen) })
})

test('it opens with the passphrase and closes, in sight of the window, after ten minutes without use', () => {
  expect(lock.isOpen).toBe(false)
  lock.open()
  clock.advance(IDLE_MS - 1)
  expect(lock.isOpen).toBe(true)
  clock.advance(1)
  expect(lock.isOpen).toBe(false)
  expect(told).toEqual([true, false])
})

test('as long as somebody uses the console it stays open, however long that is', () => {
  lock.open()
  for (let minutes = 0; minutes < 60; minutes += 9) {
    clock.advance(9 * 60_000)
    lock.used()
  }
  expect(lock.isOpen).toBe(true)
  clock.advance(IDLE_MS)
  expect(lock.isOpen).toBe(false)
  expect(told).toEqual([true, false])
})

test('use opens nothing: not before the passphrase, not after the ten minutes, not after "Lock now"', () => {
  lock.used()
  expect(lock.isOpen).toBe(false)
  lock.open()
  clock.advance(IDLE_MS)
  lock.used()
  expect(lock.isOpen).toBe(false)
  lock.open()
  lock.close()
  lock.used()
  expect(lock.isOpen).toBe(false)
})

test('a computer that slept for ten minutes wakes to a closed lock, although no timer ran', () => {
  lock.open()
  clock.jump(IDLE_MS)
  expect(lock.isOpen).toBe(false)
})

test('it leaves no timer once it is closed', () => {
  lock.open()
  lock.used()
  lock.close()
  expect(clock.pending).toBe(0)
})

test.each([
  ['requests.send', true],
  ['keys.export', true],
  ['contracts.quote', false],
  ['orders.timeline', false],
  ['keys.look', false],
  ['app.info', false],
])('%s is a use of the console: %j', (call, use) => {
  expect(isUse(call)).toBe(use)
})
