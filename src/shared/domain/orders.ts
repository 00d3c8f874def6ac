/** Buying or selling. IBKR writes `B`/`S`, `BUY`/`SELL` and `Buy`/`Sell`; inside the console it is this. */
export type Side = 'BUY' | 'SELL'

/** IBKR's own status words. A word that is not among them is kept as it came. */
export const ORDER_STATUSES = [
  'Inactive',
  'PendingSubmit',
  'PreSubmitted',
  'Submitted',
  'Filled',
  'PendingCancel',
  'PreCancelled',
  'Cancelled',
  'WarnState',
  'Failed',
] as const

export type OrderStatus = (typeof ORDER_STATUSES)[number] | (string & {})

/** One order as the feed shows it. Prices are decimal texts as IBKR sent them: never rounded by us. */
export interface Order {
  readonly orderId: string
  readonly account: string
  readonly conid: number
  readonly symbol: string
  readonly description: string
  readonly side: Side
  readonly orderType: string
  readonly quantity: number
  readonly filled: number
  readonly remaining: number
  readonly limitPrice?: string
  readonly stopPrice?: string
  readonly averagePrice?: string
  readonly timeInForce: string
  readonly status: OrderStatus
  readonly orderReference?: string
  /** Why it is `Inactive`, where this console knows: a declined question, or a rejection with IBKR's reason. */
  readonly inactiveReason?: string
  readonly exchange?: string
  /** ms since epoch, as the server told; undefined when it did not. */
  readonly serverTime?: number
  /** ms since epoch when this console last saw it change. */
  readonly changedAt: number
  /** How many changes the timeline of this order holds. */
  readonly steps: number
  /** Its last change could not be written down, or not yet. */
  readonly journaled?: false
}

/** Where a change was learned from. */
export type OrderSource = 'stream' | 'snapshot' | 'poll' | 'own request'

/** One change of one order. */
export interface OrderStep {
  /** ms since epoch when it was received */
  readonly at: number
  readonly serverTime?: number
  readonly source: OrderSource
  readonly status: OrderStatus
  readonly filled: number
  readonly remaining: number
  readonly averagePrice?: string
  /** What changed, in words: "Submitted", "filled 20 of 100 at 187.32". */
  readonly text: string
  /** It could not be written down, or not yet: it may be gone after a restart. */
  readonly journaled?: false
}

/** A stretch in which the feed saw nothing, later repaired over REST (or not yet). */
export interface FeedGap {
  readonly from: number
  readonly to?: number
  readonly repairedAt?: number
}

/** When something was heard last. */
export interface FeedNews {
  /** ms since epoch */
  readonly at: number
  readonly source: OrderSource
}

/** How far the feed can be trusted right now. */
export type FeedHealth =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'live'; readonly since: number }
  | { readonly kind: 'polling'; readonly since: number; readonly reason: string }
  | { readonly kind: 'stale'; readonly since: number; readonly reason: string }

const ENDED = new Set<string>(['Filled', 'Cancelled', 'Failed'])

/** True once the status is final. `Inactive` is not final: every order starts there, and a parked one may still be activated. */
export function hasEnded(order: { readonly status: OrderStatus }): boolean {
  return ENDED.has(order.status)
}

/** True while the order may fill and can be cancelled. IBKR rejects the cancel of an `Inactive` order with status 400. */
export function isWorking(order: { readonly status: OrderStatus }): boolean {
  return !hasEnded(order) && order.status !== 'Inactive'
}

/** True while IBKR may take a change: working, or parked as `Inactive` without a declined question or a rejection as its cause. */
export function isChangeable(order: Pick<Order, 'status' | 'inactiveReason'>): boolean {
  return isWorking(order) || (order.status === 'Inactive' && order.inactiveReason === undefined)
}
