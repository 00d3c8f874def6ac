import type { ConsoleOrder, ConsoleOrderTransition } from '../domain/console-orders.ts'
import type { FeedGap, FeedStatus } from '../domain/feed.ts'
import type { JournalHealth } from './journal-views.ts'
import type { OrderTicket, RequestDraft } from './schemas.ts'
import type { OrderQuestion } from './views.ts'

export interface OrdersSnapshot {
  readonly orders: readonly ConsoleOrder[]
  readonly gaps: readonly FeedGap[]
  readonly status: OrdersStatus
}

export interface OrdersStatus extends FeedStatus {
  /**
   * Time when the last list was truncated, in ms since epoch: IBKR lists at most 1,000 orders, and only changes of
   * other orders are known. Absent if the list was complete.
   */
  readonly truncatedAt?: number
  /** Whether updates of the shown orders are written to the journal. */
  readonly journal: JournalHealth
}

export type OrdersItem =
  | { readonly kind: 'order'; readonly order: ConsoleOrder }
  | { readonly kind: 'removed'; readonly orderId: string }
  | { readonly kind: 'gaps'; readonly gaps: readonly FeedGap[] }
  | { readonly kind: 'status'; readonly status: OrdersStatus }

export interface OrderTimeline {
  readonly orderId: string
  /** The newest transitions, up to the requested number, oldest first. */
  readonly transitions: readonly ConsoleOrderTransition[]
  /** Number of earlier transitions. */
  readonly earlier: number
  /** Gaps since the first of `transitions`, oldest first. */
  readonly gaps: readonly FeedGap[]
}

/** Prices of a contract from IBKR's history, oldest first. */
export interface PriceHistory {
  /** Length of a bar in ms. */
  readonly barMs: number
  /** The start of each bar in ms since epoch, with its first and last price. */
  readonly bars: readonly { readonly at: number; readonly open: number; readonly close: number }[]
}

/** IBKR's response to an order request: accepted, a question, or rejected. */
export type OrderResponse =
  | {
      readonly kind: 'accepted'
      readonly orderId: string
      readonly status: string
      readonly warning?: string
      /** The outcome of each order, if the request contained several. IBKR may accept only some of them. */
      readonly parts?: readonly OrderPart[]
    }
  | OrderQuestion
  | { readonly kind: 'rejected'; readonly message: string }

/** The outcome of one order of a bracket or an OCA group. */
export interface OrderPart {
  /** Name of the order, as in `ordersOfTicket`. */
  readonly name: string
  /** `missing`: the response does not mention the order, which may or may not exist. */
  readonly outcome: 'accepted' | 'rejected' | 'missing'
  /** Order id; absent if the order was not accepted or could not be identified. */
  readonly orderId?: string
  readonly status?: string
  /** IBKR's text about the order. */
  readonly text?: string
}

/**
 * A question that waits for a reply, with all data for its confirmation. The order ticket or the explorer caused the
 * question.
 */
export type OpenQuestion =
  | {
      readonly kind: 'ticket'
      /** The profile that was selected when IBKR asked the question. */
      readonly profileId: string
      readonly question: OrderQuestion
      readonly order: OrderTicket
      readonly contract: ContractMatch
      /** Id of the order that a change is about; absent for a new order. */
      readonly orderId?: string
      /** Client order id of a new order. With it, the order is found in the order list. */
      readonly reference?: string
    }
  | { readonly kind: 'request'; readonly question: OrderQuestion; readonly request: RequestDraft }

/** An order that can be changed: its contract, and the content of its ticket. */
export interface ChangeableOrder {
  readonly orderId: string
  readonly order: OrderTicket
  readonly filled: number
  readonly symbol: string
  /** Currency of the amount of an order by cash quantity; absent for other orders, or if it is unknown. */
  readonly currency?: string
  readonly description: string
  readonly exchange: string
  readonly securityType: string
}

export interface CancelResponse {
  readonly message: string
}

export interface ContractMatch {
  readonly conid: number
  /** The legs of a combo, `28812380;;;265598/1,8314/-1`; absent for any other contract. */
  readonly conidex?: string
  /** Name of the contract, which no other contract of the session has: `AAPL`, `AAPL 20JAN27 250 C`. */
  readonly symbol: string
  readonly name: string
  readonly exchange: string
  readonly securityType: string
}

/** A contract that a search has found. A field is missing if IBKR did not state it. */
export interface FoundContract extends ContractMatch {
  /** The symbol or pair that a user searches for; of a derivative, of its underlying. Several contracts may have the same. */
  readonly ticker: string
  readonly currency?: string
  /** Last trading day as `YYYYMMDD`. */
  readonly expiry?: string
  readonly tradingClass?: string
  /** Number of units per contract of a derivative. */
  readonly multiplier?: number
  /** Months of the options that IBKR lists for the contract, as `YYYYMM`. */
  readonly optionMonths?: readonly string[]
}
