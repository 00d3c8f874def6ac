import type { Instrument } from '../market/instruments.ts'

/** IBKR's security types in the simulated market. Event contracts are options of their exchange. */
export type SecurityType = 'STK' | 'OPT' | 'FUT' | 'FOP' | 'IND' | 'BOND' | 'CASH' | 'CRYPTO'

/** Any contract with a conid. Only stocks and funds can be traded; other contracts can only be looked up. */
export interface Contract {
  readonly conid: number
  readonly symbol: string
  readonly secType: SecurityType
  /** Name of the company, issuer or asset. */
  readonly companyName: string
  readonly listingExchange: string
  /** Exchanges that list the contract. SMART comes first if available. */
  readonly exchanges: readonly string[]
  readonly currency: string
  /** Symbol on the exchange, such as `ESZ6`. */
  readonly localSymbol: string
  readonly tradingClass: string
  readonly multiplier: number | undefined
  /** Conid of the underlying, 0 for a contract that is not a derivative. */
  readonly underlyingConid: number
  /** Last trading day, as `YYYYMMDD`. */
  readonly expiry: string | undefined
  readonly strike: number | undefined
  readonly right: 'C' | 'P' | undefined
  /** Readable description of the contract, such as `MAR 20 '26 300 Call`. */
  readonly text: string | undefined
  readonly industry: string | undefined
  readonly category: string | undefined
  readonly sector: string | undefined
  /** Tick size. */
  readonly increment: number
}

/** Default values of the fields that only derivatives and listed contracts use. */
export const contractDefaults = {
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

/** Converts a tradable instrument to a contract. */
export function toContract(instrument: Instrument): Contract {
  const { conid, symbol, companyName, listingExchange, industry, category, sector } = instrument
  return {
    ...contractDefaults,
    ...{ conid, symbol, companyName, listingExchange, industry, category, sector },
    secType: 'STK',
    exchanges: [...new Set(['SMART', 'AMEX', 'NYSE', 'CBOE', listingExchange, 'ISLAND', 'BATS', 'IEX'])],
    localSymbol: symbol,
    tradingClass: symbol,
  }
}
