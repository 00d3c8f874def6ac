import type { Instrument } from '../market/instruments.ts'
import type { SeededRandom } from '../seeded-random.ts'
import type { OrderKind } from './order-types.ts'

/** Status of an order, with IBKR's names. */
export type OrderStatus =
  /** Saved but not transmitted. Every order also starts in this state. */
  | 'Inactive'
  | 'PendingSubmit'
  /** The order waits for its trigger price, its parent or trading hours. */
  | 'PreSubmitted'
  | 'Submitted'
  | 'Filled'
  /** A cancel was requested, but the order can still be filled. */
  | 'PendingCancel'
  | 'Cancelled'

/** The distance of a trailing stop from the best price. */
export interface TrailingDistance {
  readonly amount: number
  /** Unit of the distance: dollars, or percent of the price. */
  readonly unit: 'amt' | '%'
}

/** A parsed order request. */
export interface OrderDraft {
  readonly instrument: Instrument
  readonly side: 'BUY' | 'SELL'
  readonly kind: OrderKind
  readonly quantity: number
  /** Limit price. For STP, TRAIL and MIT the trigger price, for MIDPRICE an optional cap, undefined for MKT and MOC. */
  readonly price: number | undefined
  /** Trigger price of a STOP_LIMIT, TRAILLMT or LIT order. */
  readonly auxPrice: number | undefined
  readonly tif: string
  readonly outsideRth: boolean
  /** Whether the request contained `outsideRTH`. The order's row then includes it. */
  readonly namesOutsideRth?: boolean
  /** The client order id (`cOID`). */
  readonly clientOrderId: string | undefined
  /** The trailing distance, for TRAIL and TRAILLMT only. */
  readonly trailing?: TrailingDistance
  /** Exchange to route the order to, if it is not SMART. */
  readonly exchange?: string
  readonly allOrNone?: boolean
  /** The cash amount from which the quantity was calculated. */
  readonly cashQuantity?: number
  /** The algorithm that splits the order (`strategy`), with its parameters. */
  readonly algorithm?: { readonly id: string; readonly parameters: Readonly<Record<string, unknown>> }
  /** Whether the order is only saved. A later change can transmit it. */
  readonly deactivated?: boolean
  /** Whether the order is the exercise of an option, which has neither a side nor a type. */
  readonly isExercise?: boolean
}

/** Links of an order to other orders. */
export interface OrderLinks {
  /** Id of the order that must be filled before this order works. */
  readonly parentId?: number
  /** Id of a group. A fill of one order reduces the other orders of the group, and a complete fill ends them. */
  readonly ocaGroup?: string
}

/** A stored order. A change replaces the object and never modifies it. */
export interface Order extends OrderDraft, OrderLinks {
  readonly id: number
  readonly accountId: string
  readonly status: OrderStatus
  readonly filled: number
  /** Average fill price, zero before the first fill. */
  readonly averagePrice: number
  /** Whether the order has reached the exchange, its parent is filled and the market is open for the order. */
  readonly released: boolean
  /** Whether the trigger price was reached. */
  readonly elected: boolean
  /**
   * Whether the first stop price of a trailing stop was calculated because the request had none. A child of a bracket
   * calculates it again when it starts to work.
   */
  readonly calculatedStop: boolean
  /** Reason why the system cancelled the order. */
  readonly cancelReason?: string
  /** Times when the order was placed and last filled, in simulator time. */
  readonly createdAt: number
  readonly lastExecutionAt: number
  /** Time of the last change of the order, in simulator time. Set by the store. */
  readonly changedAt: number
}

/** One execution. */
export interface Execution {
  readonly id: string
  readonly order: Order
  readonly quantity: number
  readonly price: number
  readonly commission: number
  /** The account's position after the execution. */
  readonly position: number
  readonly at: number
}

/** Reports whether an order can no longer be filled. */
export function isDone(order: Order): boolean {
  return order.status === 'Filled' || order.status === 'Cancelled'
}

/** Reports whether an order may be filled now or later. A saved order may not. */
export function isWorking(order: Order): boolean {
  return !isDone(order) && order.status !== 'Inactive'
}

/** Creates a generator of order ids, which increase by small random steps. */
export function createOrderIds(random: SeededRandom): () => number {
  let lastId = 922_000_000 + random.integer(0, 90_000)
  return () => {
    lastId += random.integer(1, 4)
    return lastId
  }
}
