import type { Instrument } from '../market/instruments.ts'

/** Life of an order, in the words of the wire. */
export type OrderStatus =
  | 'Inactive'
  | 'PendingSubmit'
  | 'PreSubmitted'
  | 'Submitted'
  | 'Filled'
  | 'PendingCancel'
  | 'Cancelled'

/** Order types that the simulator trades. */
export type OrderKind = 'LMT' | 'MKT' | 'STP' | 'STOP_LIMIT'

/** What a client asks for, after parsing. */
export interface OrderDraft {
  readonly instrument: Instrument
  readonly side: 'BUY' | 'SELL'
  readonly kind: OrderKind
  readonly quantity: number
  /** Limit price; the stop price of a STP; undefined for MKT. */
  readonly price: number | undefined
  /** Stop price of a STOP_LIMIT. */
  readonly auxPrice: number | undefined
  readonly tif: string
  readonly outsideRth: boolean
  /** The client's own `cOID`. */
  readonly clientOrderId: string | undefined
}

/** One order of the book; replaced, never changed. */
export interface Order extends OrderDraft {
  readonly id: number
  readonly accountId: string
  readonly status: OrderStatus
  readonly filled: number
  /** Zero while nothing is filled. */
  readonly averagePrice: number
  /** True for a stop whose trigger price was reached. */
  readonly elected: boolean
  /** Simulator time of the order and of its last fill. */
  readonly createdAt: number
  readonly lastExecutionAt: number
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
  return order.status === 'Filled' || order.status === 'Cancelled' || order.status === 'Inactive'
}

/** True for the types that wait for a trigger price. */
export function isStop(order: Pick<Order, 'kind'>): boolean {
  return order.kind === 'STP' || order.kind === 'STOP_LIMIT'
}
