import type { Order, OrderStatus } from '../../shared/domain/orders.ts'
import { omitUndefined } from '../../shared/domain/read-value.ts'
import { readSignal, requireObject } from '../check-arguments.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { IbkrNotFilledError } from '../errors/order-errors.ts'
import type { UntypedJson } from '../rest/request-input.ts'
import { routeRequest } from '../routes/route-request.ts'
import { changeOrder } from './change-order.ts'
import type { NewOrder } from './new-order-types.ts'
import {
  CANCEL_AGAIN,
  createOrderFailure,
  createOutcomeUnknownError,
  readCancelResponse,
} from './order-request-outcome.ts'
import type { OrderRow } from './order-response.ts'
import type { OrderChanges, OrderWaitOptions, PlacedOrder, PlaceOrdersOptions } from './placed-order.ts'
import { type PlacementDeps, type PlaceOrdersSettings, readPlaceOrdersOptions } from './send-placement.ts'
import { differingFields, mayStillChange, readUncertainFields } from './uncertain-order.ts'
import { type EndedOrder, waitUntilOrderEnded } from './wait-until-order-ended.ts'

/** An order that IBKR accepted, together with its session. */
export class AcceptedOrder implements PlacedOrder {
  readonly orderId: string
  readonly cOID: string | undefined
  readonly parentOrderId: string | undefined
  request: NewOrder
  status: OrderStatus
  message: string | undefined
  readonly #context: PlacementDeps
  readonly #account: string
  /** Fields whose values at IBKR may differ from `request`, because of later changes with an unknown outcome. */
  #uncertain: ReadonlySet<string> = new Set()

  constructor(context: PlacementDeps, account: string, request: NewOrder, row: OrderRow, parentOrderId?: string) {
    this.#context = context
    this.#account = request.acctId ?? account
    this.orderId = row.orderId
    this.cOID = request.cOID
    this.parentOrderId = parentOrderId
    this.request = request
    this.status = row.status
    this.message = row.text
  }

  async filled(options: OrderWaitOptions = {}): Promise<Order> {
    const { order, reason } = await this.#untilEnded(options)
    if (order.status !== 'Filled') throw new IbkrNotFilledError(order, reason ?? this.message)
    return order
  }

  async done(options: OrderWaitOptions = {}): Promise<Order> {
    return (await this.#untilEnded(options)).order
  }

  async modify(changes: OrderChanges, options: PlaceOrdersOptions = {}): Promise<void> {
    requireObject(changes, 'The changes of modify()')
    const copy = { ...changes }
    const settings = readPlaceOrdersOptions('modifying an order', options)
    const { caller = this.#context.caller, questionOptions } = settings
    const context = this.#context.withCaller(caller)
    await context.placements.run(caller, () => this.#change(context, copy, settings), questionOptions.signal)
  }

  async cancel(options: OrderWaitOptions = {}): Promise<void> {
    const signal = readSignal('cancel()', options)
    const { orderId } = this
    const { manualIndicator, extOperator } = this.request
    const input = routeRequest('DELETE /iserver/account/{accountId}/order/{orderId}', {
      path: { accountId: this.#account, orderId },
      query: omitUndefined({ manualIndicator, extOperator }),
      ...(signal !== undefined && { signal }),
    })
    const what = `The cancellation of order ${this.orderId}`
    let body: UntypedJson
    try {
      body = await this.#context.session.request(input, { explicit: true })
    } catch (error) {
      throw createOrderFailure(error, what, CANCEL_AGAIN)
    } finally {
      this.#context.orders.expectChange()
    }
    const response = readCancelResponse(body)
    if (response === undefined) {
      throw createOutcomeUnknownError(`${what} got a response in an unknown form`, { advice: CANCEL_AGAIN })
    }
    if (response.kind === 'rejected') throw new IbkrError('order-rejected', `${what} was rejected: ${response.message}`)
  }

  async #change(context: PlacementDeps, changes: OrderChanges, settings: PlaceOrdersSettings): Promise<void> {
    const order = { account: this.#account, orderId: this.orderId, request: this.request }
    const { signal } = settings.questionOptions
    // A read voids an open question, so it runs in the placement queue.
    const read = await readUncertainFields(context.session, order, this.#uncertain, changes, signal)
    // The cast is safe: the whole order is checked before it is sent.
    const request = { ...this.request, ...read, ...changes } as NewOrder
    try {
      const row = await changeOrder(context, { ...order, request, ...settings })
      this.request = request
      this.#uncertain = new Set()
      this.status = row.status
      this.message = row.text
    } catch (error) {
      if (mayStillChange(error))
        this.#uncertain = new Set([...this.#uncertain, ...differingFields(this.request, request)])
      throw error
    }
  }

  #untilEnded(options: OrderWaitOptions): Promise<EndedOrder> {
    const signal = readSignal('filled() and done()', options)
    const { orderId, request } = this
    const isSaved = request.deactivated === true
    return waitUntilOrderEnded(this.#context, { account: this.#account, orderId, isSaved }, signal)
  }
}
