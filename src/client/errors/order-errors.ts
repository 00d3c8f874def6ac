import type { IbkrErrorCode } from '../../shared/domain/ibkr-error-code.ts'
import type { Order } from '../../shared/domain/orders.ts'
import type { NewOrder } from '../orders/new-order-types.ts'
import type { OrderResponse } from '../orders/order-response.ts'
import type { PlacedOrder } from '../orders/placed-order.ts'
import { findExplanation } from './explain-response.ts'
import { IbkrError, isMarkedInstance, markErrorClass } from './ibkr-error.ts'

/** One order that IBKR refused. */
export interface RefusedOrder {
  /** Position of the order in the given list, counted from 0. */
  readonly index: number
  /** The order as it was given. */
  readonly order: NewOrder
  /** IBKR's text. */
  readonly message: string
}

/** Details of orders that were not all placed. */
export interface OrderFailureDetails {
  readonly orders: readonly NewOrder[]
  readonly placed?: readonly PlacedOrder[]
  readonly refused?: readonly RefusedOrder[]
  readonly response?: OrderResponse
}

/**
 * Thrown if `placeOrders` did not place all of its orders, or cannot determine whether it did.
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
  /**
   * The orders as sent, with their client order ids. After `order-outcome-unknown`, `session.findOrders` searches for
   * these ids.
   */
  readonly orders: readonly NewOrder[]
  /** The orders of the request that IBKR accepted: a request is not atomic. IBKR may leave these orders `Inactive`. */
  readonly placed: readonly PlacedOrder[]
  /** The refused orders, if IBKR refused individual orders. */
  readonly refused: readonly RefusedOrder[]
  /** IBKR's response, if it was read: a question or prompt that still waits for an answer, or a rejection. */
  readonly response: OrderResponse | undefined

  /** Called by the library; programs catch this error. */
  constructor(
    code: IbkrErrorCode,
    message: string,
    failure: OrderFailureDetails,
    options?: { readonly cause?: unknown; readonly hint?: string },
  ) {
    super(code, message, options)
    this.name = 'IbkrOrderError'
    this.orders = failure.orders
    this.placed = failure.placed ?? []
    this.refused = failure.refused ?? []
    this.response = failure.response
  }

  /**
   * The meaning of IBKR's rejection and the next step; after `order-outcome-unknown`, how to find out what happened.
   * Undefined if nothing is known.
   */
  override get hint(): string | undefined {
    const { refused, response } = this
    const text = response?.kind === 'rejected' ? response.message : refused[0]?.message
    if (super.hint !== undefined || text === undefined) return super.hint
    const orders = response?.kind === 'rejected' ? this.orders : refused.map(({ order }) => order)
    return explainPrices(text, orders) ?? explainRejection(text)
  }

  /** Reports whether a value is an error of this class; codes work as in `IbkrError.is`. */
  static override is<Code extends IbkrErrorCode>(
    error: unknown,
    ...codes: readonly Code[]
  ): error is IbkrOrderError & { readonly code: Code } {
    return isMarkedInstance('IbkrOrderError', error, codes)
  }
}

markErrorClass('IbkrOrderError', IbkrOrderError)

/**
 * Explains the invalid prices of rejected orders, because IBKR's text names no field. Returns undefined for other texts.
 * A check before sending has found missing price fields already.
 */
function explainPrices(message: string, orders: readonly NewOrder[]): string | undefined {
  if (!/invalid order price fields/i.test(message)) return undefined
  for (const order of orders) {
    for (const field of ['price', 'auxPrice'] as const) {
      const value: unknown = Reflect.get(order, field)
      if (typeof value === 'number' && value <= 0) return `${field} is ${value}, but must be greater than 0.`
    }
  }
  return "Each price must be a multiple of the contract's price increment at that price: POST /iserver/contract/rules states the increments."
}

/** Returns the explanation of IBKR's text about an order; without path and status, only the text can match. */
function explainRejection(message: string): string | undefined {
  return findExplanation({ method: 'POST', path: '', status: 0, text: JSON.stringify({ error: message }) })?.text
}

/**
 * Thrown if an order ended before its whole quantity was filled.
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
  /** The order in its final state. `filled` may be above 0. */
  readonly order: Order
  /** IBKR's reason; undefined if it sent none. */
  readonly reason: string | undefined

  /** Called by the library; programs catch this error. */
  constructor(order: Order, reason: string | undefined) {
    const { filled, orderId, quantity, status } = order
    const because = reason === undefined ? '' : `: ${reason.replace(/\.$/, '')}`
    super('order-not-filled', `Order ${orderId} is ${status}${because}. Filled: ${filled} of ${quantity}.`)
    this.name = 'IbkrNotFilledError'
    this.order = order
    this.reason = reason
  }

  /** Reports whether a value is an error of this class; codes work as in `IbkrError.is`. */
  static override is<Code extends IbkrErrorCode>(
    error: unknown,
    ...codes: readonly Code[]
  ): error is IbkrNotFilledError & { readonly code: Code } {
    return isMarkedInstance('IbkrNotFilledError', error, codes)
  }
}

markErrorClass('IbkrNotFilledError', IbkrNotFilledError)
