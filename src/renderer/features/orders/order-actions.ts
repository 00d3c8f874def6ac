import type { ContractMatch } from '../../../shared/contract/order-views.ts'
import { comboLegs, contractIdOf } from '../../../shared/domain/combo.ts'
import { orderReference } from '../../../shared/domain/order-reference.ts'
import { formatSize, formatTrade } from '../../../shared/domain/order-size.ts'
import { STOP_LOSS_TYPES, type TicketOrderType } from '../../../shared/domain/order-types.ts'
import { formatSide, needsManualIndicator, type Order } from '../../../shared/domain/orders.ts'
import { copyText } from '../../platform/clipboard.ts'
import { useOrdersStore } from '../../stores/orders-store.ts'
import { showToast } from '../../stores/toast-store.ts'
import { COPY_DENIED } from '../../ui/copy-denied.ts'
import { copySnippetOf, openSent } from '../explorer/index.ts'
import { countOf, explainUnknownTerm } from './texts.ts'
import { type AttachedForm, NO_ATTACHED, type StopLossType } from './ticket/attached/attached-form.ts'
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

const contractOf = (order: Order): ContractMatch => {
  const { contractName, description, exchange = '', securityType = '' } = order
  return { ...contractIdOf(order), symbol: contractName, name: description, exchange, securityType }
}

/** Returns why no new order can be derived from an order, undefined if one can. */
function explainUnusable(order: Order): string | undefined {
  const isUnknown = order.securityType === 'BAG' && comboLegs(order.conidex) === undefined
  return explainUnknownTerm(order) ?? (isUnknown ? 'IBKR has not sent the legs of this combo.' : undefined)
}

/** Opens the ticket with the values of an order, and with the exits of a bracket. */
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
  const attached = attachedTo(order)
  if (attached === undefined) {
    showToast('idle', 'The ticket supports one take profit and one stop loss. This bracket has other exits.')
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
    attached,
  })
}

/**
 * Returns the filled quantity of an order in units of the contract, or its full quantity if nothing is filled; undefined
 * if it is unknown, or is no quantity that can be ordered: those of currency pairs are whole.
 */
function unitsToReverse({ quantity, filled, filledCurrency, securityType }: Order): number | undefined {
  const units = filled === 0 ? quantity : filledCurrency === undefined ? filled : undefined
  return securityType === 'CASH' && !Number.isInteger(units) ? undefined : units
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
export function openContract({ conid }: Pick<Order, 'conid'>): void {
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
  else showToast('bad', COPY_DENIED)
}

/** Copies code that places the same order, with the exits of a bracket. */
export async function copyAsSnippet(order: Order): Promise<void> {
  const orders = [order, ...exitsOf(order)]
  const reason = orders.map(explainUnusable).find((each) => each !== undefined)
  if (reason !== undefined) {
    showToast('idle', reason)
    return
  }
  // IBKR rejects a second order with the same id within 24 hours, so running the snippet again places no second order.
  const cOID = orderReference(crypto.randomUUID(), false)
  const [entry, ...exits] = orders.map(orderBody)
  const body = { orders: [{ ...entry, cOID }, ...exits.map((exit) => ({ ...exit, parentId: cOID }))] }
  await copySnippetOf(
    {
      method: 'POST',
      path: `/v1/api/iserver/account/${encodeURIComponent(order.account)}/orders`,
      parameters: [],
      body: JSON.stringify(body, undefined, 2),
    },
    `${formatSide(order)} ${formatTrade(formatSize(order), order.contractName)}${exits.length > 0 ? ' with its exits' : ''}`,
  )
}

/** Returns the fields of an order as IBKR expects them. */
function orderBody(order: Order): object {
  const { conid, conidex, side, quantity, cashQuantity, timeInForce, limitPrice, stopPrice } = order
  const isStopOnly = limitPrice === undefined
  return {
    ...(comboLegs(conidex) === undefined ? { conid } : { conidex }),
    orderType: ticketType(order) ?? order.orderType,
    side,
    ...(cashQuantity === undefined ? { quantity } : { cashQty: cashQuantity }),
    tif: timeInForce || 'DAY',
    // For a stop order without a limit, IBKR expects the stop price in `price`.
    ...(isStopOnly ? stopPrice !== undefined && { price: Number(stopPrice) } : { price: Number(limitPrice) }),
    ...(!isStopOnly && stopPrice !== undefined && { auxPrice: Number(stopPrice) }),
    // A snippet is an automated system: no person enters its orders.
    ...(needsManualIndicator(order.securityType) && { manualIndicator: false }),
  }
}

/** Returns the exits of a bracket, of which the order is the entry. */
function exitsOf({ orderId }: Order): readonly Order[] {
  return [...useOrdersStore.getState().orders.values()].filter(({ parentId }) => parentId === orderId)
}

/** Returns the exits of an order as the input of the ticket; undefined if the ticket has no fields for them. */
function attachedTo(order: Order): AttachedForm | undefined {
  const exits = exitsOf(order)
  if (exits.length === 0) return NO_ATTACHED
  const profits = exits.filter((exit) => ticketType(exit) === 'LMT')
  const losses = exits.filter((exit) => lossType(exit) !== undefined)
  const [profit] = profits
  const [loss] = losses
  if (profits.length > 1 || losses.length > 1 || profits.length + losses.length < exits.length) return undefined
  return {
    ...NO_ATTACHED,
    kind: 'bracket',
    exitUnit: 'price',
    takeProfit: profit?.limitPrice ?? '',
    stopLossType: (loss && lossType(loss)) ?? 'STP',
    // IBKR does not report the distance of a trailing stop, and its stop would be misread as one.
    stopLoss: (loss && lossType(loss) !== 'TRAIL' && loss.stopPrice) || '',
    stopLossLimit: (loss && lossType(loss) === 'STOP_LIMIT' && loss.limitPrice) || '',
    exitTime: (profit ?? loss)?.timeInForce === 'DAY' ? 'DAY' : 'GTC',
  }
}

const lossType = (order: Order): StopLossType | undefined => STOP_LOSS_TYPES.find((type) => type === ticketType(order))
