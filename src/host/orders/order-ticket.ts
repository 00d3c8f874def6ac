import { type RequestInput, type RouteInput, routeRequest } from '../../client/index.ts'
import type { OrderTicket } from '../../shared/contract/schemas.ts'
import { orderTypeInfo } from '../../shared/domain/order-types.ts'
import { HostError } from '../host-error.ts'

type OrdersBody = RouteInput<'POST /iserver/account/{accountId}/orders'>['body']

/** An order of the ticket, or a change of the order with `orderId`. IBKR returns `reference` as `order_ref`. */
export interface TicketOrder {
  readonly order: OrderTicket
  readonly orderId?: string | undefined
  readonly reference?: string | undefined
}

/** Creates the request that places or changes an order. */
export function createOrderRequest({ order, orderId, reference }: TicketOrder): RequestInput {
  const { accountId } = order
  const body = createOrderObject(order, reference)
  return orderId === undefined
    ? routeRequest('POST /iserver/account/{accountId}/orders', { path: { accountId }, body: { orders: [body] } })
    : routeRequest('POST /iserver/account/{accountId}/order/{orderId}', { path: { accountId, orderId }, body })
}

/** Creates the request for the preview (what-if) of an order. IBKR previews only the first order of a list. */
export function createPreviewRequest(order: OrderTicket): RequestInput {
  const { accountId } = order
  const body = { orders: [createOrderObject(order, undefined)] }
  return routeRequest('POST /iserver/account/{accountId}/orders/whatif', { path: { accountId }, body })
}

/**
 * Creates one order in IBKR's format. A change must repeat all fields, including the reference of the original order.
 */
function createOrderObject(ticket: OrderTicket, reference: string | undefined): OrdersBody['orders'][number] {
  checkFields(ticket)
  const { accountId, conid, side, orderType, quantity, cashQuantity, price, auxPrice, trailing } = ticket
  const { timeInForce, outsideRegularHours, allOrNone } = ticket
  return {
    acctId: accountId,
    conid,
    ...(reference !== undefined && { cOID: reference }),
    orderType,
    side,
    ...(quantity !== undefined && { quantity }),
    ...(cashQuantity !== undefined && { cashQty: cashQuantity }),
    tif: timeInForce,
    ...(price !== undefined && { price }),
    ...(auxPrice !== undefined && { auxPrice }),
    ...(trailing && { trailingAmt: trailing.amount, trailingType: trailing.unit }),
    ...(outsideRegularHours && { outsideRTH: true }),
    ...(allOrNone && { allOrNone: true }),
  }
}

/** Rejects an order that lacks a field of its type, or has one that its type does not use. */
function checkFields({ orderType, quantity, cashQuantity, trailing, ...ticket }: OrderTicket): void {
  const { prices, trails = false, takesCash, timesInForce } = orderTypeInfo(orderType)
  for (const path of ['price', 'auxPrice'] as const) {
    const own = prices.find(({ wire }) => wire === path)
    if (own === undefined) reject(orderType, path, ticket[path] !== undefined && `takes no ${path}`)
    else reject(orderType, path, ticket[path] === undefined && !own.isOptional && `needs a ${own.name}`)
  }
  reject(orderType, 'trailing', trails !== (trailing !== undefined) && `${trails ? 'needs a' : 'takes no'} distance`)
  reject(orderType, 'trailing', trailing?.unit === '%' && trailing.amount >= 100 && 'trails by less than 100 percent')
  const isSized = (quantity === undefined) !== (cashQuantity === undefined)
  reject(orderType, 'quantity', !isSized && 'needs a quantity or a cash amount, not both')
  reject(orderType, 'cashQuantity', cashQuantity !== undefined && !takesCash && 'takes no cash amount')
  reject(orderType, 'timeInForce', !timesInForce.includes(ticket.timeInForce) && `takes no ${ticket.timeInForce}`)
}

function reject(orderType: string, path: string, problem: string | false): void {
  if (problem === false) return
  throw new HostError('invalid-input', `A ${orderType} order ${problem}.`, { detail: [{ path, message: problem }] })
}
