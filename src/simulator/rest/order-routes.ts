import { type ApiCall, type CallHandler, isRecord, type Route, readRequestField, route } from '../http/define-route.ts'
import { createErrorWithoutStatus, createIserverError, type HttpResponse, json, text } from '../http/response.ts'
import { rejectInvalidAccount } from '../orders/order-handler.ts'
import { parseOrder, rejectWrongTypes } from '../orders/order-input.ts'
import { previewOrder } from '../orders/order-preview.ts'
import type { AcceptedOrderInput } from '../orders/place-orders.ts'
import type { SimulatorState } from '../simulator-state.ts'
import { rejectInvalidParameter, rejectMissingParameter, withBody } from './request-parameters.ts'

const maxSuppressedIds = 51

/** Maximum number of orders per request. The limit is the simulator's own: IBKR's is unknown. */
const maxOrdersOfACall = 100

/** Creates the routes that place, confirm, change, cancel and preview orders. */
export function createOrderRoutes(state: SimulatorState): readonly Route[] {
  const { orderHandler, accounts, session, market } = state
  const parse = (value: unknown) =>
    parseOrder(value, { quoteOf: (instrument) => market.quote(instrument), now: state.now() })

  /** Calls `then` with the account of the path, or rejects an account that does not belong to the user. */
  function forAccount(call: ApiCall, then: (accountId: string) => HttpResponse): HttpResponse {
    const accountId = call.parameters['accountId'] ?? ''
    return accounts.find(accountId) === undefined ? rejectInvalidAccount(accountId) : then(accountId)
  }

  /** Calls `then` with the orders of the body, at most the first `most`. The other orders are not parsed. */
  function forOrders(
    call: ApiCall,
    then: (accountId: string, inputs: readonly AcceptedOrderInput[]) => HttpResponse,
    most = maxOrdersOfACall,
  ) {
    return forAccount(call, (accountId) => {
      const read = readOrders(call, state.observedOnce.has('orders-in-object'))
      if (!Array.isArray(read)) return read as HttpResponse
      if (read.length === 0 || read.length > maxOrdersOfACall) return rejectWrongTypes()
      const values = (read as readonly unknown[]).slice(0, most)
      const inputs: AcceptedOrderInput[] = []
      for (const value of values) {
        const input = parse(value)
        if (input.kind === 'refused') return input.response
        inputs.push(input)
      }
      const named = inputs.find(({ references }) => references.accountId !== undefined)?.references.accountId
      if (named !== undefined && accounts.find(named) === undefined) return rejectInvalidAccount(named)
      return then(named ?? accountId, inputs)
    })
  }

  function preview(accountId: string, inputs: readonly AcceptedOrderInput[]): HttpResponse {
    orderHandler.discardQuestions()
    const [first] = inputs
    if (first?.kind === 'failed') return createErrorWithoutStatus(200, first.error)
    return first?.kind === 'order' ? json(previewOrder(state, accountId, first.draft)) : rejectWrongTypes()
  }

  const place: CallHandler = (call) => forOrders(call, (accountId, inputs) => orderHandler.place(accountId, inputs))
  // A preview covers only the first order.
  const previewFirst: CallHandler = (call) => forOrders(call, preview, 1)

  /** Places the orders of an allocation group in its first account, because the simulator does not allocate orders. */
  const placeForGroup: CallHandler = (call) => {
    const name = call.parameters['faGroup'] ?? ''
    const [first] = state.allocationGroups.find(name)?.members ?? []
    if (first === undefined) return rejectInvalidAccount(name)
    return place({ ...call, parameters: { accountId: first.accountId } })
  }

  const account = '/iserver/account/{accountId}'
  return [
    route('POST', `${account}/orders`, 'accounts', place),
    route('POST', `${account}/orders/whatif`, 'accounts', previewFirst),
    // These older operations accept one order without a list.
    route('POST', `${account}/order`, 'accounts', (call) => place(asList(call))),
    route('POST', `${account}/order/whatif`, 'accounts', (call) => previewFirst(asList(call))),
    route('POST', '/iserver/account/orders/{faGroup}', 'accounts', placeForGroup),
    route('POST', '/iserver/reply/{replyId}', 'accounts', (call) => {
      const problem = bodyProblem(call)
      if (problem !== undefined) return problem
      const confirmed = readRequestField(call, 'confirmed')
      // The question stays open if the value is neither true nor false.
      if (confirmed === undefined) return rejectMissingParameter('confirmed')
      if (typeof confirmed !== 'boolean') return rejectInvalidParameter('confirmed', confirmed)
      return orderHandler.reply(call.parameters['replyId'] ?? '', confirmed)
    }),
    route('POST', `${account}/order/{orderId}`, 'accounts', (call) =>
      forAccount(call, (accountId) => {
        const problem = bodyProblem(call)
        if (problem !== undefined) return problem
        const input = parse(call.body.kind === 'json' ? call.body.value : undefined)
        if (input.kind === 'refused') return input.response
        if (input.kind === 'failed') return createErrorWithoutStatus(200, input.error)
        return orderHandler.modify(accountId, call.parameters['orderId'] ?? '', input.draft)
      }),
    ),
    route('DELETE', `${account}/order/{orderId}`, 'accounts', (call) =>
      forAccount(call, (accountId) => orderHandler.cancel(accountId, call.parameters['orderId'] ?? '')),
    ),
    route('POST', '/iserver/questions/suppress', 'brokerage', (call) => {
      const ids = readRequestField(call, 'messageIds')
      if (!Array.isArray(ids) || ids.length === 0) return createErrorWithoutStatus(500, 'messageIds must not be empty')
      if (ids.length > maxSuppressedIds) return createIserverError(400, `Bad Request: at most ${maxSuppressedIds} ids`)
      for (const id of ids as readonly unknown[]) session.warmUps().suppressed.add(String(id))
      return json({ status: 'submitted' })
    }),
    route('POST', '/iserver/questions/suppress/reset', 'brokerage', () => {
      session.warmUps().suppressed.clear()
      return json({ status: 'submitted' })
    }),
  ]
}

/** Reads the orders of a body: `{"orders": […]}`, or a bare array as in an older description. */
function readOrders(call: ApiCall, objectOnly: boolean): readonly unknown[] | HttpResponse {
  const problem = bodyProblem(call)
  if (problem !== undefined) return problem
  const value = call.body.kind === 'json' ? call.body.value : undefined
  if (Array.isArray(value))
    return objectOnly ? createErrorWithoutStatus(400, 'Missing orders') : (value as readonly unknown[])
  if (isRecord(value) && Array.isArray(value['orders'])) return value['orders'] as readonly unknown[]
  return rejectWrongTypes()
}

function bodyProblem(call: ApiCall): HttpResponse | undefined {
  if (call.body.kind === 'none') return createIserverError(400, "Bad Request: body can't be empty")
  if (call.body.kind === 'malformed') return text(`Failed to parse body as JSON. ${call.body.problem}`, 400)
  return undefined
}

const required = ['orderId', 'reqId', 'text']

/**
 * Creates the routes for answers to prompts. The answer to the prompt of a rejected order submits or ends the order.
 * Any other valid answer gets the same response.
 */
export function createNotificationRoutes(state: SimulatorState): readonly Route[] {
  return [
    route('POST', '/iserver/notification', 'brokerage', (call) =>
      withBody(call, (body) => {
        const missing = required.find((name) => body[name] === undefined)
        if (missing !== undefined) return rejectMissingParameter(missing)
        const answered = state.orderHandler.prompts.answer(
          Number(body['orderId']),
          String(body['reqId']),
          String(body['text']),
        )
        return text(answered ? 'Request was submitted' : 'Success')
      }),
    ),
  ]
}

/** Converts a bare order to the list that the current operations expect. */
function asList(call: ApiCall): ApiCall {
  if (call.body.kind !== 'json') return call
  return { ...call, body: { kind: 'json', value: { orders: [call.body.value] } } }
}
