import {
  aFunction,
  aNumberFromZero,
  anAbortSignal,
  checkOptionNames,
  checkOptions,
  type OptionKind,
} from '../check-options.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { IbkrOrderError } from '../errors/order-errors.ts'
import { readRefusal } from '../rest/read-response.ts'
import { AcceptedOrder } from './accepted-order.ts'
import type { NewOrder } from './new-order-types.ts'
import { matchRowsToOrders, prepareOrders } from './order-batch.ts'
import type { OrderResponse, OrderRow } from './order-response.ts'
import type { PlacedOrder } from './placed-order.ts'
import type { PlacementQueue } from './placement-queue.ts'
import { confirmOnly, type QuestionOptions, type QuestionPolicy, sendOrders } from './send-orders.ts'
import type { PlacedOrderDeps } from './wait-until-order-ended.ts'

/** Options of `session.placeOrders`. */
export interface PlaceOrdersOptions extends QuestionOptions {
  /**
   * How to answer IBKR's questions: a list of message ids to confirm, such as `['o163']` (see `confirmOnly`), or a
   * function that decides on each question. Default: no question is confirmed, and the first question is thrown as
   * `order-not-confirmed`. It must not await another `placeOrders`, which would wait for this one.
   */
  readonly confirm?: readonly string[] | QuestionPolicy
}

const PLACE_ORDERS_OPTIONS: Readonly<Record<keyof PlaceOrdersOptions, OptionKind>> = {
  confirm: {
    takes: "a list of message ids such as ['o163'], or a function",
    fits: (value) => Array.isArray(value) || aFunction.fits(value),
  },
  maxReplies: aNumberFromZero,
  signal: anAbortSignal,
}

/** The parts of a session that placing orders uses. */
export interface PlacementDeps extends PlacedOrderDeps {
  readonly placements: PlacementQueue
}

/** Places the orders of one request: see `SessionSupervisor.placeOrders`. */
export async function placeOrders(
  context: PlacementDeps,
  account: string,
  orders: readonly NewOrder[],
  options: PlaceOrdersOptions = {},
): Promise<readonly PlacedOrder[]> {
  checkOptions('placeOrders', options, PLACE_ORDERS_OPTIONS)
  checkOptionNames('placeOrders', options, PLACE_ORDERS_OPTIONS, 'reject')
  const { confirm = [], ...questionOptions } = options
  const policy = typeof confirm === 'function' ? confirm : confirmOnly(confirm)
  const sent = prepareOrders(orders)
  const place = (): Promise<readonly PlacedOrder[]> => sendAndIdentify(context, account, sent, policy, questionOptions)
  return context.placements.run(place, questionOptions.signal)
}

/** Sends the orders, answers IBKR's questions, and finds the row of each order. */
async function sendAndIdentify(
  context: PlacedOrderDeps,
  account: string,
  sent: readonly NewOrder[],
  policy: QuestionPolicy,
  options: QuestionOptions,
): Promise<readonly PlacedOrder[]> {
  let response: OrderResponse
  try {
    response = await sendOrders(context.session, account, sent, policy, options)
  } catch (error) {
    if (!IbkrError.is(error, 'order-outcome-unknown')) throw error
    throw new IbkrOrderError(error.code, error.message, { orders: sent }, { cause: error.cause })
  } finally {
    context.orders.expectChange()
  }
  if (response.kind !== 'accepted') throw notPlaced(response, sent)
  return acceptedOrders(context, account, sent, response)
}

async function acceptedOrders(
  context: PlacedOrderDeps,
  account: string,
  orders: readonly NewOrder[],
  response: OrderResponse & { readonly kind: 'accepted' },
): Promise<readonly PlacedOrder[]> {
  const rows = await matchRowsToOrders(context.session, orders[0]?.acctId ?? account, orders, response.rows)
  const isAccepted = (row: OrderRow | undefined): row is OrderRow => row !== undefined && !row.refused
  const parentOrderIdOf = ({ parentId }: NewOrder): string | undefined => {
    if (parentId === undefined) return undefined
    const parent = orders.findIndex(({ cOID }) => cOID === parentId)
    // The parent of children that are sent later may be identified by its order id.
    if (parent === -1) return /^\d+$/.test(parentId) ? parentId : undefined
    const row = rows[parent]
    return isAccepted(row) ? row.orderId : undefined
  }
  const placed = orders.flatMap((order, index) => {
    const row = rows[index]
    return isAccepted(row) ? new AcceptedOrder(context, account, order, row, parentOrderIdOf(order)) : []
  })
  if (placed.length === orders.length) return placed
  const refused = orders.flatMap((order, index) => {
    const row = rows[index]
    return row?.refused ? { index, order, message: row.text ?? `The status is ${row.status}.` } : []
  })
  const failure = { orders, placed, refused, response }
  const unidentified = orders.length - placed.length - refused.length
  if (unidentified > 0) {
    const message = `IBKR accepted an order of the request, but ${unidentified} of ${orders.length} could not be identified`
    throw new IbkrOrderError(
      'order-outcome-unknown',
      `${message}: read the orders before anything is sent again.`,
      failure,
    )
  }
  const texts = refused.map(({ index, message, order }) => {
    return `${order.side} ${order.orderType}, order ${index + 1} of ${orders.length}: ${message}`
  })
  const others = `Of the others, IBKR has ${placed.map(({ orderId }) => orderId).join(', ')}, perhaps as Inactive.`
  throw new IbkrOrderError('order-rejected', `IBKR rejected ${texts.join('; ')}\n${others}`, failure)
}

/** Creates the error for a response that accepts no order. */
function notPlaced(
  response: Exclude<OrderResponse, { kind: 'accepted' }>,
  orders: readonly NewOrder[],
): IbkrOrderError {
  const failure = { orders, response }
  switch (response.kind) {
    case 'rejected': {
      // A declined question is a rejection with its own text.
      const code = readRefusal('iserver/reply/any', { error: response.message })?.code ?? 'order-rejected'
      return new IbkrOrderError(code, `IBKR did not place the order: ${response.message}`, failure)
    }
    case 'question': {
      const ids = response.messageIds
      const text = `IBKR requires a confirmation, and placed nothing: ${response.messages.join(' ')}`
      const advice = ids.length === 0 ? '' : ` To confirm it, pass confirm: ['${ids.join("', '")}'].`
      return new IbkrOrderError('order-not-confirmed', text + advice, failure)
    }
    case 'prompt': {
      const text = `IBKR requires a choice, and placed nothing: ${response.text}`
      const advice = ` To choose, send POST iserver/notification with one of: ${response.options.join(', ')}.`
      return new IbkrOrderError('order-not-confirmed', text + advice, failure)
    }
  }
}
