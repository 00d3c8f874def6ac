import type { ChangeableOrder } from '../../shared/contract/order-views.ts'
import type { OrderTicket } from '../../shared/contract/schemas.ts'
import { orderTypeInfo, TICKET_ORDER_TYPES } from '../../shared/domain/order-types.ts'
import { needsManualIndicator } from '../../shared/domain/orders.ts'
import { numberOf, rowOf, sideOf, textOf } from '../../shared/domain/read-value.ts'
import { HostError } from '../host-error.ts'
import type { UnreportedFields } from './sent-order-fields.ts'

/** IBKR's names of order types in the order status, for the types that a ticket supports. */
const TYPES: ReadonlyMap<string, OrderTicket['orderType']> = new Map([
  ...TICKET_ORDER_TYPES.flatMap(
    (type) =>
      [
        [type, type],
        [orderTypeInfo(type).ruleName.toUpperCase(), type],
        [orderTypeInfo(type).ruleName.toUpperCase().replaceAll('_', ' '), type],
      ] as const,
  ),
])

const TIMES: Readonly<Record<string, OrderTicket['timeInForce']>> = {
  DAY: 'DAY',
  CLOSE: 'DAY',
  GTC: 'GTC',
  IOC: 'IOC',
  OPG: 'OPG',
  OVT: 'OVT',
  OND: 'OND',
}

/**
 * Reads the response of `GET iserver/account/order/status/{orderId}` as the fields of a ticket. `sent`: what IBKR does
 * not report, as this console sent it. Throws `not-changeable`, with the reason, for an order that a ticket cannot repeat
 * completely: IBKR removes fields that a change omits.
 */
export function readOrderStatus(
  orderId: string,
  body: unknown,
  { trailing, algorithm }: UnreportedFields = {},
): ChangeableOrder {
  const row = rowOf(body)
  const [conid, quantity] = [numberOf(row?.['conid']), numberOf(row?.['total_size'])]
  const accountId = textOf(row?.['account'])
  const side = sideOf(row?.['side'])
  if (row === undefined || conid === undefined || quantity === undefined || accountId === undefined || !side) {
    throw notChangeable('IBKR’s status of this order has no account, contract, side or quantity.')
  }
  if (row['order_not_editable'] === true) throw notChangeable('IBKR does not allow changes of this order.')
  const [type = '', time = ''] = [textOf(row['order_type'])?.toUpperCase(), textOf(row['tif'])?.toUpperCase()]
  const [orderType, timeInForce] = [TYPES.get(type), TIMES[time]]
  if (!orderType) throw notChangeable(`The form does not support the order type ${type}.`)
  if (!timeInForce)
    throw notChangeable(time === 'GTD' ? UNTIL_A_DAY : `The form does not support the time in force ${time}.`)
  const route = routeOf(row['conidex'], conid)
  if (route !== undefined) throw notChangeable(route)
  const prices = orderTypeInfo(orderType).prices.flatMap(({ role, wire }) => {
    const price = numberOf(row[role === 'limit' ? 'limit_price' : 'stop_price'])
    return price === undefined ? [] : [[wire, price]]
  })
  const securityType = textOf(row['sec_type']) ?? ''
  const order: OrderTicket = {
    accountId,
    conid,
    side,
    orderType,
    quantity,
    timeInForce,
    ...Object.fromEntries(prices),
    ...(trailing && orderTypeInfo(orderType).trails && { trailing }),
    ...(algorithm && { algorithm }),
    ...(row['outside_rth'] === true && { outsideRegularHours: true }),
    ...(row['all_or_none'] === true && { allOrNone: true }),
    ...(needsManualIndicator(securityType) && { manualIndicator: true }),
  }
  return {
    orderId,
    order,
    filled: numberOf(row['cum_fill']) ?? 0,
    symbol: textOf(row['symbol']) ?? '',
    description: textOf(row['company_name']) ?? '',
    exchange: textOf(row['listing_exchange']) ?? '',
    securityType,
  }
}

const UNTIL_A_DAY = 'This order works until a date that IBKR does not report.'

const notChangeable = (reason: string): HostError => new HostError('not-changeable', reason)

/** Returns why an order for this contract cannot be repeated by its conid alone, undefined if it can. */
function routeOf(conidex: unknown, conid: number): string | undefined {
  const [contract, exchange = 'SMART'] = (textOf(conidex) ?? String(conid)).split('@')
  if (contract !== String(conid)) return 'This order is a spread of several contracts. The form supports one contract.'
  return exchange === 'SMART' ? undefined : `This order is routed to ${exchange}. The form does not support exchanges.`
}
