import { anAbortSignal, aString, type OptionKind, oneOf } from '../check-options.ts'
import { aRequestCaller, type RequestCaller } from '../rest/request-caller.ts'

/** A contract that a search, an option chain or a futures chain has found. A field is missing if IBKR did not state it. */
export interface ContractDescription {
  /** IBKR's contract id. */
  readonly conid: number
  /** A name that no other contract of the session has: `AAPL`, `AAPL 20JAN27 250 C`, `ES DEC26`, `EUR.USD`. */
  readonly name: string
  /** Symbol of the contract; of a derivative, the symbol of its underlying; of a currency pair, both currencies. */
  readonly symbol: string
  /** IBKR's type: `STK`, `OPT`, `FUT`, `FOP`, `IND`, `CASH` and others. Empty if unknown. */
  readonly securityType: string
  /** Listing exchange, or the exchange where the contract trades. Empty if unknown. */
  readonly exchange: string
  /** Name of the company or product. Empty if unknown. */
  readonly companyName: string
  readonly currency?: string
  readonly underlyingConid?: number
  /** Contract month as `YYYYMM`. It may differ from the month of `expiry`. */
  readonly month?: string
  /** Last trading day as `YYYYMMDD`. */
  readonly expiry?: string
  readonly strike?: number
  readonly right?: 'C' | 'P'
  /** Distinguishes contracts with the same terms, such as `SPX` (settled in the morning) and `SPXW`. */
  readonly tradingClass?: string
  /** Number of units per contract. */
  readonly multiplier?: number
  /** The derivatives that IBKR's search lists for this contract. */
  readonly derivatives?: readonly Derivatives[]
}

/** The derivatives of one type that a contract has. */
export interface Derivatives {
  /** `OPT`, `FUT`, `FOP` or `WAR`. */
  readonly securityType: string
  /** Months as `YYYYMM`, nearest first. */
  readonly months: readonly string[]
  readonly exchanges: readonly string[]
}

/** Options of `session.searchContracts`. */
export interface ContractSearchOptions {
  /** Who searches, which decides what happens during an order question of IBKR. Default: a program without a name. */
  readonly caller?: RequestCaller
  /** Ends the search with `aborted`. */
  readonly signal?: AbortSignal
}

/** Options of `session.findContract`. */
export interface FindContractOptions extends ContractSearchOptions {
  /** Only contracts of this exchange, such as `NASDAQ`. */
  readonly exchange?: string
  /** Only contracts in this currency, such as `USD`. */
  readonly currency?: string
  /** Only contracts of this type, such as `STK`. */
  readonly securityType?: string
}

/** Options of `session.futuresChain`. */
export interface FuturesChainOptions extends ContractSearchOptions {
  /** Only futures of this exchange, such as `CME`. */
  readonly exchange?: string
  /** Maximum number of futures, nearest first. Each needs one request per day. Default 8, at most 200. */
  readonly count?: number
}

/** Options of `session.optionChain`. */
export interface OptionChainOptions extends ContractSearchOptions {
  /** Month as `YYYYMM`, or day as `YYYYMMDD`. Default: the nearest month. */
  readonly expiry?: string
  /** Price around which strikes are selected. Default: the middle of IBKR's list. */
  readonly around?: number
  /** Number of strikes on each side of the strike nearest to `around`. Default 10, at most 500. */
  readonly each?: number
  /** Exactly these strikes, instead of `around` and `each`. */
  readonly strikes?: readonly number[]
  /** Only calls or only puts. Default: both. */
  readonly right?: 'C' | 'P'
  /** Only this trading class, such as `SPXW`. */
  readonly tradingClass?: string
  /** Exchange of the options. Default: SMART, or for options on futures the exchange that IBKR's search states. */
  readonly exchange?: string
  /** Type of the derivatives. Default: `OPT`, or `FOP` if the underlying has no options but options on its futures. */
  readonly securityType?: 'OPT' | 'FOP' | 'WAR'
}

/** An option chain of one month: strikes at once, and its contracts as IBKR returns them. */
export interface OptionChain {
  readonly underlying: ContractDescription
  readonly securityType: 'OPT' | 'FOP' | 'WAR'
  /** The month of the chain as `YYYYMM`. */
  readonly month: string
  /** All months that IBKR lists, as `YYYYMM`, nearest first. */
  readonly months: readonly string[]
  /** The selected strikes, in ascending order. */
  readonly strikes: readonly number[]
  /** All strikes that IBKR lists for the month, in ascending order. */
  readonly listedStrikes: readonly number[]
  /**
   * Reads the contracts of the selected strikes within pacing, those nearest to the middle first. A month with weeklies
   * has several contracts per strike and right. Contracts that were read in the last 24 hours need no request. Ending
   * the loop early cancels what has not been sent.
   * @throws IbkrError `aborted`; any error of `request`. Iterate again to continue: contracts that were read are cached
   */
  contracts(): AsyncGenerator<ContractDescription, void, undefined>
}

const SEARCH_OPTIONS = { caller: aRequestCaller, signal: anAbortSignal }
const aCount: OptionKind = {
  takes: 'a whole number from 1 to 200',
  fits: (value) => Number.isSafeInteger(value) && Number(value) >= 1 && Number(value) <= 200,
}
const aPrice: OptionKind = { takes: 'a finite number', fits: (value) => Number.isFinite(value) }
const anExpiry: OptionKind = {
  takes: 'a month as YYYYMM or a day as YYYYMMDD',
  fits: (value) => typeof value === 'string' && /^20\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])?$/.test(value),
}
const strikesEachSide: OptionKind = {
  takes: 'a whole number from 0 to 500',
  fits: (value) => Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= 500,
}
const aListOfPrices: OptionKind = {
  takes: 'a list of 1 to 1,000 numbers',
  fits: (value) =>
    Array.isArray(value) && value.length > 0 && value.length <= 1_000 && value.every((each) => Number.isFinite(each)),
}
type Kinds<Options> = Readonly<Record<keyof Options, OptionKind>>
export const CONTRACT_SEARCH_OPTIONS: Kinds<ContractSearchOptions> = SEARCH_OPTIONS
export const FIND_CONTRACT_OPTIONS: Kinds<FindContractOptions> = {
  ...SEARCH_OPTIONS,
  exchange: aString,
  currency: aString,
  securityType: aString,
}
export const FUTURES_CHAIN_OPTIONS: Kinds<FuturesChainOptions> = { ...SEARCH_OPTIONS, exchange: aString, count: aCount }
export const OPTION_CHAIN_OPTIONS: Kinds<OptionChainOptions> = {
  ...SEARCH_OPTIONS,
  expiry: anExpiry,
  around: aPrice,
  each: strikesEachSide,
  strikes: aListOfPrices,
  right: oneOf('C', 'P'),
  tradingClass: aString,
  exchange: aString,
  securityType: oneOf('OPT', 'FOP', 'WAR'),
}
