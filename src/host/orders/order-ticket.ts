import { type RequestInput, type RouteInput, routeRequest } from '../../client/index.ts'
import type { OrderTicket } from '../../shared/contract/schemas.ts'
import { HostError } from '../host-error.ts'

type OrdersBody = RouteInput<'POST /iserver/account/{accountId}/orders'>['body']

/** The prices that each order type needs. IBKR expects the stop price of a stop order in `price`. */
const PRICES: Record<OrderTicket['orderType'], { readonly price?: string; readonly auxPrice?: string }> = {
  MKT: {},
  LMT: { price: 'a limit price' },
  STP: { price: 'a stop price' },
  STOP_LIMIT: { price: 'a limit price', auxPrice: 'a stop price' },
}

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

/**
 * Creates one order in IBKR's format. A change must repeat all fields, including the reference of the original order.
 */
function createOrderObject(ticket: OrderTicket, reference: string | undefined): OrdersBody['orders'][number] {
  const needed = PRICES[ticket.orderType]
  for (const path of ['price', 'auxPrice'] as const) {
    const name = needed[path]
    if ((name !== undefined) === (ticket[path] !== undefined)) continue
    const [verb, message] = name ? [`needs ${name}`, 'missing'] : [`takes no ${path}`, 'not used']
    throw new HostError('invalid-input', `A ${ticket.orderType} order ${verb}.`, { detail: [{ path, message }] })
  }
  const { accountId, conid, side, orderType, quantity, price, auxPrice, timeInForce, outsideRegularHours, allOrNone } =
    ticket
  return {
    acctId: accountId,
    conid,
    ...(reference !== undefined && { cOID: reference }),
    orderType,
    side,
    quantity,
    tif: timeInForce,
    ...(price !== undefined && { price }),
    ...(auxPrice !== undefined && { auxPrice }),
    ...(outsideRegularHours && { outsideRTH: true }),
    ...(allOrNone && { allOrNone: true }),
  }
}
