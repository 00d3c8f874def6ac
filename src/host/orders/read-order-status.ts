import type { OrderTicket } from '../../shared/contract/schemas.ts'
import type { ChangeableOrder } from '../../shared/contract/views.ts'
import { numberOf, rowOf, sideOf, textOf } from '../../shared/domain/read-value.ts'
import { HostError } from '../host-error.ts'

/** IBKR's words for the types that the ticket knows, as the status of an order has them. */
const TYPES: Readonly<Record<string, OrderTicket['orderType']>> = {
  LIMIT: 'LMT',
  LMT: 'LMT',
  MARKET: 'MKT',
  MKT: 'MKT',
  STOP: 'STP',
  STP: 'STP',
  STOP_LIMIT: 'STOP_LIMIT',
  'STOP LIMIT': 'STOP_LIMIT',
}

const TIMES: Readonly<Record<string, OrderTicket['timeInForce']>> = {
  DAY: 'DAY',
  CLOSE: 'DAY',
  GTC: 'GTC',
  IOC: 'IOC',
  OPG: 'OPG',
}

/**
 * Reads `GET iserver/account/order/status/{orderId}` as the ticket that the order was written with. Throws `not-changeable`, with
 * the reason, for an order that a ticket cannot repeat in full: what is left out of a change, IBKR takes away.
 */
export function readOrderStatus(orderId: string, answer: unknown): ChangeableOrder {
  const row = rowOf(answer)
  const [conid, quantity, accountId] = [
    numberOf(row?.['conid']),
    numberOf(row?.['total_size']),
    textOf(row?.['account']),
  ]
  const side = sideOf(row?.['side'])
  if (row === undefined || conid === undefined || quantity === undefined || accountId === undefined || !side) {
    throw notChangeable('IBKR does not tell enough of it: account, contract, side or quantity is missing.')
  }
  if (row['order_not_editable'] === true) throw notChangeable('IBKR lets nobody change it.')
  const [typeWord = '', timeWord = ''] = [textOf(row['order_type'])?.toUpperCase(), textOf(row['tif'])?.toUpperCase()]
  const [orderType, timeInForce] = [TYPES[typeWord], TIMES[timeWord]]
  if (!orderType) throw notChangeable(/TRAIL/.test(typeWord) ? TRAILING : `The form has no order type ${typeWord}.`)
  if (!timeInForce) throw notChangeable(timeWord === 'GTD' ? UNTIL_A_DAY : `The form has no time in force ${timeWord}.`)
  const route = routeOf(row['conidex'], conid)
  if (route !== undefined) throw notChangeable(route)
  const limit = numberOf(row['limit_price'])
  const stop = numberOf(row['stop_price'])
  const price = orderType === 'STP' ? stop : orderType === 'MKT' ? undefined : limit
  const order: OrderTicket = {
    accountId,
    conid,
    side,
    orderType,
    quantity,
    timeInForce,
    ...(price !== undefined && { price }),
    ...(orderType === 'STOP_LIMIT' && stop !== undefined && { auxPrice: stop }),
    ...(row['outside_rth'] === true && { outsideRegularHours: true }),
    ...(row['all_or_none'] === true && { allOrNone: true }),
  }
  return {
    orderId,
    order,
    filled: numberOf(row['cum_fill']) ?? 0,
    symbol: textOf(row['symbol']) ?? '',
    description: textOf(row['company_name']) ?? '',
    exchange: textOf(row['listing_exchange']) ?? '',
    securityType: textOf(row['sec_type']) ?? '',
  }
}

const TRAILING = 'It trails the price, and IBKR does not tell by how much.'
const UNTIL_A_DAY = 'It works until a day, and IBKR does not tell which.'

const notChangeable = (reason: string): HostError => new HostError('not-changeable', reason)

/** What a contract has that its id alone does not say, as a reason; undefined for a plain one. */
function routeOf(conidex: unknown, conid: number): string | undefined {
  const [contract, exchange = 'SMART'] = (textOf(conidex) ?? String(conid)).split('@')
  if (contract !== String(conid)) return 'It is a spread of several contracts, and the form writes orders of one.'
  return exchange === 'SMART' ? undefined : `It goes to ${exchange} alone, and the form leaves the way to IBKR.`
}
