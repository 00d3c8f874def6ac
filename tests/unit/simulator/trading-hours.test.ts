import { expect, test } from 'vitest'
import {
  findMarketPhase,
  findNextBoundary,
  findStartOfDay,
  findStartOfTradingDays,
} from '../../../src/simulator/market/trading-hours.ts'

const at = (text: string) => Date.parse(text)

test.each([
  ['2026-09-14T03:59:59-04:00', 'closed'],
  ['2026-09-14T04:00:00-04:00', 'extended'],
  ['2026-09-14T09:29:59-04:00', 'extended'],
  ['2026-09-14T09:30:00-04:00', 'open'],
  ['2026-09-14T15:59:59-04:00', 'open'],
  ['2026-09-14T16:00:00-04:00', 'extended'],
  ['2026-09-14T20:00:00-04:00', 'closed'],
  ['2026-09-12T12:00:00-04:00', 'closed'],
  ['2026-01-14T09:30:00-05:00', 'open'],
])('reports the exchange at %s as %s', (time, phase) => {
  expect(findMarketPhase('exchange', at(time))).toBe(phase)
  expect(findMarketPhase('always', at(time))).toBe('open')
})

test('lists the boundaries of a day in order, also on a day with a daylight saving change', () => {
  const seen: string[] = []
  let time = at('2026-10-31T23:00:00-04:00')
  for (let turn = 0; turn < 7; turn += 1) {
    time = findNextBoundary(time)
    seen.push(new Date(time).toISOString().slice(5, 16))
  }
  // Daylight saving time ends on 1 November 2026. Midnight in New York is 04:00 UTC, and 04:00 is 09:00 UTC.
  expect(seen).toEqual([
    '11-01T04:00',
    '11-01T09:00',
    '11-01T14:30',
    '11-01T21:00',
    '11-02T01:00',
    '11-02T05:00',
    '11-02T09:00',
  ])
})

test('excludes weekends from a period of trading days', () => {
  const monday = at('2026-09-14T10:00:00-04:00')
  expect(findStartOfDay(monday)).toBe(at('2026-09-14T00:00:00-04:00'))
  expect(findStartOfTradingDays(monday, 1)).toBe(at('2026-09-14T00:00:00-04:00'))
  expect(findStartOfTradingDays(monday, 2)).toBe(at('2026-09-11T00:00:00-04:00'))
  expect(findStartOfTradingDays(monday, 7)).toBe(at('2026-09-04T00:00:00-04:00'))
})
