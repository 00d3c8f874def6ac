import { fieldsOf, numberOf, rowsOf, textOf } from './read-value.ts'

/** The periods that IBKR accepts. */
export const PERFORMANCE_PERIODS = ['1D', '7D', 'MTD', '1M', 'YTD', '1Y'] as const

export type PerformancePeriod = (typeof PERFORMANCE_PERIODS)[number]

/** Cumulative returns by day. The first day is the one before the period, with the return 0. */
export interface DailyReturns {
  /** Days as `YYYYMMDD`, ascending. */
  readonly days: readonly string[]
  /** Return since the first day: 0.05 is 5 %. */
  readonly returns: readonly number[]
}

/** The returns of one account over a year, or since its first day. */
export interface AccountReturns extends DailyReturns {
  readonly account: string
  /** Base currency of the account; undefined if IBKR does not state it. */
  readonly currency?: string
  /** How IBKR calculates the returns: `TWR`, `MWR`. */
  readonly measure?: string
}

/** The returns of a response, or why it has none. */
export type PerformanceResponse =
  | { readonly kind: 'known'; readonly returns: AccountReturns }
  /** `message`: a sentence for the user. */
  | { readonly kind: 'failed'; readonly message: string }

/** Daily closes of a contract, oldest first. */
export interface DailyCloses {
  /** Days as `YYYYMMDD`, ascending. */
  readonly days: readonly string[]
  readonly closes: readonly number[]
}

const DAY_MS = 86_400_000
/** Number of days without trading that are no sign of missing values: a weekend and holidays. */
const CLOSED_DAYS = 6

/**
 * Reads the response of `POST pa/performance` for the period `1Y` and one account. IBKR combines several accounts into
 * one series, which is not the series of the account. Pure.
 */
export function readPerformance(account: string, body: unknown): PerformanceResponse {
  const { cps, nav, pm, included } = fieldsOf(body)
  const { data, dates, freq } = fieldsOf(cps)
  const series = listOf(data).find(({ id }) => id === account)
  if (series === undefined || !Array.isArray(dates) || !Array.isArray(series['returns'])) return failed(INCOMPLETE)
  if (Array.isArray(included) && included.some((id) => id !== account)) return failed(COMBINED)
  const returns: readonly unknown[] = series['returns']
  if (dates.length === 0) return failed(EMPTY)
  if (dates.length !== returns.length)
    return failed(`IBKR's response is truncated: ${dates.length} days, but ${returns.length} returns.`)
  if (freq !== 'D' || !areAscendingDays(dates)) return failed(INCOMPLETE)
  const numbers = returns.map(numberOf)
  if (!numbers.every((number) => number !== undefined)) return failed(INCOMPLETE)
  const start = fieldsOf(listOf(fieldsOf(nav)['data']).find(({ id }) => id === account)?.['startNAV'])['date']
  const [first = ''] = dates
  const isBefore = isDay(start) && start < first
  const [currency, measure] = [textOf(series['baseCurrency']), textOf(pm)]
  return {
    kind: 'known',
    returns: {
      account,
      ...(currency !== undefined && { currency }),
      ...(measure !== undefined && { measure }),
      days: isBefore ? [start, ...dates] : dates,
      returns: isBefore ? [0, ...numbers] : numbers,
    },
  }
}

const INCOMPLETE = "IBKR's response is incomplete."
const COMBINED = "IBKR's response combines several accounts."
const EMPTY = "IBKR's response has no values for this account."

const failed = (message: string): PerformanceResponse => ({ kind: 'failed', message })

const listOf = (value: unknown) => (Array.isArray(value) ? rowsOf(value) : [])

const isDay = (value: unknown): value is string => typeof value === 'string' && /^\d{8}$/.test(value)

const areAscendingDays = (days: readonly unknown[]): days is readonly string[] =>
  days.every((day, index) => isDay(day) && (index === 0 || day > String(days[index - 1])))

/** The returns of one period, and what is missing. */
export interface PeriodReturns extends DailyReturns {
  /** Whether the values begin after the beginning of the period. */
  readonly beginsLate: boolean
}

/** Selects a period from the returns of a year. Its first day is the last one before the period. Pure. */
export function selectPeriod({ days, returns }: DailyReturns, period: PerformancePeriod): PeriodReturns {
  const last = days.at(-1)
  if (last === undefined) return { days, returns, beginsLate: false }
  const first = firstDayOf(period, last)
  const before = period === '1D' ? days.length - 2 : days.findLastIndex((day) => day < first)
  const start = period === '1Y' ? 0 : Math.max(0, before)
  const base = 1 + (returns[start] ?? 0)
  const beginsLate = daysBetween(first, days[start] ?? first) > CLOSED_DAYS
  return {
    days: days.slice(start),
    returns: returns.slice(start).map((value) => (base === 0 ? 0 : (1 + value) / base - 1)),
    beginsLate,
  }
}

/** Returns the first day of a period that ends on a day. */
function firstDayOf(period: PerformancePeriod, last: string): string {
  const [year, month] = [last.slice(0, 4), last.slice(4, 6)]
  const day = new Date(dayTime(last))
  switch (period) {
    case '1D':
      return last
    case 'MTD':
      return `${year}${month}01`
    case 'YTD':
      return `${year}0101`
    case '7D':
      return formatDay(dayTime(last) - 6 * DAY_MS)
    case '1M':
      day.setUTCMonth(day.getUTCMonth() - 1)
      // 31 March minus one month is the last day of February.
      return formatDay(day.getUTCDate() === Number(last.slice(6)) ? day.getTime() : day.setUTCDate(0))
    case '1Y':
      return formatDay(day.setUTCFullYear(day.getUTCFullYear() - 1))
  }
}

/** Returns whether the last of several days is more than a long weekend before a time in ms since epoch. */
export const endsEarly = (days: readonly string[], at: number): boolean =>
  daysBetween(days.at(-1) ?? '', formatDay(at)) > CLOSED_DAYS

/**
 * Returns the return of a benchmark since the first of several days, for each day; null for a day after its last close.
 * A day without a close has the close before it. Undefined without a close on or before the first day. Pure.
 */
export function benchmarkReturns(
  days: readonly string[],
  { days: closeDays, closes }: DailyCloses,
): readonly (number | null)[] | undefined {
  const [first = ''] = days
  const last = closeDays.at(-1) ?? ''
  const closeOf = (day: string): number | undefined => {
    const index = closeDays.findLastIndex((each) => each <= day)
    return daysBetween(closeDays[index] ?? '', day) > CLOSED_DAYS ? undefined : closes[index]
  }
  const base = closeOf(first)
  if (base === undefined || base <= 0) return undefined
  return days.map((day) => {
    const close = day > last ? undefined : closeOf(day)
    return close === undefined ? null : close / base - 1
  })
}

/**
 * Returns the trading day of a bar or of a time, as `YYYYMMDD`. A trading day begins at 21:00 UTC at the earliest: with
 * the session of currencies and futures in New York, and with the exchanges of New Zealand and Australia.
 */
export const tradingDay = (at: number): string => formatDay(at + 3 * 3_600_000)

/**
 * Converts daily bars to closes. Omits the current trading day and later ones, because their prices are not final. Pure.
 */
export function readDailyCloses(bars: readonly { readonly at: number; readonly close: number }[], now: number) {
  const past = bars.filter(({ at }) => at > 0 && at <= now)
  const byDay = new Map(past.map(({ at, close }) => [tradingDay(at), close]))
  const rows = [...byDay].filter(([day]) => day < tradingDay(now)).sort(([one], [other]) => (one < other ? -1 : 1))
  return { days: rows.map(([day]) => day), closes: rows.map(([, close]) => close) } satisfies DailyCloses
}

/** Returns midnight UTC of a day; NaN for any other text. */
const dayTime = (day: string): number =>
  Date.UTC(Number(day.slice(0, 4)), Number(day.slice(4, 6)) - 1, Number(day.slice(6) || Number.NaN))

const formatDay = (at: number): string => new Date(at).toISOString().slice(0, 10).replaceAll('-', '')

const daysBetween = (from: string, to: string): number => (dayTime(to) - dayTime(from)) / DAY_MS
