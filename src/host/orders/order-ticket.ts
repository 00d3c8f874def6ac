import type { RouteInput } from '../../client/index.ts'
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

/** Creates the body of `POST /iserver/account/{accountId}/orders`. IBKR returns `reference` as `order_ref`. */
export function createOrderBody(ticket: OrderTicket, reference: string): OrdersBody {
  return { orders: [createOrderObject(ticket, reference)] }
}

/**
 * Creates one order in IBKR's format. A change must repeat all fields, including the reference of the original order.
 */
export function createOrderObject(ticket: OrderTicket, reference: string | undefined): OrdersBody['orders'][number] {
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
