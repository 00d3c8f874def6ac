/** The side of an order. IBKR writes `B`/`S`, `BUY`/`SELL` and `Buy`/`Sell`; see `sideOf`. */
export type Side = 'BUY' | 'SELL'

/** IBKR's order statuses. An unknown one is shown as received. */
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

/** One order. Prices are decimal texts as IBKR sent them, never rounded. */
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
  /** Why the order is `Inactive`, if known: a declined question, or a rejection with IBKR's reason. */
  readonly inactiveReason?: string
  readonly exchange?: string
  /** IBKR's own timestamp (ms since epoch); absent if IBKR sent none. */
  readonly serverTime?: number
  /** When the last update of this order was received, in ms since epoch. */
  readonly changedAt: number
  /** Number of transitions in the order's timeline. */
  readonly transitionCount: number
  /** False if the order's last change is not in the journal (yet). */
  readonly journaled?: false
}

/** The source of an update. `snapshot`: a full list over REST; `poll`: a repeated one. */
export type OrderSource = 'stream' | 'snapshot' | 'poll' | 'own request'

/** One change of one order. */
export interface OrderTransition {
  /** When the change was received, in ms since epoch. */
  readonly at: number
  readonly serverTime?: number | undefined
  readonly source: OrderSource
  readonly status: OrderStatus
  readonly filled: number
  readonly remaining: number
  readonly averagePrice?: string | undefined
  /** Describes the change: "Submitted", "Filled 20 of 100 at 187.32 on average". */
  readonly text: string
  /** False if the transition is not in the journal (yet); it may be lost after a restart. */
  readonly journaled?: false
}

const ENDED = new Set<string>(['Filled', 'Cancelled', 'Failed'])

/**
 * True if the status is final. `Inactive` is not final: every order starts as inactive, and a parked one may still be
 * activated.
 */
export function hasEnded(order: { readonly status: OrderStatus }): boolean {
  return ENDED.has(order.status)
}

/**
 * True while the order may fill and can be cancelled. IBKR rejects the cancel of an `Inactive` order with status 400.
 */
export function isWorking(order: { readonly status: OrderStatus }): boolean {
  return !hasEnded(order) && order.status !== 'Inactive'
}

/**
 * True while IBKR may accept a change: the order is working, or parked as `Inactive` without a declined question or a
 * rejection.
 */
export function isChangeable(order: Pick<Order, 'status' | 'inactiveReason'>): boolean {
  return isWorking(order) || (order.status === 'Inactive' && order.inactiveReason === undefined)
}
