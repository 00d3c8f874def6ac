/**
 * IBKR's security types in the simulated market. Event contracts are options of their exchange; IBKR calls combos bags.
 */
export type SecurityType = 'STK' | 'OPT' | 'FUT' | 'FOP' | 'IND' | 'BOND' | 'CASH' | 'CRYPTO' | 'BAG'

/** Any contract with a conid. Not every contract can be traded. */
export interface Contract {
  readonly conid: number
  readonly symbol: string
  readonly secType: SecurityType
  /** Name of the company, issuer, asset or base currency. */
  readonly companyName: string
  readonly listingExchange: string
  /** Exchanges that list the contract. SMART comes first if available. */
  readonly exchanges: readonly string[]
  readonly currency: string
  /** Symbol on the exchange, such as `ESZ6`. */
  readonly localSymbol: string
  readonly tradingClass: string
  readonly multiplier: number | undefined
  /** Number of price units per unit of the currency: 100 for shares that are quoted in pence. */
  readonly priceMagnifier: number
  /** Conid of the underlying, 0 for a contract that is not a derivative. */
  readonly underlyingConid: number
  /** Last trading day, as `YYYYMMDD`. */
  readonly expiry: string | undefined
  /** Month of the contract as `YYYYMM`. The last trading day of crude oil is in the month before. */
  readonly contractMonth: string | undefined
  readonly strike: number | undefined
  readonly right: 'C' | 'P' | undefined
  /** Readable description of the contract, such as `MAR 20 '26 300 Call`. */
  readonly text: string | undefined
  readonly industry: string | undefined
  readonly category: string | undefined
  readonly sector: string | undefined
  /** Tick size. Options have larger ticks at higher prices: see `findTick`. */
  readonly increment: number
}

/** Default values of the fields that only derivatives and listed contracts use. */
export const contractDefaults = {
  currency: 'USD',
  multiplier: undefined,
  priceMagnifier: 1,
  underlyingConid: 0,
  expiry: undefined,
  contractMonth: undefined,
  strike: undefined,
  right: undefined,
  text: undefined,
  industry: undefined,
  category: undefined,
  sector: undefined,
  increment: 0.01,
} as const

/** Calculates what a quantity is worth at a price, in the currency of the contract. Not rounded. */
export function calculateValue(
  { multiplier = 1, priceMagnifier }: Pick<Contract, 'multiplier' | 'priceMagnifier'>,
  quantity: number,
  price: number,
): number {
  return (quantity * price * multiplier) / priceMagnifier
}

/** Returns the exchange of orders that name only the conid. Undefined if IBKR routes them itself (SMART). */
export function findDefaultVenue({ exchanges }: Pick<Contract, 'exchanges'>): string | undefined {
  return exchanges.includes('SMART') ? undefined : exchanges[0]
}
