import type { OrderTicket } from '../../shared/contract/contract.ts'
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
 * Reads `GET iserver/account/order/status/{orderId}` as the ticket that the order was written with. Throws `not-available` for an
 * order that a ticket cannot repeat in full: what is left out of a change, IBKR takes away.
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
    throw new HostError('not-available', `IBKR does not tell enough of order ${orderId} to change it here.`)
  }
  if (row['order_not_editable'] === true) throw new HostError('not-available', `Order ${orderId} cannot be changed.`)
  const [typeWord = '', timeWord = ''] = [textOf(row['order_type'])?.toUpperCase(), textOf(row['tif'])?.toUpperCase()]
  const [orderType, timeInForce] = [TYPES[typeWord], TIMES[timeWord]]
  if (!orderType || !timeInForce || !isPlainContract(row['conidex'], conid)) {
    throw new HostError(
      'not-available',
      `Order ${orderId} (${[typeWord, timeWord].filter(Boolean).join(', ')}) has more to it than this form can repeat. Change it where it was placed, or with “Modify an order” in the explorer.`,
    )
  }
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

/** A spread, or a contract at an exchange of its own, is not named by its id alone. */
function isPlainContract(conidex: unknown, conid: number): boolean {
  const text = textOf(conidex)
  return text === undefined || text.split('@')[0] === String(conid)
}
