import type { Instrument } from '../market/instruments.ts'

/** Status of an order, with the names of the wire. */
export type OrderStatus =
  /** Saved, not transmitted; also the first state of every order. */
  | 'Inactive'
  | 'PendingSubmit'
  /** Waits for its trigger price, its parent or trading hours. */
  | 'PreSubmitted'
  | 'Submitted'
  | 'Filled'
  /** Fills are still possible. */
  | 'PendingCancel'
  | 'Cancelled'

/** Order types that the simulator trades. */
export type OrderKind = 'LMT' | 'MKT' | 'STP' | 'STOP_LIMIT' | 'TRAIL' | 'TRAILLMT' | 'MIDPRICE'

/** Distance of a trailing stop from the best price. */
export interface Trailing {
  readonly amount: number
  /** Dollars, or percent of the price. */
  readonly unit: 'amt' | '%'
}

/** A parsed order request. */
export interface OrderDraft {
  readonly instrument: Instrument
  readonly side: 'BUY' | 'SELL'
  readonly kind: OrderKind
  readonly quantity: number
  /** Limit price; stop price of a STP or TRAIL; optional cap of a MIDPRICE; undefined for MKT. */
  readonly price: number | undefined
  /** Stop price of a STOP_LIMIT or TRAILLMT. */
  readonly auxPrice: number | undefined
  readonly tif: string
  readonly outsideRth: boolean
  /** Whether the request set `outsideRTH`: then the order's row includes it. */
  readonly namesOutsideRth?: boolean
  /** The client's own `cOID`. */
  readonly clientOrderId: string | undefined
  /** TRAIL and TRAILLMT only. */
  readonly trailing?: Trailing
  /** Routing destination if it is not SMART. */
  readonly exchange?: string
  readonly allOrNone?: boolean
  /** Amount from which the quantity was computed. */
  readonly cashQuantity?: number
  /** Saved, to be transmitted by a later change. */
  readonly deactivated?: boolean
}

/** Links of an order to other orders. */
export interface OrderLinks {
  /** The order that must fill before this one works. */
  readonly parentId?: number
  /** Orders of a group shrink by each other's fills, and end when one is filled. */
  readonly ocaGroup?: string
}

/** A stored order. It is replaced, never mutated. */
export interface Order extends OrderDraft, OrderLinks {
  readonly id: number
  readonly accountId: string
  readonly status: OrderStatus
  readonly filled: number
  /** Zero before the first fill. */
  readonly averagePrice: number
  /** True once the order reached the exchange, its parent is filled and the market is open to it. */
  readonly released: boolean
  /** True for a stop whose trigger price was reached. */
  readonly elected: boolean
  /** Why the system cancelled the order. */
  readonly cancelReason?: string
  /** Simulator time of the order and of its last fill. */
  readonly createdAt: number
  readonly lastExecutionAt: number
  /** Simulator time of its last change, set by the store. */
  readonly changedAt: number
}

/** One execution. */
export interface Execution {
  readonly id: string
  readonly order: Order
  readonly quantity: number
  readonly price: number
  readonly commission: number
  /** Position after the execution. */
  readonly position: number
  readonly at: number
}

/** True if an order can no longer fill. */
export function isDone(order: Order): boolean {
  return order.status === 'Filled' || order.status === 'Cancelled'
}

/** True while an order may fill, now or later. A saved order does not. */
export function isWorking(order: Order): boolean {
  return !isDone(order) && order.status !== 'Inactive'
}

/** True for types with a trigger price. */
export function isStop({ kind }: Pick<Order, 'kind'>): boolean {
  return kind === 'STP' || kind === 'STOP_LIMIT' || kind === 'TRAIL' || kind === 'TRAILLMT'
}

/** True for types whose `price` is a limit. */
export function isLimit({ kind }: Pick<Order, 'kind'>): boolean {
  return kind === 'LMT' || kind === 'STOP_LIMIT' || kind === 'TRAILLMT'
}

/** Trigger price of a stop. */
export function stopPriceOf(order: Pick<Order, 'kind' | 'price' | 'auxPrice'>): number | undefined {
  if (!isStop(order)) return undefined
  return isLimit(order) ? order.auxPrice : order.price
}
