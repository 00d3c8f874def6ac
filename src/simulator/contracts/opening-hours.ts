import { findStartOfDay } from '../market/trading-hours.ts'
import type { Contract, SecurityType } from './contract.ts'
import { formatDate } from './expirations.ts'

/** Opening hours of one kind of contract in New York time, as `HHmm`. */
export interface ContractOpeningHours {
  readonly liquid: readonly [opening: string, closing: string]
  readonly extended: readonly [opening: string, closing: string]
}

/** Time zone of all exchanges of the simulated market. */
export const exchangeTimeZone = 'US/Eastern'

const millisecondsPerDay = 86_400_000
const shares: ContractOpeningHours = { liquid: ['0930', '1600'], extended: ['0400', '2000'] }
const roundTheClock: ContractOpeningHours = { liquid: ['0000', '2359'], extended: ['0000', '2359'] }

/** Returns the trading hours of a security type. Futures have the hours of their index. */
export function getOpeningHours(secType: SecurityType): ContractOpeningHours {
  if (secType === 'STK') return shares
  return secType === 'CASH' || secType === 'CRYPTO' ? roundTheClock : { ...shares, extended: shares.liquid }
}

/**
 * Returns the six weekdays around today, as `YYYYMMDD`: two before, today or the next weekday, and three after.
 * Holidays are ignored.
 */
export function listTradingDays(now: number): readonly string[] {
  // Noon in New York falls on the same date in UTC.
  const noon = findStartOfDay(now) + millisecondsPerDay / 2
  const days = Array.from({ length: 14 }, (_, at) => noon + (at - 6) * millisecondsPerDay)
  const weekdays = days.filter((day) => ![0, 6].includes(new Date(day).getUTCDay()))
  const today = weekdays.findIndex((day) => day >= noon)
  return weekdays.slice(today - 2, today + 4).map(formatDate)
}

/** Converts a time of day in New York to seconds since the epoch. */
export function toExchangeTime(day: string, time: string): number {
  const noon = Date.parse(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T17:00:00Z`)
  const minutes = Number(time.slice(0, 2)) * 60 + Number(time.slice(2))
  // Add minutes to midnight: on a weekday, daylight saving never changes between midnight and these hours.
  return findStartOfDay(noon) / 1000 + minutes * 60
}

const expirationTimes = new Map<string, number>()

/**
 * Returns the time of settlement of a contract with a last trading day (`YYYYMMDD`), in milliseconds since the epoch: the
 * close of this day, or the opening of the next one (`AM`).
 */
export function toExpirationTime(lastTradingDay: string, settlement: 'AM' | 'PM'): number {
  const key = `${lastTradingDay}${settlement}`
  const known = expirationTimes.get(key)
  if (known !== undefined) return known
  const [opening, closing] = shares.liquid
  const time =
    settlement === 'PM'
      ? toExchangeTime(lastTradingDay, closing) * 1000
      : toExchangeTime(lastTradingDay, opening) * 1000 + millisecondsPerDay
  expirationTimes.set(key, time)
  return time
}

/** Reports whether trading in a contract has ended: at the close of its last trading day. */
export function isTradingOver({ expiry }: Pick<Contract, 'expiry'>, at: number): boolean {
  return expiry !== undefined && toExpirationTime(expiry, 'PM') <= at
}

/** Returns noon in New York of the current trading day. After the close, this is the next day. */
export function toTradingNoon(now: number): number {
  const noon = findStartOfDay(now) + millisecondsPerDay / 2
  return now < toExchangeTime(formatDate(noon), shares.liquid[1]) * 1000 ? noon : noon + millisecondsPerDay
}
