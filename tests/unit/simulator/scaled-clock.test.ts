import { expect, test } from 'vitest'
import { createTimers, systemClock } from '../../../src/simulator/clock.ts'
import { createScaledClock } from '../../../src/simulator/simulated-time.ts'
import { createManualClock } from './manual-clock.ts'

function scaled(speed: number) {
  const base = createManualClock(1_000_000)
  return { base, clock: createScaledClock(base, speed) }
}

test('the clock runs at the given speed from the current time of the base clock', () => {
  const { base, clock } = scaled(60)
  expect(clock.now()).toBe(1_000_000)
  base.advance(1000)
  expect(clock.now()).toBe(1_060_000)
})

test('runs timers in order, exactly at their due time', () => {
  const { base, clock } = scaled(100)
  const seen: string[] = []
  for (const wait of [250, 50, 125, 50]) clock.after(wait, () => seen.push(`${wait} at ${clock.now() - 1_000_000}`))
  base.advance(10)
  expect(seen).toEqual(['50 at 50', '50 at 50', '125 at 125', '250 at 250'])
})

test('keeps the interval of a repeated timer at any speed', () => {
  const { base, clock } = scaled(3600)
  const beats: number[] = []
  createTimers(clock).every(500, () => beats.push(clock.now() - 1_000_000))
  base.advance(100)
  expect(beats).toHaveLength(720)
  expect(beats.every((beat, index) => beat === 500 * (index + 1))).toBe(true)
})

test('does not run a cancelled timer, even if it was cancelled twice', () => {
  const { base, clock } = scaled(10)
  let ran = 0
  const stop = clock.after(100, () => {
    ran += 1
  })
  const stopNever = clock.after(50, () => stop())
  stopNever()
  stopNever()
  clock.after(50, () => stop())
  base.advance(100)
  expect(ran).toBe(0)
  expect(base.pending()).toBe(0)
})

test('the clock never passes a timer that has not run, and never moves back', () => {
  const base = createManualClock(0)
  // Simulates a slow machine: timers of the base clock run only on demand.
  const late: (() => void)[] = []
  const after = (_: number, run: () => void) => {
    late.push(run)
    return () => {}
  }
  const clock = createScaledClock({ now: base.now, after }, 10)
  clock.after(500, () => {})
  base.advance(1000)
  expect(clock.now()).toBe(500)
  for (const run of late.splice(0)) run()
  expect(clock.now()).toBe(10_000)
})

test('the clock supports slow motion', () => {
  const { base, clock } = scaled(0.1)
  let ran = false
  clock.after(1000, () => {
    ran = true
  })
  base.advance(9999)
  expect(ran).toBe(false)
  base.advance(1)
  expect(ran).toBe(true)
})

test("does not fire immediately for a delay beyond Node's limit", async () => {
  let fired = false
  const stop = systemClock.after(2 ** 31 + 1000, () => {
    fired = true
  })
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(fired).toBe(false)
  stop()
})
