const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const firstYear = 2020

/** A month of expiration. Contracts expire on the third Friday of the month. */
export interface Expiration {
  /** Number of months since January 2020, which is part of the conids of derivatives. */
  readonly index: number
  /** The month in IBKR's short spelling, such as `MAR26`. */
  readonly code: string
  /** The month in IBKR's long spelling, such as `MAR2026`. */
  readonly longCode: string
  /** The month as `YYYYMM`. */
  readonly month: string
  /** The day of expiration as `YYYYMMDD`. */
  readonly date: string
  /** The day of expiration in readable form, such as `MAR 20 '26`. */
  readonly text: string
  /** The letter for the month in the names of futures. */
  readonly letter: string
  readonly year: number
}

/**
 * Returns the next expirations, including one today. With `every` 3, only the last month of each quarter is selected.
 */
export function listNextExpirations(now: number, count: number, every: 1 | 3 = 1): readonly Expiration[] {
  const today = new Date(now)
  const found: Expiration[] = []
  for (let index = (today.getUTCFullYear() - firstYear) * 12 + today.getUTCMonth(); found.length < count; index += 1) {
    const expiration = createExpiration(index)
    if ((index + 1) % every === 0 && expiration.date >= formatDate(now)) found.push(expiration)
  }
  return found
}

/** Returns the expiration of a month, counted from January 2020. */
export function createExpiration(index: number): Expiration {
  const year = firstYear + Math.floor(index / 12)
  const month = index % 12
  const day = thirdFriday(year, month)
  const name = monthNames[month] ?? ''
  const date = formatDate(Date.UTC(year, month, day))
  return {
    index,
    code: `${name}${String(year).slice(2)}`,
    longCode: `${name}${year}`,
    month: date.slice(0, 6),
    date,
    text: `${name} ${day} '${String(year).slice(2)}`,
    letter: 'FGHJKMNQUVXZ'[month] ?? '',
    year,
  }
}

/** Formats a day in UTC as `YYYYMMDD`. */
export function formatDate(at: number): string {
  return new Date(at).toISOString().slice(0, 10).replaceAll('-', '')
}

function thirdFriday(year: number, month: number): number {
  const firstWeekday = new Date(Date.UTC(year, month, 1)).getUTCDay()
  return 1 + ((5 - firstWeekday + 7) % 7) + 14
}
