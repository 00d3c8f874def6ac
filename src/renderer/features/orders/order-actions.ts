import type { ContractMatch } from '../../../shared/contract/order-views.ts'
import { formatSize } from '../../../shared/domain/order-size.ts'
import type { TicketOrderType } from '../../../shared/domain/order-types.ts'
import { formatSide, needsManualIndicator, type Order } from '../../../shared/domain/orders.ts'
import { copyText } from '../../platform/clipboard.ts'
import { showToast } from '../../stores/toast-store.ts'
import { copySnippetOf, openSent } from '../explorer/index.ts'
import { countOf, explainUnknownTerm } from './texts.ts'
import { openTicketWith } from './ticket/open-ticket.ts'
import { EMPTY_TICKET, type TicketForm } from './ticket/ticket-form.ts'

/** Order types of the ticket, by IBKR's name in the order list without spaces. */
const TYPE_NAMES: Readonly<Record<string, TicketOrderType>> = {
  market: 'MKT',
  mkt: 'MKT',
  limit: 'LMT',
  lmt: 'LMT',
  stop: 'STP',
  stp: 'STP',
  stoplimit: 'STOP_LIMIT',
  stplmt: 'STOP_LIMIT',
  trailingstop: 'TRAIL',
  trail: 'TRAIL',
  trailingstoplimit: 'TRAILLMT',
  traillmt: 'TRAILLMT',
  marketiftouched: 'MIT',
  mit: 'MIT',
  limitiftouched: 'LIT',
  lit: 'LIT',
  midprice: 'MIDPRICE',
  marketonclose: 'MOC',
  moc: 'MOC',
  limitonclose: 'LOC',
  loc: 'LOC',
}

const ticketType = ({ orderType }: Order): TicketOrderType | undefined =>
  TYPE_NAMES[orderType.toLowerCase().replaceAll(/[\s_-]/g, '')]

const contractOf = ({ conid, contractName, description, exchange = '', securityType = '' }: Order): ContractMatch => ({
  conid,
  symbol: contractName,
  name: description,
  exchange,
  securityType,
})

/** Returns why no new order can be derived from an order, undefined if one can. */
function explainUnusable(order: Order): string | undefined {
  const combo = 'This order is a combo of several contracts. The ticket supports one contract.'
  return explainUnknownTerm(order) ?? (order.securityType === 'BAG' ? combo : undefined)
}

/** Opens the ticket with the values of an order. */
export function repeatOrder(order: Order): void {
  const { side } = order
  const reason = explainUnusable(order)
  if (side === undefined || reason !== undefined) {
    showToast('idle', reason ?? '')
    return
  }
  const orderType = ticketType(order)
  if (orderType === undefined) {
    showToast(
      'idle',
      `The ticket does not support the order type “${order.orderType}”. Repeat the order in the explorer.`,
    )
    return
  }
  const { account, quantity, cashQuantity, limitPrice = '', stopPrice = '', timeInForce } = order
  openTicketWith({
    ...EMPTY_TICKET,
    contract: contractOf(order),
    accountId: account,
    side,
    orderType,
    quantity: (cashQuantity ?? quantity)?.toString() ?? '',
    quantityUnit: cashQuantity === undefined ? 'units' : 'cash',
    limitPrice,
    stopPrice,
    timeInForce: timeInForce === 'GTC' ? 'GTC' : 'DAY',
  })
}

/** Returns the filled quantity of an order in units of the contract, or its full quantity if nothing is filled. */
function unitsToReverse({ quantity, filled, filledCurrency }: Order): number | undefined {
  if (filled === 0) return quantity
  return filledCurrency === undefined ? filled : undefined
}

/**
 * Opens the ticket for the opposite side of an order's filled quantity, without a price. The quantity is empty if it is
 * unknown in units of the contract.
 */
export function reverseOrder(order: Order): void {
  const reason = explainUnusable(order)
  if (reason !== undefined) {
    showToast('idle', reason)
    return
  }
  const { account, side } = order
  const form: TicketForm = {
    ...EMPTY_TICKET,
    contract: contractOf(order),
    accountId: account,
    side: side === 'BUY' ? 'SELL' : 'BUY',
    quantity: unitsToReverse(order)?.toString() ?? '',
  }
  openTicketWith(form)
}

/** Opens the contract details in the explorer. */
export function openContract({ conid }: Order): void {
  openSent({
    method: 'GET',
    path: `/v1/api/iserver/contract/${conid}/info-and-rules`,
    parameters: [['isBuy', 'true']],
  })
}

/** Copies orders as JSON: one object, or an array of several. */
export async function copyAsJson(orders: readonly Order[]): Promise<void> {
  const value = orders.length === 1 ? orders[0] : orders
  const isCopied = await copyText(JSON.stringify(value, undefined, 2))
  if (isCopied) showToast('good', `Copied ${countOf(orders.length, 'order')} as JSON.`)
  else showToast('bad', 'The browser did not allow copying.')
}

/** Copies code that places the same order. */
export async function copyAsSnippet(order: Order): Promise<void> {
  const reason = explainUnusable(order)
  if (reason !== undefined) {
    showToast('idle', reason)
    return
  }
  const { account, conid, side, quantity, cashQuantity, timeInForce, limitPrice, stopPrice } = order
  const orderType = ticketType(order) ?? order.orderType
  const isStopOnly = limitPrice === undefined
  const body = {
    conid,
    orderType,
    side,
    ...(cashQuantity === undefined ? { quantity } : { cashQty: cashQuantity }),
    tif: timeInForce || 'DAY',
    // For a stop order without a limit, IBKR expects the stop price in `price`.
    ...(isStopOnly ? stopPrice !== undefined && { price: Number(stopPrice) } : { price: Number(limitPrice) }),
    ...(!isStopOnly && stopPrice !== undefined && { auxPrice: Number(stopPrice) }),
    ...(needsManualIndicator(order.securityType) && { manualIndicator: true }),
  }
  await copySnippetOf(
    {
      method: 'POST',
      path: `/v1/api/iserver/account/${encodeURIComponent(account)}/orders`,
      parameters: [],
      body: JSON.stringify({ orders: [body] }, undefined, 2),
    },
    `${formatSide(order)} ${formatSize(order)} ${order.contractName}`,
  )
}
