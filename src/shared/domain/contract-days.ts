const newYorkDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York' })

/** Returns the date in New York at a time in ms since epoch, as `YYYY-MM-DD`. */
export const dayInNewYork = (at: number): string => newYorkDay.format(at)

/** Reads a day of IBKR, `20261218` as text or number, as `2026-12-18`. Undefined for any other value. */
export function readDay(value: unknown): string | undefined {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(String(value)) ?? []
  return day === undefined ? undefined : `${year}-${month}-${day}`
}

/**
 * Counts the calendar days from the date in New York to a day as `YYYY-MM-DD`: 0 for today, negative for a day that has
 * passed.
 */
export const daysUntil = (day: string, now: number): number =>
  Math.round((Date.parse(day) - Date.parse(dayInNewYork(now))) / 86_400_000)

/** Formats a day with its distance from today: `2026-12-18 (in 17 days)`. */
export const formatDayAhead = (day: string, now: number): string => `${day} (${formatDaysAhead(daysUntil(day, now))})`

/** Formats a number of calendar days ahead: `in 17 days`, `tomorrow`, `3 days ago`. */
export function formatDaysAhead(days: number): string {
  if (days === 0) return 'today'
  if (Math.abs(days) === 1) return days === 1 ? 'tomorrow' : 'yesterday'
  return days > 0 ? `in ${days} days` : `${-days} days ago`
}
