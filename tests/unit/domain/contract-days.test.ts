import { expect, test } from 'vitest'
import { daysUntil, formatDayAhead, readDay } from '../../../src/shared/domain/contract-days.ts'

test('reads a day as text or number, and nothing else', () => {
  expect([20261218, '20261218', '', null, 'DEC26', '202612'].map(readDay)).toEqual([
    '2026-12-18',
    '2026-12-18',
    ...[undefined, undefined, undefined, undefined],
  ])
})

test.each([
  // 23:30 in New York on 17 December, which is 18 December in UTC.
  [Date.UTC(2026, 11, 18, 4, 30), 1, '2026-12-18 (tomorrow)'],
  [Date.UTC(2026, 11, 18, 5, 30), 0, '2026-12-18 (today)'],
  [Date.UTC(2026, 11, 20, 12), -2, '2026-12-18 (2 days ago)'],
  // Over the end of daylight saving time on 1 November.
  [Date.UTC(2026, 9, 30, 12), 49, '2026-12-18 (in 49 days)'],
])('counts days by the date in New York at %i as %i', (now, days, text) => {
  expect(daysUntil('2026-12-18', now)).toBe(days)
  expect(formatDayAhead('2026-12-18', now)).toBe(text)
})
