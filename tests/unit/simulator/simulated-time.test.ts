import { expect, test } from 'vitest'
import { createSimulatedTime } from '../../../src/simulator/simulated-time.ts'
import { createManualClock } from './manual-clock.ts'

const hour = 3_600_000

test.each([1, 60])('leaps forward at speed %d and runs what is due once, in order', (speed) => {
  const clock = createManualClock()
  const time = createSimulatedTime(clock, speed, 5)
  const start = time.now()
  const ran: [string, number][] = []
  const note = (name: string) => () => ran.push([name, time.now() - start])
  time.timers.after(2 * hour, note('second'))
  time.timers.every(hour / 2, note('repeated'))
  const cancel = time.timers.after(hour, note('cancelled'))
  time.timers.after(hour - 1, cancel)
  time.timers.after(4 * hour, note('later'))
  time.realTimers.after(hour, note('real'))
  time.leap(start + 3 * hour)
  expect(ran).toEqual([
    ['repeated', 3 * hour],
    ['second', 3 * hour],
  ])
  ran.length = 0
  clock.advance(hour / speed)
  expect(ran).toContainEqual(['later', 4 * hour])
  expect(time.realNow() - start).toBe(hour / speed)
  time.close()
  expect(clock.pending()).toBe(0)
})
