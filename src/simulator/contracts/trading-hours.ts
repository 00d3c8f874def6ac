import type { SecurityType } from './contract.ts'
import { dateText } from './expirations.ts'

/** Opening hours of one kind of contract, New York time, `HHmm`. */
export interface TradingHours {
  readonly liquid: readonly [opening: string, closing: string]
  readonly extended: readonly [opening: string, closing: string]
}

/** Where every venue of the simulated market keeps its clock. */
export const exchangeTimeZone = 'US/Eastern'

const millisecondsPerDay = 86_400_000
const shares: TradingHours = { liquid: ['0930', '1600'], extended: ['0400', '2000'] }
const roundTheClock: TradingHours = { liquid: ['0000', '2359'], extended: ['0000', '2359'] }

/** Hours of every kind; futures are told the hours of their index. */
export function tradingHoursOf(secType: SecurityType): TradingHours {
  if (secType === 'STK') return shares
  return secType === 'CASH' || secType === 'CRYPTO' ? roundTheClock : { ...shares, extended: shares.liquid }
}

/** Six weekdays round today, `YYYYMMDD`: two before it, it or the next, and the rest. There are no holidays. */
export function tradingDaysRound(now: number): readonly string[] {
  const days: number[] = []
  for (let day = now - 6 * millisecondsPerDay; days.length < 14; day += millisecondsPerDay) days.push(day)
  const weekdays = days.filter((day) => ![0, 6].includes(new Date(day).getUTCDay()))
  const today = weekdays.findIndex((day) => day >= now)
  return weekdays.slice(today - 2, today + 4).map(dateText)
}

/** Time of a day in New York as seconds since the epoch. */
export function exchangeTime(day: string, time: string): number {
  const [year, month, date] = [day.slice(0, 4), day.slice(4, 6), day.slice(6)].map(Number)
  const wall = Date.UTC(year ?? 0, (month ?? 1) - 1, date, Number(time.slice(0, 2)), Number(time.slice(2)))
  // Noon of the same day tells which side of a change of the clocks the trading hours lie on.
  return Math.floor((wall - offsetAt(Date.UTC(year ?? 0, (month ?? 1) - 1, date, 17))) / 1000)
}

/** Milliseconds by which New York's clock is ahead of UTC (negative). */
function offsetAt(at: number): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: 'America/New_York',
    timeZoneName: 'longOffset',
  }).formatToParts(at)
  const hours = /GMT([+-]\d{2})/.exec(parts.find(({ type }) => type === 'timeZoneName')?.value ?? '')?.[1]
  return Number(hours ?? -5) * 3_600_000
}
