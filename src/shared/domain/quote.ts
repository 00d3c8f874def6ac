import { numberOf } from './read-value.ts'

/**
 * Maximum number of contracts with live quotes, over all windows, local alerts and the subscriptions of the stream view.
 * IBKR allows 100 market data lines by default; snapshots, such as those of the ticket, need the rest.
 */
export const MAX_LIVE_QUOTES = 90

/** Maximum number of contracts for which a window requests live quotes. Rows beyond `MAX_LIVE_QUOTES` have none. */
export const MAX_VISIBLE_CONTRACTS = 300

/** Visible rows that show live quotes. */
export type RowPurpose = 'order' | 'position'
/** What a market data line is for: the stream view, a local alert, or a visible row. */
export type LinePurpose = 'stream' | 'alert' | RowPurpose

/** The live quote of a contract. Prices are strings as IBKR sends them; absent until IBKR has sent them. */
export interface LiveQuote {
  readonly conid: number
  /** Time of the newest change, in ms since epoch; 0 before the first value. */
  readonly at: number
  readonly last?: string
  readonly bid?: string
  readonly ask?: string
  /** Change since the last close in percent. */
  readonly change?: string
  /** Change since the last close, as an amount. */
  readonly changeAmount?: string
  /** Greeks of one option: theta per day, vega per percentage point of the volatility. */
  readonly delta?: string
  readonly gamma?: string
  readonly theta?: string
  readonly vega?: string
  /** IBKR's field 6509. Its first letter: R live, D delayed, Z frozen, Y frozen and delayed, N not subscribed. */
  readonly availability?: string
  /**
   * Start of the current period without updates, in ms since epoch; absent while the stream works. The values are from
   * before that time, and remain marked until the stream sends new ones.
   */
  readonly staleSince?: number
  /** Why there is no quote. */
  readonly failure?: string
}

/** Kinds of market data, by the first letter of IBKR's field 6509. `none`: no permission, so that there are no prices. */
const MARKET_DATA_KINDS: Readonly<Record<string, 'live' | 'delayed' | 'frozen' | 'none'>> = {
  ...{ R: 'live', v: 'live', D: 'delayed', Z: 'frozen', Y: 'frozen', N: 'none', O: 'none', i: 'none' },
}

/** Returns the kind of market data of a quote; undefined if IBKR sent no known one. */
export const marketDataKind = (availability: string | undefined) => MARKET_DATA_KINDS[availability?.[0] ?? '']

/**
 * Returns a bid or ask of one contract as IBKR sends it; undefined for 0 and -1, which state that there is none. The sum
 * of a combo may be 0 or -1, so that this applies to its legs only. Source: docs/ibkr-facts.md.
 */
export function readSidePrice(price: string | undefined): string | undefined {
  const number = priceOfQuote(price)
  return number === 0 || number === -1 ? undefined : price
}

/** Reads a price of a quote. The letter before a price marks a close (C) or a halt (H). */
export const priceOfQuote = (price: string | undefined): number | undefined => numberOf(price?.replace(/^[A-Z]+/, ''))
