import type { Order, OrderStatus } from '../../shared/domain/orders.ts'
import type { RequestCaller } from '../rest/request-caller.ts'
import type { Routes } from '../routes/routes.generated.ts'
import type { NewOrder } from './new-order-types.ts'
import type { QuestionOptions, QuestionPolicy } from './send-orders.ts'

/** Options of `session.placeOrders` and of changing an order. */
export interface PlaceOrdersOptions extends QuestionOptions {
  /**
   * How to answer IBKR's questions: a list of message ids to confirm, such as `['o163']` (see `confirmOnly`), or a
   * function that decides on each question. Default: no question is confirmed, and the first question is thrown as
   * `order-not-confirmed`. Requests and orders that the function sends in the same session are refused with
   * `question-open`, because they would wait for its decision. After the time of `caller`, another request may void the
   * question.
   */
  readonly confirm?: readonly string[] | QuestionPolicy
  /**
   * Who places or changes the order, which decides what may void its questions: 60 s to decide for a person, 5 s for a
   * program. Default: a program without a name; of `modify` and `cancel`, the caller that placed the order.
   */
  readonly caller?: RequestCaller
}

/** Options for waiting for an order, and for cancelling it. */
export interface OrderWaitOptions {
  /**
   * Ends a wait with `aborted`; the order is not affected. Abandons a cancel: with `aborted` before it is sent, and with
   * `order-outcome-unknown` while it is in flight, because the order may be cancelled.
   */
  readonly signal?: AbortSignal
}

/**
 * Changes of a working order, with IBKR's field names. Fields that are left out stay as they are; `undefined` removes a
 * field, such as the `price` of an order that becomes a market order. The changed order must be valid for its
 * `orderType`. `quantity` is that of the whole order, not of what remains (not measured after a partial fill).
 * Source: IBKR's documentation, which requires all original fields; that a change keeps the parent of a child without
 * `parentId` was measured in September 2026.
 */
export type OrderChanges = {
  readonly [Field in
    | 'price'
    | 'auxPrice'
    | 'trailingAmt'
    | 'trailingType'
    | 'quantity'
    | 'cashQty'
    | 'outsideRTH'
    | 'allOrNone'
    | 'useAdaptive'
    | 'deactivated'
    | 'strategy'
    | 'manualIndicator'
    | 'extOperator'
    | 'manualOrderTime']?:
    | Routes['POST /iserver/account/{accountId}/order/{orderId}']['input']['body'][Field]
    | undefined
} & Partial<Pick<NewOrder, 'orderType' | 'tif' | 'strategyParameters'>>

/**
 * An order that IBKR accepted. `filled()` and `done()` follow the order stream of the session across reconnects,
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
   * one: IBKR identifies it by its parent. Source: IBKR's documentation, which forbids it there and requires at most 64
   * characters, unique for 24 hours.
   */
  readonly cOID: string | undefined
  /** IBKR's order id of the parent, for the child of a bracket. Undefined for any other order. */
  readonly parentOrderId: string | undefined
  /**
   * The order as placed, or with the newest changes that IBKR accepted. After `order-outcome-unknown` of `modify`, IBKR
   * may have the order with later changes.
   */
  readonly request: NewOrder
  /** The status in IBKR's response to placing the order, or to its newest change. It does not follow the order. */
  readonly status: OrderStatus
  /** IBKR's warnings in the same response, one per line; undefined if there are none. */
  readonly message: string | undefined

  /**
   * Resolves to the order when its whole quantity is filled.
   * @throws IbkrNotFilledError `order-not-filled` when it ends in another way: cancelled, rejected, or `Inactive` for
   * at least 15 s, which a read then confirms
   * @throws IbkrError `order-outcome-unknown` if IBKR no longer has the order, `aborted`, `client-closed`
   */
  filled(options?: OrderWaitOptions): Promise<Order>

  /**
   * Resolves to the order when its status is `Filled`, `Cancelled` or `Failed`, or has been `Inactive` for at least
   * 15 s and a read confirms it. `Inactive` does not end an order that was sent with `deactivated`.
   * @throws IbkrError `order-outcome-unknown` if IBKR no longer has the order, `aborted`, `client-closed`
   */
  done(options?: OrderWaitOptions): Promise<Order>

  /**
   * Changes the order: merges the changes with `request`, because IBKR requires all fields, and sends the whole order
   * once. Resolves when IBKR has accepted the change; `orderId` stays the same. Waits for earlier `placeOrders`,
   * `modifyOrder` and `modify` of the same program, and answers IBKR's questions as `placeOrders` does.
   *
   * After a change with an unknown outcome (`order-outcome-unknown`, or a question that was left open), the order at IBKR
   * may differ from `request`. The next `modify` therefore first reads the fields that differ and that `changes` does not
   * contain, so that it does not undo that change. IBKR reports order type, prices, quantity, `tif`, `outsideRTH` and
   * `allOrNone`. The prices of a trailing order move, so `modify` always reads those that `changes` does not contain.
   * @throws IbkrOrderError `order-rejected`, also for an order that IBKR no longer changes; `order-not-confirmed`,
   *   `order-outcome-unknown`
   * @throws IbkrError `order-state-unknown` if IBKR does not report such a field now, or the order cannot be read: nothing
   *   was sent, and `hint` names the fields to pass; `config-invalid` with a `hint`, if the changed order is not valid;
   *   `question-open`; otherwise as `request`, for example `bad-request` for an order that has ended
   */
  modify(changes: OrderChanges, options?: PlaceOrdersOptions): Promise<void>

  /**
   * Requests the cancellation once, even in the penalty box. Resolves when IBKR has accepted the request: the order may
   * still be filled until `done()` resolves. Does not wait for other orders of its caller, because a cancel is urgent: it
   * ends an open question of the caller. Sends the `manualIndicator` and `extOperator` of the order again. After
   * `order-outcome-unknown` it may be called again, because a second cancel does no harm.
   * @throws IbkrError `order-rejected` with IBKR's text, `order-outcome-unknown`, `aborted`; `question-open` for a
   *   program while a person places an order; IbkrResponseError, for example `bad-request` for an order that has ended
   */
  cancel(options?: OrderWaitOptions): Promise<void>
}
