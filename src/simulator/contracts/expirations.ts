const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const firstYear = 2020

/** A month of expiration; contracts expire on its third Friday. */
export interface Expiration {
  /** Number of months since January 2020; part of the conids of derivatives. */
  readonly index: number
  /** IBKR's spelling: `MAR26`. */
  readonly code: string
  /** The long spelling: `MAR2026`. */
  readonly longCode: string
  /** `YYYYMM`. */
  readonly month: string
  /** `YYYYMMDD`. */
  readonly date: string
  /** `MAR 20 '26`. */
  readonly text: string
  /** The letter of the month in the names of futures. */
  readonly letter: string
  readonly year: number
}

/** The next expirations, including one today. `every` 3 selects only the last month of each quarter. */
export function comingExpirations(now: number, count: number, every: 1 | 3 = 1): readonly Expiration[] {
  const today = new Date(now)
  const found: Expiration[] = []
  for (let index = (today.getUTCFullYear() - firstYear) * 12 + today.getUTCMonth(); found.length < count; index += 1) {
    const expiration = expirationOf(index)
    if ((index + 1) % every === 0 && expiration.date >= dateText(now)) found.push(expiration)
  }
  return found
}

/** The expiration of a month, counted from January 2020. */
export function expirationOf(index: number): Expiration {
  const year = firstYear + Math.floor(index / 12)
  const month = index % 12
  const day = thirdFriday(year, month)
  const name = monthNames[month] ?? ''
  const date = dateText(Date.UTC(year, month, day))
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
export function dateText(at: number): string {
  return new Date(at).toISOString().slice(0, 10).replaceAll('-', '')
}

function thirdFriday(year: number, month: number): number {
  const firstWeekday = new Date(Date.UTC(year, month, 1)).getUTCDay()
  return 1 + ((5 - firstWeekday + 7) % 7) + 14
}
