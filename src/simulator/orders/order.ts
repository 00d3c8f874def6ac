import type { Instrument } from '../market/instruments.ts'

/** Life of an order, in the words of the wire. */
export type OrderStatus =
  /** Saved, not transmitted; also the first state of every order. */
  | 'Inactive'
  | 'PendingSubmit'
  /** Waits for its trigger price, its parent or the market's hours. */
  | 'PreSubmitted'
  | 'Submitted'
  | 'Filled'
  /** Fills are still possible. */
  | 'PendingCancel'
  | 'Cancelled'

/** Order types that the simulator trades. */
export type OrderKind = 'LMT' | 'MKT' | 'STP' | 'STOP_LIMIT' | 'TRAIL' | 'TRAILLMT' | 'MIDPRICE'

/** How far a trailing stop stays behind the best price. */
export interface Trailing {
  readonly amount: number
  /** Dollars, or per cent of the price. */
  readonly unit: 'amt' | '%'
}

/** What a client asks for, after parsing. */
export interface OrderDraft {
  readonly instrument: Instrument
  readonly side: 'BUY' | 'SELL'
  readonly kind: OrderKind
  readonly quantity: number
  /** Limit price; the stop price of a STP or TRAIL; the cap of a MIDPRICE, where it has one; undefined for MKT. */
  readonly price: number | undefined
  /** Stop price of a STOP_LIMIT or TRAILLMT. */
  readonly auxPrice: number | undefined
  readonly tif: string
  readonly outsideRth: boolean
  /** The order said yes or no to it: its row then says so too. */
  readonly namesOutsideRth?: boolean
  /** The client's own `cOID`. */
  readonly clientOrderId: string | undefined
  /** TRAIL and TRAILLMT only. */
  readonly trailing?: Trailing
  /** Routing destination where it is not SMART. */
  readonly exchange?: string
  readonly allOrNone?: boolean
  /** Money that the quantity was reckoned from. */
  readonly cashQuantity?: number
  /** Saved, to be transmitted by a later change. */
  readonly deactivated?: boolean
}

/** The orders that an order belongs to. */
export interface OrderLinks {
  /** Order that has to fill before this one works. */
  readonly parentId?: number
  /** Orders of one group shrink by what another of them fills, and end when one is filled. */
  readonly ocaGroup?: string
}

/** One order of the orderStore; replaced, never changed. */
export interface Order extends OrderDraft, OrderLinks {
  readonly id: number
  readonly accountId: string
  readonly status: OrderStatus
  readonly filled: number
  /** Zero while nothing is filled. */
  readonly averagePrice: number
  /** True once nothing holds it back: it reached the exchange, its parent is filled and the market open to it. */
  readonly released: boolean
  /** True for a stop whose trigger price was reached. */
  readonly elected: boolean
  /** Why the system cancelled it. */
  readonly cancelReason?: string
  /** Simulator time of the order and of its last fill. */
  readonly createdAt: number
  readonly lastExecutionAt: number
  /** Simulator time of its last change, stamped by the orderStore. */
  readonly changedAt: number
}

/** One execution. */
export interface Execution {
  readonly id: string
  readonly order: Order
  readonly quantity: number
  readonly price: number
  readonly commission: number
  /** Holding after it. */
  readonly position: number
  readonly at: number
}

/** True once an order can no longer fill. */
export function isDone(order: Order): boolean {
  return order.status === 'Filled' || order.status === 'Cancelled'
}

/** True while an order may fill, now or later; a saved one does not. */
export function isWorking(order: Order): boolean {
  return !isDone(order) && order.status !== 'Inactive'
}

/** True for the types that wait for a trigger price. */
export function isStop({ kind }: Pick<Order, 'kind'>): boolean {
  return kind === 'STP' || kind === 'STOP_LIMIT' || kind === 'TRAIL' || kind === 'TRAILLMT'
}

/** True for the types whose `price` is a limit. */
export function isLimit({ kind }: Pick<Order, 'kind'>): boolean {
  return kind === 'LMT' || kind === 'STOP_LIMIT' || kind === 'TRAILLMT'
}

/** Trigger price of a stop. */
export function stopPriceOf(order: Pick<Order, 'kind' | 'price' | 'auxPrice'>): number | undefined {
  if (!isStop(order)) return undefined
  return isLimit(order) ? order.auxPrice : order.price
}
