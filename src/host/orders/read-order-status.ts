import type { ChangeableOrder } from '../../shared/contract/order-views.ts'
import type { OrderTicket } from '../../shared/contract/schemas.ts'
import { comboLegs, contractIdOf } from '../../shared/domain/combo.ts'
import type { ContractNames } from '../../shared/domain/contract-name.ts'
import { orderTypeInfo, readOrderType, TICKET_ORDER_TYPES } from '../../shared/domain/order-types.ts'
import { needsManualIndicator, type Order } from '../../shared/domain/orders.ts'
import { numberOf, rowOf, sideOf, textOf } from '../../shared/domain/read-value.ts'
import { HostError } from '../host-error.ts'
import type { UnreportedFields } from './sent-order-fields.ts'

const TIMES: Readonly<Record<string, OrderTicket['timeInForce']>> = {
  DAY: 'DAY',
  CLOSE: 'DAY',
  GTC: 'GTC',
  IOC: 'IOC',
  OPG: 'OPG',
  OVT: 'OVT',
  OND: 'OND',
}

/** What the status of an order does not contain. */
export interface OrderStatusContext {
  /** Fields that IBKR does not report, as this console sent them. */
  readonly sent?: UnreportedFields
  /** The order in IBKR's list. */
  readonly listed?: Pick<Order, 'cashQuantity' | 'cashCurrency'> | undefined
  /** Names of the contracts of the session. */
  readonly names: ContractNames
  /** The exchange of orders by conid, for a contract without SMART routing. */
  readonly defaultVenue?: string | undefined
}

/**
 * Reads the response of `GET iserver/account/order/status/{orderId}` as the fields of a ticket. Throws `not-changeable`,
 * with the reason, for an order that a ticket cannot repeat completely: IBKR removes fields that a change omits.
 */
export function readOrderStatus(
  orderId: string,
  body: unknown,
  { sent: { trailing, algorithm } = {}, listed, names, defaultVenue }: OrderStatusContext,
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
  const known = readOrderType(type)
  const [orderType, timeInForce] = [TICKET_ORDER_TYPES.find((each) => each === known), TIMES[time]]
  if (!orderType) throw notChangeable(`The form does not support the order type ${type}.`)
  if (!timeInForce)
    throw notChangeable(time === 'GTD' ? UNTIL_A_DAY : `The form does not support the time in force ${time}.`)
  const route = explainRoute(row['conidex'], conid, defaultVenue)
  if (route !== undefined) throw notChangeable(route)
  const prices = orderTypeInfo(orderType).prices.flatMap(({ role, wire }) => {
    const price = numberOf(row[role === 'limit' ? 'limit_price' : 'stop_price'])
    return price === undefined ? [] : [[wire, price]]
  })
  const securityType = textOf(row['sec_type']) ?? ''
  const exchange = textOf(row['listing_exchange']) ?? ''
  const conidex = textOf(row['conidex'])
  const isCombo = comboLegs(conidex) !== undefined
  const contract = {
    conid,
    ...(isCombo && { conidex }),
    symbol: textOf(row['symbol']),
    title: textOf(row['contract_description_1']),
    details: textOf(row['contract_description_2']),
    securityType,
    exchange,
  }
  const order: OrderTicket = {
    accountId,
    ...contractIdOf({ conid, conidex }),
    side,
    orderType,
    // A change by the calculated quantity would no longer spend the amount of the order.
    ...(listed?.cashQuantity === undefined ? { quantity } : { cashQuantity: listed.cashQuantity }),
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
    symbol: names.of(contract),
    description: textOf(row['company_name']) ?? '',
    exchange,
    securityType,
    ...(listed?.cashCurrency !== undefined && { currency: listed.cashCurrency }),
  }
}

const UNTIL_A_DAY = 'This order works until a date that IBKR does not report.'

const notChangeable = (reason: string): HostError => new HostError('not-changeable', reason)

/** Returns the exchange that a `conidex` names, undefined for SMART routing. */
export function directVenueOf(conidex: unknown): string | undefined {
  const text = textOf(conidex)
  // A combo has its exchange in the text of its legs, which is repeated as it is.
  if (comboLegs(text) !== undefined) return undefined
  const [, exchange = 'SMART'] = (text ?? '').split('@')
  return exchange === 'SMART' ? undefined : exchange
}

/** Returns why an order for this contract cannot be repeated by its conid alone, undefined if it can. */
function explainRoute(conidex: unknown, conid: number, defaultVenue: string | undefined): string | undefined {
  const text = textOf(conidex) ?? String(conid)
  const [contract] = text.split(/@|;/)
  if (contract !== String(conid)) return 'IBKR’s status of this order names two contracts.'
  if (text.includes(';') && comboLegs(text) === undefined) return 'IBKR’s status of this combo has no legs.'
  const venue = directVenueOf(conidex)
  // For a future or a currency pair, IBKR names the exchange that an order by conid goes to anyway.
  if (venue === undefined || venue === defaultVenue) return undefined
  return `This order is routed to ${venue}. The form does not support exchanges.`
}
