const HOUR_MS = 3_600_000

const wallClock = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/New_York',
  hourCycle: 'h23',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
})

/**
 * Returns the start of the calendar day in New York, in ms since epoch. IBKR's trading day ends at midnight in New
 * York, regardless of the account's time zone.
 */
export function findNewYorkDayStart(now: number): number {
  const [hour = 0, minute = 0, second = 0] = wallClockAt(now)
  const start = Math.floor(now / 1_000) * 1_000 - hour * HOUR_MS - minute * 60_000 - second * 1_000
  // Corrects the start by an hour if daylight saving time began or ended since midnight.
  const [off = 0] = wallClockAt(start)
  return off > 12 ? start + (24 - off) * HOUR_MS : start - off * HOUR_MS
}

/** Returns the end of the calendar day in New York, which is the start of the next day. */
export const findNewYorkDayEnd = (now: number): number => findNewYorkDayStart(findNewYorkDayStart(now) + 36 * HOUR_MS)

function wallClockAt(time: number): readonly number[] {
  return wallClock
    .formatToParts(time)
    .filter(({ type }) => type === 'hour' || type === 'minute' || type === 'second')
    .map(({ value }) => Number(value))
}
