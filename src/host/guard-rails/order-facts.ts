import { contractKindOf } from '../../shared/domain/contract-kind.ts'
import type { Position } from '../../shared/domain/position.ts'
import type { ContractTerms } from '../contracts/contract-terms.ts'

/** A price of the market, in the currency of the contract. */
export interface ReferencePrice {
  readonly price: number
  /** False for a close, a price before a halt, and a delayed or frozen quote, which say nothing about a fill now. */
  readonly isCurrent: boolean
  /** Decimals of the quote, for messages. */
  readonly decimals?: number
  /** Price at which a buy order at the market fills now, if it is known. */
  readonly ask?: number
}

/** What is known about a contract. A missing field could not be read. */
export interface ContractFacts extends ContractTerms {
  readonly symbol?: string
  /** Name of the contract: `AAPL`, `AAPL 20JAN27 250 C`. */
  readonly name?: string
  readonly assetClass?: string
  readonly currency?: string
  /** Value of a price of 1 for one unit of quantity, in `currency`: see `readPointValue`. */
  readonly pointValue?: number
}

/** Reports whether a contract is an option. */
export const isOption = (contract: ContractFacts | undefined): boolean =>
  contractKindOf(contract?.assetClass) === 'option'

/**
 * Reports whether a position may be an option on one of these symbols. IBKR's description of an option begins with the
 * symbol: `AAPL   JAN2027 250 C [AAPL  270115C00250000 100]`.
 */
export const mayBeOptionOn = ({ assetClass, symbol }: Position, symbols: ReadonlySet<string>): boolean =>
  (assetClass === undefined || isOption({ assetClass })) && [...symbols].some((each) => symbol.startsWith(`${each} `))

/** What the limits need to know besides the order, at one time. */
export interface OrderFacts {
  readonly contracts: ReadonlyMap<number, ContractFacts>
  readonly prices: ReadonlyMap<number, ReferencePrice>
  /** Value of one unit of each currency in the currency of the limits. */
  readonly rates: ReadonlyMap<string, number>
  /** Delta of one contract of each option. */
  readonly deltas: ReadonlyMap<number, number>
  /** The positions of each account that an order is for. An account is missing if they could not be read. */
  readonly positions: ReadonlyMap<string, AccountPositions>
  /** What was filled of each order before the positions were requested, by order id. */
  readonly filled: ReadonlyMap<string, number>
  /** Date in New York, as `YYYYMMDD`. */
  readonly today: string
  /** Daily loss in the currency of the limits, negative for a profit; undefined if unknown. */
  readonly dailyLoss: number | undefined
}

/** The positions of an account. */
export interface AccountPositions {
  readonly rows: readonly Position[]
  /** Time before they were requested, on the monotonic clock. */
  readonly at: number
}

export const NO_FACTS: OrderFacts = {
  ...{ contracts: new Map(), prices: new Map(), rates: new Map(), deltas: new Map(), positions: new Map() },
  filled: new Map(),
  today: '',
  dailyLoss: undefined,
}
