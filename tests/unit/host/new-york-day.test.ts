import { expect, it } from 'vitest'
import { findNewYorkDayStart } from '../../../src/host/account/new-york-day.ts'

it.each([
  ['in winter', '2026-11-27T14:30:00Z', '2026-11-27T05:00:00Z'],
  ['in summer', '2026-07-01T14:30:00.750Z', '2026-07-01T04:00:00Z'],
  ['while it is the next day in Europe', '2026-11-28T03:00:00Z', '2026-11-27T05:00:00Z'],
  ['at midnight itself', '2026-11-27T05:00:00Z', '2026-11-27T05:00:00Z'],
  ['right before midnight', '2026-11-27T04:59:59.999Z', '2026-11-26T05:00:00Z'],
  ['on the day the clocks go forward', '2026-03-08T15:00:00Z', '2026-03-08T05:00:00Z'],
  ['on the day the clocks go back', '2026-11-01T15:00:00Z', '2026-11-01T04:00:00Z'],
])('starts the day at midnight in New York %s', (_when, now, start) => {
  expect(new Date(findNewYorkDayStart(Date.parse(now))).toISOString()).toBe(new Date(start).toISOString())
})
