import type { Instrument } from '../market/instruments.ts'

/** IBKR's security types, as far as the simulated market has them. Event contracts are options of their exchange. */
export type SecurityType = 'STK' | 'OPT' | 'FUT' | 'FOP' | 'IND' | 'BOND' | 'CASH' | 'CRYPTO'

/** Whatever has a conid. Only stocks and funds can be traded in the simulator; the others can be looked up. */
export interface Contract {
  readonly conid: number
  readonly symbol: string
  readonly secType: SecurityType
  /** Name of the company, the issuer or the thing. */
  readonly companyName: string
  readonly listingExchange: string
  /** Venues, the smart router first where there is one. */
  readonly exchanges: readonly string[]
  readonly currency: string
  /** The name on the exchange, such as `ESZ6`. */
  readonly localSymbol: string
  readonly tradingClass: string
  readonly multiplier: number | undefined
  /** Conid of what it derives from; 0 for what stands on its own. */
  readonly underlyingConid: number
  /** Last day, `YYYYMMDD`. */
  readonly expiry: string | undefined
  readonly strike: number | undefined
  readonly right: 'C' | 'P' | undefined
  /** What a person reads beside the symbol, such as `MAR 20 '26 300 Call`. */
  readonly text: string | undefined
  readonly industry: string | undefined
  readonly category: string | undefined
  readonly sector: string | undefined
  /** Smallest step of a price. */
  readonly increment: number
}

/** What a contract has that is neither listed nor derived: the rest of its fields, all unset. */
export const plainContract = {
  currency: 'USD',
  multiplier: undefined,
  underlyingConid: 0,
  expiry: undefined,
  strike: undefined,
  right: undefined,
  text: undefined,
  industry: undefined,
  category: undefined,
  sector: undefined,
  increment: 0.01,
} as const

/** A tradable instrument as a contract among others. */
export function contractOf(instrument: Instrument): Contract {
  const { conid, symbol, companyName, listingExchange, industry, category, sector } = instrument
  return {
    ...plainContract,
    ...{ conid, symbol, companyName, listingExchange, industry, category, sector },
    secType: 'STK',
    exchanges: [...new Set(['SMART', 'AMEX', 'NYSE', 'CBOE', listingExchange, 'ISLAND', 'BATS', 'IEX'])],
    localSymbol: symbol,
    tradingClass: symbol,
  }
}
