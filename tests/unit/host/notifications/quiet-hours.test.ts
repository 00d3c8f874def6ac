import { expect, test } from 'vitest'
import { isInQuietHours } from '../../../../src/host/notifications/notification-settings.ts'

const quietHours = (from: string, to: string) => ({ on: true, from, to })
const quiet = (from: string, to: string, at: string, timeZone = 'UTC'): boolean =>
  isInQuietHours(quietHours(from, to), Date.parse(at), timeZone)

test.each([
  ['21:59', false],
  ['22:00', true],
  ['23:59', true],
  ['00:00', true],
  ['06:59', true],
  ['07:00', false],
  ['12:00', false],
])('applies quiet hours from 22:00 to 07:00 across midnight: %s is quiet: %s', (time, expected) => {
  expect(quiet('22:00', '07:00', `2026-03-04T${time}:00Z`)).toBe(expected)
})

test('quiet hours include the first minute and exclude the last', () => {
  expect(
    ['11:59:59', '12:00:00', '13:29:59', '13:30:00'].map((time) => quiet('12:00', '13:30', `2026-03-04T${time}Z`)),
  ).toEqual([false, true, true, false])
})

test("quiet hours follow the machine's clock, including its daylight saving time", () => {
  // The dates are before and after the change to daylight saving time on the last Sunday of March.
  expect(quiet('22:00', '07:00', '2026-03-28T06:30:00Z', 'Europe/Berlin')).toBe(false)
  expect(quiet('22:00', '07:00', '2026-03-28T05:30:00Z', 'Europe/Berlin')).toBe(true)
  expect(quiet('22:00', '07:00', '2026-03-30T05:30:00Z', 'Europe/Berlin')).toBe(false)
  expect(quiet('22:00', '07:00', '2026-03-30T04:30:00Z', 'Europe/Berlin')).toBe(true)
  expect(quiet('22:00', '07:00', '2026-03-30T04:30:00Z', 'America/New_York')).toBe(true)
  expect(quiet('22:00', '07:00', '2026-03-30T04:30:00Z', 'Asia/Tokyo')).toBe(false)
})

test('quiet hours cover the whole day if both times are equal, and no time if they are off', () => {
  expect(quiet('08:00', '08:00', '2026-03-04T12:00:00Z')).toBe(true)
  expect(isInQuietHours({ on: false, from: '00:00', to: '23:59' }, 0, 'UTC')).toBe(false)
})
