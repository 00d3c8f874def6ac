import type { Instrument, WalkingInstrument } from '../market/instruments.ts'
import { contractDefaults } from './contract.ts'
import { createExpiration, type Expiration, listNextExpirations } from './expirations.ts'

/** All futures of one underlying, with quarterly expirations. */
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
}

/**
 * All families of futures of the simulated market. The conid of the ES index is IBKR's; the other conids are
 * fictitious.
 */
export const futuresFamilies: readonly FuturesFamily[] = [
  {
    ...{ symbol: 'ES', name: 'E-mini S&P 500', exchange: 'CME', indexConid: 11004968 },
    ...{ multiplier: 50, level: 6700, volatility: 0.009, increment: 0.25 },
  },
  {
    ...{ symbol: 'NQ', name: 'E-mini NASDAQ 100', exchange: 'CME', indexConid: 711_000_001 },
    ...{ multiplier: 20, level: 24_500, volatility: 0.012, increment: 0.25 },
  },
  {
    ...{ symbol: 'CL', name: 'Light Sweet Crude Oil', exchange: 'NYMEX', indexConid: 711_000_002 },
    ...{ multiplier: 1000, level: 62, volatility: 0.02, increment: 0.01 },
  },
]

/** First conid of futures. Each family reserves 256 months. */
const firstConid = 710_000_000
const months = 256

const averageVolume = 1e6

/** Returns the next four futures of a family that have not expired. */
export function listFutures(family: FuturesFamily, now: number): readonly Instrument[] {
  return listNextExpirations(now, 4, 3).map((expiration) => futureOf(family, expiration))
}

/** Finds a future by its conid, including expired futures. */
export function findFuture(conid: number): Instrument | undefined {
  const family = futuresFamilies[Math.floor((conid - firstConid) / months)]
  return family === undefined ? undefined : futureOf(family, createExpiration((conid - firstConid) % months))
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
    text: `${family.symbol} ${expiration.longCode}`,
    pricing: { kind: 'future', underlying: index },
  }
}
