import { requireString } from '../check-arguments.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { IbkrOrderError } from '../errors/order-errors.ts'
import { AcceptedOrder } from './accepted-order.ts'
import { changeOrder } from './change-order.ts'
import type { NewOrder } from './new-order-types.ts'
import { matchRowsToOrders, prepareOrders } from './order-batch.ts'
import { explainSearch } from './order-request-outcome.ts'
import type { OrderResponse, OrderRow } from './order-response.ts'
import type { PlacedOrder, PlaceOrdersOptions } from './placed-order.ts'
import type { OrderReader } from './read-order.ts'
import { sendOrders } from './send-orders.ts'
import { type PlacementDeps, readPlaceOrdersOptions, sendPlacement } from './send-placement.ts'

/** Places the orders of one request: see `SessionSupervisor.placeOrders`. */
export async function placeOrders(
  session: PlacementDeps,
  account: string,
  orders: readonly NewOrder[],
  options: PlaceOrdersOptions = {},
): Promise<readonly PlacedOrder[]> {
  requireString(account, 'The account, the first argument of placeOrders(),')
  const { caller = session.caller, policy, questionOptions } = readPlaceOrdersOptions('placeOrders', options)
  const context = session.withCaller(caller)
  const sent = prepareOrders(orders)
  const send = (): Promise<OrderResponse> => sendOrders(context.session, account, sent, policy, questionOptions)
  const place = async (): Promise<readonly PlacedOrder[]> => {
    const adviceIfUnknown = explainSearch(sent.flatMap(({ cOID }) => cOID ?? []))
    const response = await sendPlacement(context, { verb: ['place', 'placed'], orders: sent, adviceIfUnknown, send })
    return acceptedOrders(context, account, sent, response)
  }
  return context.placements.run(caller, place, questionOptions.signal)
}

/** Changes an order of this or of an earlier session: see `SessionSupervisor.modifyOrder`. */
export async function modifySessionOrder(
  session: PlacementDeps,
  account: string,
  orderId: string,
  order: NewOrder,
  options: PlaceOrdersOptions = {},
): Promise<PlacedOrder> {
  const settings = readPlaceOrdersOptions('modifying an order', options)
  const { caller = session.caller } = settings
  const context = session.withCaller(caller)
  // The copy keeps the order as it was given, because it may wait for earlier orders.
  const request = Object(order) === order ? { ...order } : order
  const change = { account: request?.acctId ?? account, orderId, request, ...settings }
  const { signal } = settings.questionOptions
  const row = await context.placements.run(caller, () => changeOrder(context, change), signal)
  return new AcceptedOrder(context, account, request, { ...row, orderId })
}

async function acceptedOrders(
  context: PlacementDeps,
  account: string,
  orders: readonly NewOrder[],
  response: OrderResponse & { readonly kind: 'accepted' },
): Promise<readonly PlacedOrder[]> {
  const rows = await matchRowsToOrders(readerOf(context), orders[0]?.acctId ?? account, orders, response.rows)
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
    const hint = explainSearch(orders.flatMap(({ cOID }) => cOID ?? []))
    const advice = 'search for them with session.findOrders() before anything is sent again.'
    throw new IbkrOrderError('order-outcome-unknown', `${message}: ${advice}`, failure, { hint })
  }
  const texts = refused.map(({ index, message, order }) => {
    return `${order.side} ${order.orderType}, order ${index + 1} of ${orders.length}: ${message}`
  })
  const others = `Of the others, IBKR has ${placed.map(({ orderId }) => orderId).join(', ')}, perhaps as Inactive.`
  throw new IbkrOrderError('order-rejected', `IBKR rejected ${texts.join('; ')}\n${others}`, failure)
}

/** Reads accepted orders as their caller. While a question of a person refuses that, waits in the background. */
function readerOf({ background, session }: PlacementDeps): OrderReader {
  return {
    get state() {
      return session.state
    },
    request: (input) =>
      session.request(input).catch((error: unknown) => {
        if (IbkrError.is(error, 'question-open')) return background.request(input)
        throw error
      }),
  }
}
