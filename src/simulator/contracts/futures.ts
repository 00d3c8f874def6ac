import { type Contract, contractDefaults } from './contract.ts'
import { createExpiration, type Expiration, listNextExpirations } from './expirations.ts'

/** All futures of one underlying, with quarterly expirations. */
export interface FuturesFamily {
  readonly symbol: string
  readonly name: string
  readonly exchange: string
  readonly indexConid: number
  readonly multiplier: number
  /** Level of the index, which is the centre of the option strikes. */
  readonly level: number
  readonly increment: number
}

/**
 * All families of futures of the simulated market. The conid of the ES index is IBKR's; the other conids are
 * fictitious.
 */
export const futuresFamilies: readonly FuturesFamily[] = [
  {
    ...{ symbol: 'ES', name: 'E-mini S&P 500', exchange: 'CME', indexConid: 11004968 },
    ...{ multiplier: 50, level: 6700, increment: 0.25 },
  },
  {
    ...{ symbol: 'NQ', name: 'E-mini NASDAQ 100', exchange: 'CME', indexConid: 711_000_001 },
    ...{ multiplier: 20, level: 24_500, increment: 0.25 },
  },
  {
    ...{ symbol: 'CL', name: 'Light Sweet Crude Oil', exchange: 'NYMEX', indexConid: 711_000_002 },
    ...{ multiplier: 1000, level: 62, increment: 0.01 },
  },
]

/** First conid of futures. Each family reserves 256 months. */
const firstConid = 710_000_000
const months = 256

/** Returns the next four futures of a family that have not expired. */
export function listFutures(family: FuturesFamily, now: number): readonly Contract[] {
  return listNextExpirations(now, 4, 3).map((expiration) => futureOf(family, expiration))
}

/** Finds a future by its conid, including expired futures. */
export function findFuture(conid: number): Contract | undefined {
  const family = futuresFamilies[Math.floor((conid - firstConid) / months)]
  return family === undefined ? undefined : futureOf(family, createExpiration((conid - firstConid) % months))
}

/** Returns the index that a family of futures is based on. The index cannot be traded. */
export function toUnderlyingIndex(family: FuturesFamily): Contract {
  return {
    ...contractDefaults,
    conid: family.indexConid,
    symbol: family.symbol,
    secType: 'IND',
    companyName: family.name,
    listingExchange: family.exchange,
    exchanges: [family.exchange],
    localSymbol: family.symbol,
    tradingClass: family.symbol,
    increment: family.increment,
  }
}

function futureOf(family: FuturesFamily, expiration: Expiration): Contract {
  return {
    ...toUnderlyingIndex(family),
    conid: firstConid + futuresFamilies.indexOf(family) * months + expiration.index,
    secType: 'FUT',
    localSymbol: `${family.symbol}${expiration.letter}${expiration.year % 10}`,
    multiplier: family.multiplier,
    underlyingConid: family.indexConid,
    expiry: expiration.date,
    text: `${family.symbol} ${expiration.longCode}`,
  }
}
