import type { Order } from '../../shared/domain/orders.ts'
import type { NewOrder } from '../orders/new-order.ts'
import type { OrderResponse } from '../orders/order-response.ts'
import type { PlacedOrder } from '../orders/placed-order.ts'
import type { IbkrErrorCode } from './error-code.ts'
import { IbkrError, isMarked, markInstances } from './ibkr-error.ts'

/** One order that IBKR refused. */
export interface RefusedOrder {
  /** Its position in the list that was passed, from 0. */
  readonly index: number
  readonly order: NewOrder
  /** IBKR's text. */
  readonly message: string
}

/** What is known about orders that were not all placed. */
export interface OrderFailure {
  readonly orders: readonly NewOrder[]
  readonly placed?: readonly PlacedOrder[]
  readonly refused?: readonly RefusedOrder[]
  readonly response?: OrderResponse
}

/**
 * `placeOrders` did not place all of its orders, or does not know whether it did.
 * @example
 * ```ts run=gateway
 * import { IbkrClient, IbkrOrderError } from 'ibkr-web-client'
 *
 * const client = new IbkrClient('localhost:5000')
 * const session = client.connect()
 * await session.ready()
 * const order = { conid: 265598, side: 'BUY', quantity: 1, orderType: 'LMT', price: 165, tif: 'DAY' } as const
 * await session.placeOrders('DU1234567', [order]).catch((error: unknown) => {
 *   if (!IbkrOrderError.is(error, 'order-not-confirmed', 'order-rejected')) throw error
 *   if (error.response?.kind === 'question') console.log(error.response.messageIds) // => [ 'o163' ]
 *   for (const { index, message } of error.refused) console.log(`Order ${index + 1}: ${message}`)
 * })
 * await client.close()
 * ```
 */
export class IbkrOrderError extends IbkrError {
  /** The orders as sent, with their client order ids. With `order-outcome-unknown`, look for these in the order list. */
  readonly orders: readonly NewOrder[]
  /** The orders of the same request that IBKR accepted: a request is not atomic. IBKR may leave them `Inactive`. */
  readonly placed: readonly PlacedOrder[]
  /** The refused orders, if IBKR refused single ones. */
  readonly refused: readonly RefusedOrder[]
  /** IBKR's response, if it was read: a question or prompt that still waits for an answer, or a rejection. */
  readonly response: OrderResponse | undefined

  constructor(code: IbkrErrorCode, message: string, failure: OrderFailure, options?: { readonly cause?: unknown }) {
    super(code, message, options)
    this.name = 'IbkrOrderError'
    this.orders = failure.orders
    this.placed = failure.placed ?? []
    this.refused = failure.refused ?? []
    this.response = failure.response
  }

  /** Returns whether a value is an error of this class, as `IbkrError.is` does. */
  static override is<Code extends IbkrErrorCode>(
    error: unknown,
    ...codes: readonly Code[]
  ): error is IbkrOrderError & { readonly code: Code } {
    return isMarked('IbkrOrderError', error, codes)
  }
}

markInstances('IbkrOrderError', IbkrOrderError)

/**
 * An order ended before its whole quantity was filled.
 * @example
 * ```ts run=gateway
 * import { IbkrClient, IbkrNotFilledError } from 'ibkr-web-client'
 *
 * const client = new IbkrClient('localhost:5000')
 * const session = client.connect()
 * await session.ready()
 * const order = { conid: 265598, side: 'BUY', quantity: 1, orderType: 'LMT', price: 165, tif: 'DAY' } as const
 * const [entry] = await session.placeOrders('DU1234567', [order], { confirm: ['o163'] })
 * const filled = entry.filled().catch((error: unknown) => {
 *   if (!IbkrNotFilledError.is(error)) throw error
 *   console.log(error.order.status, error.order.filled) // => Cancelled 0
 * })
 * await entry.cancel()
 * await filled
 * await client.close()
 * ```
 */
export class IbkrNotFilledError extends IbkrError {
  /** The order as it ended. `filled` may be above 0. */
  readonly order: Order
  /** IBKR's reason; undefined if it sent none. */
  readonly reason: string | undefined

  constructor(order: Order, reason: string | undefined) {
    const { filled, orderId, quantity, status } = order
    const because = reason === undefined ? '' : `: ${reason.replace(/\.$/, '')}`
    super('order-not-filled', `Order ${orderId} is ${status}${because}. Filled: ${filled} of ${quantity}.`)
    this.name = 'IbkrNotFilledError'
    this.order = order
    this.reason = reason
  }

  /** Returns whether a value is an error of this class, as `IbkrError.is` does. */
  static override is<Code extends IbkrErrorCode>(
    error: unknown,
    ...codes: readonly Code[]
  ): error is IbkrNotFilledError & { readonly code: Code } {
    return isMarked('IbkrNotFilledError', error, codes)
  }
}

markInstances('IbkrNotFilledError', IbkrNotFilledError)
