import type { Instrument, WalkingInstrument } from '../market/instruments.ts'
import { contractDefaults } from './contract.ts'
import { addWeekdays, createExpiration, type Expiration, listNextExpirations, moveExpiration } from './expirations.ts'
import { toTradingNoon } from './opening-hours.ts'

/** All futures of one underlying, and the terms of the options on them. */
export interface FuturesFamily {
  readonly symbol: string
  readonly name: string
  readonly exchange: string
  readonly indexConid: number
  readonly multiplier: number
  /** Yesterday's level of the index, which is the centre of the option strikes. */
  readonly level: number
  /** Daily volatility of the index, as a fraction of its level. */
  readonly volatility: number
  readonly increment: number
  /** Number of months between two futures, and the number of futures that are listed. */
  readonly every: 1 | 3
  readonly listed: number
  /** Last trading day: the third Friday of the month, or three weekdays before the 25th of the month before. */
  readonly ends: 'third-friday' | 'before-25th'
  /** Trading class, tick, and number of listed months of the options on the futures. */
  readonly options: { readonly tradingClass: string; readonly increment: number; readonly months: number }
}

/**
 * All families of futures of the simulated market. The conids of the indices ES and NQ are IBKR's; the other
 * conids are fictitious.
 */
export const futuresFamilies: readonly FuturesFamily[] = [
  {
    ...{ symbol: 'ES', name: 'E-mini S&P 500', exchange: 'CME', indexConid: 11004968 },
    ...{ multiplier: 50, level: 6700, volatility: 0.009, increment: 0.25 },
    ...{ every: 3, listed: 4, ends: 'third-friday' },
    options: { tradingClass: 'ES', increment: 0.05, months: 6 },
  },
  {
    ...{ symbol: 'NQ', name: 'E-mini NASDAQ 100', exchange: 'CME', indexConid: 11004958 },
    ...{ multiplier: 20, level: 24_500, volatility: 0.012, increment: 0.25 },
    ...{ every: 3, listed: 4, ends: 'third-friday' },
    options: { tradingClass: 'NQ', increment: 0.05, months: 6 },
  },
  {
    ...{ symbol: 'CL', name: 'Light Sweet Crude Oil', exchange: 'NYMEX', indexConid: 711_000_002 },
    ...{ multiplier: 1000, level: 62, volatility: 0.02, increment: 0.01 },
    ...{ every: 1, listed: 12, ends: 'before-25th' },
    options: { tradingClass: 'LO', increment: 0.01, months: 6 },
  },
]

/** First conid of futures. Each family reserves 256 months. */
const firstConid = 710_000_000
const months = 256

const averageVolume = 1e6

/** Returns the futures of a family that have not expired, the front month first. */
export function listFutures(family: FuturesFamily, now: number): readonly Instrument[] {
  const expirations = listNextExpirations(toTradingNoon(now), family.listed, family.every, (index) =>
    expirationOf(family, index),
  )
  return expirations.map((expiration) => futureOf(family, expiration))
}

/** Finds a future by its conid, including expired futures. */
export function findFuture(conid: number): Instrument | undefined {
  const family = futuresFamilies[Math.floor((conid - firstConid) / months)]
  return family === undefined ? undefined : futureOf(family, expirationOf(family, (conid - firstConid) % months))
}

/** Returns the expiration of the future of a month, counted from January 2020. */
function expirationOf({ ends }: FuturesFamily, index: number): Expiration {
  const expiration = createExpiration(index)
  if (ends === 'third-friday') return expiration
  // From the 25th, or the last weekday before it.
  const dayAfter = `${createExpiration(index - 1).month}26`
  return moveExpiration(expiration, addWeekdays(addWeekdays(dayAfter, -1), -3))
}

/**
 * Returns the expiration of the options of a month: the third Friday, or three weekdays before the last trading day of
 * the future of crude oil.
 */
export function createFutureOptionExpiration(family: FuturesFamily, index: number): Expiration {
  const expiration = expirationOf(family, index)
  return family.ends === 'third-friday' ? expiration : moveExpiration(expiration, addWeekdays(expiration.date, -3))
}

/** Returns the future that an option of a month delivers: that of the same month, or of the next one with a future. */
export function findFutureOfOptions(family: FuturesFamily, { index }: Expiration): Instrument {
  return futureOf(family, expirationOf(family, index + ((family.every - 1 - (index % family.every)) % family.every)))
}

/** Returns the index that a family of futures is based on. The index has a level, but cannot be traded. */
export function toUnderlyingIndex(family: FuturesFamily): WalkingInstrument {
  const { symbol, name, exchange, level: close, volatility } = family
  return {
    ...contractDefaults,
    conid: family.indexConid,
    symbol,
    secType: 'IND',
    companyName: name,
    listingExchange: exchange,
    exchanges: [exchange],
    localSymbol: symbol,
    tradingClass: symbol,
    increment: family.increment,
    availability: 'RpB',
    pricing: { kind: 'walk', close, volatility, averageVolume, lot: 1, askTicks: 1 },
  }
}

function futureOf(family: FuturesFamily, expiration: Expiration): Instrument {
  const index = toUnderlyingIndex(family)
  return {
    ...index,
    conid: firstConid + futuresFamilies.indexOf(family) * months + expiration.index,
    secType: 'FUT',
    localSymbol: `${family.symbol}${expiration.letter}${expiration.year % 10}`,
    multiplier: family.multiplier,
    underlyingConid: family.indexConid,
    expiry: expiration.date,
    contractMonth: expiration.month,
    text: `${family.symbol} ${expiration.longCode}`,
    pricing: { kind: 'future', underlying: index },
  }
}
