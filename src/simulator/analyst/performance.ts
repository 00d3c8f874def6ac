import { type DayValue, roundTo } from './net-asset-values.ts'

/** Periods that the performance call accepts. IBKR's document also lists 3M, 6M and 12M, which the live API rejects. */
export const performancePeriods = ['1D', '7D', 'MTD', '1M', 'YTD', '1Y'] as const

export type PerformancePeriod = (typeof performancePeriods)[number]

/** The values of a period, and the value before the period, on which returns are based. */
export interface PeriodValues {
  readonly start: DayValue
  readonly values: readonly DayValue[]
}

/** Selects a period from a year of values. */
export function selectPeriodValues(period: PerformancePeriod, year: readonly DayValue[]): PeriodValues {
  const last = year.at(-1)?.date ?? ''
  const first = firstDayOf(period, last)
  const from = Math.max(
    1,
    year.findIndex(({ date }) => date >= first),
  )
  return { start: year[from - 1] ?? { date: last, value: 0 }, values: year.slice(from) }
}

/** Returns the cumulative return since the start, for each day. */
export function calculateCumulativeReturns({ start, values }: PeriodValues): readonly number[] {
  return values.map(({ value }) => returnOf(start.value, value))
}

/** Returns the return of each calendar month of a period, with months as `YYYYMM`. */
export function calculateMonthlyReturns({ start, values }: PeriodValues): {
  readonly months: readonly string[]
  readonly returns: readonly number[]
} {
  const closes = new Map<string, number>()
  for (const { date, value } of values) closes.set(date.slice(0, 6), value)
  let before = start.value
  const returns = [...closes.values()].map((value) => {
    const found = returnOf(before, value)
    before = value
    return found
  })
  return { months: [...closes.keys()], returns }
}

function returnOf(before: number, after: number): number {
  return before === 0 ? 0 : roundTo(after / before - 1, 4)
}

function firstDayOf(period: PerformancePeriod, last: string): string {
  const day = new Date(`${last.slice(0, 4)}-${last.slice(4, 6)}-${last.slice(6)}T00:00:00Z`)
  switch (period) {
    case '1D':
      return last
    case 'MTD':
      return `${last.slice(0, 6)}01`
    case 'YTD':
      return `${last.slice(0, 4)}0101`
    case '7D':
      day.setUTCDate(day.getUTCDate() - 6)
      break
    case '1M':
      day.setUTCMonth(day.getUTCMonth() - 1)
      break
    case '1Y':
      day.setUTCFullYear(day.getUTCFullYear() - 1)
  }
  return day.toISOString().slice(0, 10).replaceAll('-', '')
}
