import type { Order, OrderStatus } from '../../shared/domain/orders.ts'
import type { NewOrder } from './new-order-types.ts'

/** Options for waiting for an order, and for cancelling it. */
export interface OrderWaitOptions {
  /**
   * Ends a wait with `aborted`; the order is not affected. Abandons a cancel: with `aborted` before it is sent, and with
   * `order-outcome-unknown` while it is in flight, because the order may be cancelled.
   */
  readonly signal?: AbortSignal
}

/**
 * An order that IBKR accepted. `filled()` and `done()` follow the order stream of the session, also after a reconnect,
 * and keep a subscription only while they wait. They have no time limit: pass a signal.
 * @example
 * ```ts run=gateway
 * import { IbkrClient } from 'ibkr-web-client'
 *
 * const client = new IbkrClient('localhost:5000')
 * const session = client.connect()
 * await session.ready()
 * const order = { conid: 265598, side: 'BUY', quantity: 10, orderType: 'LMT', price: 165, tif: 'DAY' } as const
 * const [entry] = await session.placeOrders('DU1234567', [order], { confirm: ['o163'] })
 * await entry.cancel()
 * const { status, filled } = await entry.done({ signal: AbortSignal.timeout(60_000) })
 * console.log(status, filled) // => Cancelled 0
 * await client.close()
 * ```
 */
export interface PlacedOrder {
  /** IBKR's id of the order. */
  readonly orderId: string
  /**
   * The client order id that was sent, given by the caller or generated. Undefined for the child of a bracket without
   * one: IBKR identifies it by its parent.
   */
  readonly cOID: string | undefined
  /** IBKR's order id of the parent, for the child of a bracket. Undefined for any other order. */
  readonly parentOrderId: string | undefined
  /** The order as it was sent. */
  readonly request: NewOrder
  /** The status in IBKR's response to placing the order; it does not change. */
  readonly status: OrderStatus
  /** IBKR's warnings about the order, one per line; undefined if there are none. */
  readonly message: string | undefined

  /**
   * Resolves to the order when its whole quantity is filled.
   * @throws IbkrNotFilledError `order-not-filled` when it ends in another way: cancelled, rejected, or `Inactive` for
   * at least 15 s, which a read then confirms
   * @throws IbkrError `order-outcome-unknown` if IBKR no longer has the order, `aborted`, `client-closed`
   */
  filled(options?: OrderWaitOptions): Promise<Order>

  /**
   * Resolves to the order when it has ended in any way: `Filled`, `Cancelled`, `Failed`, or `Inactive` for at
   * least 15 s, which a read then confirms. An order that was sent with `deactivated` does not end by being `Inactive`.
   * @throws IbkrError `order-outcome-unknown` if IBKR no longer has the order, `aborted`, `client-closed`
   */
  done(options?: OrderWaitOptions): Promise<Order>

  /**
   * Requests the cancellation once, also in the penalty box. Resolves when IBKR has accepted the request: the order may
   * still be filled until `done()` resolves. Sends the `manualIndicator` and `extOperator` of the order again.
   * @throws IbkrError `order-rejected` with IBKR's text, `order-outcome-unknown`, `aborted`; IbkrResponseError, for
   *   example `bad-request` for an order that has ended
   */
  cancel(options?: OrderWaitOptions): Promise<void>
}
