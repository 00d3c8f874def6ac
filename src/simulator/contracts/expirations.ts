const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const firstYear = 2020
/** The first Friday of 2020. */
const firstFriday = Date.UTC(2020, 0, 3)
const day = 86_400_000
const week = 7 * day

/**
 * A day on which contracts expire: in most cases the third Friday of a month, or another Friday. If the exchanges are
 * closed on this Friday, it is the day before.
 */
export interface Expiration {
  readonly cycle: 'month' | 'week'
  /** Number of months since January 2020, or of weeks since its first Friday. It is part of the conids of derivatives. */
  readonly index: number
  /** The month in IBKR's short spelling, such as `MAR26`. */
  readonly code: string
  /** The month in IBKR's long spelling, such as `MAR2026`. */
  readonly longCode: string
  /** The month as `YYYYMM`. */
  readonly month: string
  /** The day of expiration as `YYYYMMDD`. For crude oil, it is in the month before. */
  readonly date: string
  /** The day of expiration in readable form, such as `MAR 20 '26`. */
  readonly text: string
  /** The letter for the month in the names of futures. */
  readonly letter: string
  readonly year: number
}

/**
 * Returns the next expirations, including one today. With `every` 3, only the last month of each quarter is selected.
 * @param create returns the expiration of a month. Default: on its third Friday
 */
export function listNextExpirations(
  now: number,
  count: number,
  every: 1 | 3 = 1,
  create: (index: number) => Expiration = createExpiration,
): readonly Expiration[] {
  const today = new Date(now)
  const found: Expiration[] = []
  for (let index = (today.getUTCFullYear() - firstYear) * 12 + today.getUTCMonth(); found.length < count; index += 1) {
    const expiration = create(index)
    if ((index + 1) % every === 0 && expiration.date >= formatDate(now)) found.push(expiration)
  }
  return found
}

/** Returns the next expirations in January and June after another one. */
export function listLongTermExpirations(after: Expiration, count: number): readonly Expiration[] {
  const found: Expiration[] = []
  for (let index = after.index + 1; found.length < count; index += 1) {
    if (index % 12 === 0 || index % 12 === 5) found.push(createExpiration(index))
  }
  return found
}

/** Returns the expiration of the same month on another day (`YYYYMMDD`), which may be in the month before. */
export function moveExpiration(expiration: Expiration, date: string): Expiration {
  return { ...expiration, date, text: textOf(date) }
}

/** Moves a day (`YYYYMMDD`) by a number of weekdays. Holidays are ignored. */
export function addWeekdays(date: string, count: number): string {
  let at = Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6)))
  for (let left = Math.abs(count); left > 0; ) {
    at += Math.sign(count) * day
    if (![0, 6].includes(new Date(at).getUTCDay())) left -= 1
  }
  return formatDate(at)
}

/** Returns the next weekly expirations, including one today: every Friday except the third of a month. */
export function listNextWeeklyExpirations(now: number, count: number): readonly Expiration[] {
  const found: Expiration[] = []
  for (let index = Math.ceil((startOfDay(now) - firstFriday) / week); found.length < count; index += 1) {
    const expiration = createWeeklyExpiration(index)
    // An expiration on a Thursday is over on its Friday.
    if (expiration !== undefined && expiration.date >= formatDate(now)) found.push(expiration)
  }
  return found
}

/** The expirations that were created, by month and by week. Conids have room for 256 months and 1,024 weeks. */
const created = { month: new Map<number, Expiration>(), week: new Map<number, Expiration | undefined>() }

/** Returns the expiration of a month, counted from January 2020. */
export function createExpiration(index: number): Expiration {
  const known = created.month.get(index)
  if (known !== undefined) return known
  const year = firstYear + Math.floor(index / 12)
  const month = index % 12
  const expiration = expirationOn(new Date(Date.UTC(year, month, thirdFriday(year, month))), 'month', index)
  created.month.set(index, expiration)
  return expiration
}

/** Returns the expiration on a Friday, counted in weeks from the first one of 2020. Undefined for a third Friday. */
export function createWeeklyExpiration(index: number): Expiration | undefined {
  if (created.week.has(index)) return created.week.get(index)
  const friday = new Date(firstFriday + index * week)
  const isThird = friday.getUTCDate() === thirdFriday(friday.getUTCFullYear(), friday.getUTCMonth())
  const expiration = isThird ? undefined : expirationOn(friday, 'week', index)
  created.week.set(index, expiration)
  return expiration
}

function expirationOn(friday: Date, cycle: Expiration['cycle'], index: number): Expiration {
  const expires = new Date(friday.getTime() - (isExchangeHoliday(friday) ? day : 0))
  const date = formatDate(expires.getTime())
  const month = expires.getUTCMonth()
  return {
    cycle,
    index,
    code: formatMonth(date),
    longCode: formatMonth(date, 'long'),
    month: date.slice(0, 6),
    date,
    text: textOf(date),
    letter: 'FGHJKMNQUVXZ'[month] ?? '',
    year: expires.getUTCFullYear(),
  }
}

const newYear = '0101'
const juneteenth = '0619'
const otherFixedHolidays = ['0704', '1225']

/** Reports whether the US exchanges are closed on a Friday: on a holiday, or because a holiday is on its Saturday. */
function isExchangeHoliday(friday: Date): boolean {
  const year = friday.getUTCFullYear()
  const [today, tomorrow] = [friday.getTime(), friday.getTime() + day].map((at) => formatDate(at).slice(4))
  // The exchanges close on Juneteenth since 2022.
  const holidays = year < 2022 ? otherFixedHolidays : [...otherFixedHolidays, juneteenth]
  // A New Year's Day on a Saturday moves to no other day.
  if (today === newYear || holidays.some((date) => date === today || date === tomorrow)) return true
  return friday.getTime() === findEasterSunday(year) - 2 * day
}

/** Returns midnight of Easter Sunday in UTC, of the years 1900 to 2199: the Sunday after the full moon of spring. */
function findEasterSunday(year: number): number {
  const age = (19 * (year % 19) + 24) % 30
  const isLate = age === 29 || (age === 28 && year % 19 > 10)
  const fullMoon = new Date(Date.UTC(year, 2, 21 + age - (isLate ? 1 : 0)))
  return fullMoon.getTime() + (7 - fullMoon.getUTCDay()) * day
}

/** Formats a day (`YYYYMMDD`) as `MAR 20 '26`. */
function textOf(date: string): string {
  return `${monthNames[Number(date.slice(4, 6)) - 1]} ${Number(date.slice(6))} '${date.slice(2, 4)}`
}

/** Formats the month of a day (`YYYYMMDD`) or a month (`YYYYMM`) as `MAR26`, or as `MAR2026`. */
export function formatMonth(date: string, year: 'short' | 'long' = 'short'): string {
  return `${monthNames[Number(date.slice(4, 6)) - 1] ?? ''}${date.slice(year === 'short' ? 2 : 0, 4)}`
}

/** Formats a day in UTC as `YYYYMMDD`. */
export function formatDate(at: number): string {
  return new Date(at).toISOString().slice(0, 10).replaceAll('-', '')
}

/** Returns midnight of a day in UTC, in which expirations are counted. */
function startOfDay(at: number): number {
  return Math.floor(at / day) * day
}

function thirdFriday(year: number, month: number): number {
  const firstWeekday = new Date(Date.UTC(year, month, 1)).getUTCDay()
  return 1 + ((5 - firstWeekday + 7) % 7) + 14
}
