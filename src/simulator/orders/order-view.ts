import { type Instrument, toTapeExchange } from '../market/instruments.ts'
import { isDone, type Order, type OrderStatus } from './order.ts'
import type { OrderEvent } from './order-store.ts'
import { getTriggerPrice, hasTrigger, isLimit, orderTypes } from './order-types.ts'

/** An order in the form of the live orders call and the `sor` topic. */
export type OrderView = Readonly<Record<string, string | number | boolean>>

/** Background and foreground colour of each status, as IBKR sends them. */
export const statusColours: Readonly<Record<OrderStatus, readonly [background: string, foreground: string]>> = {
  Inactive: ['#AFAFAF', '#000000'],
  PendingSubmit: ['#FFFFFF', '#3399CC'],
  PreSubmitted: ['#FFFFFF', '#0000CC'],
  Submitted: ['#000000', '#00F000'],
  Filled: ['#FFFFFF', '#000000'],
  PendingCancel: ['#FFFFFF', '#CC6600'],
  Cancelled: ['#FFFFFF', '#CC0000'],
}

type Reader = (order: Order) => string | number | boolean | undefined

/**
 * The keys of a full order in IBKR's sequence, with their readers. A key is omitted if its reader returns undefined.
 */
const readers: readonly (readonly [key: string, read: Reader])[] = [
  ['acct', (order) => order.accountId],
  ['conidex', formatConidex],
  ['conid', (order) => order.instrument.conid],
  ['orderId', (order) => order.id],
  ['account', (order) => order.accountId],
  ['cashCcy', () => 'USD'],
  ['sizeAndFills', formatSizeAndFills],
  ['orderDesc', (order) => describeOrder(order)],
  ['description1', (order) => order.instrument.symbol],
  ['ticker', (order) => order.instrument.symbol],
  ['secType', (order) => getSecType(order.instrument)],
  ['listingExchange', (order) => toTapeExchange(order.instrument)],
  ['remainingQuantity', calculateRemainingQuantity],
  ['filledQuantity', (order) => order.filled],
  ['totalSize', (order) => order.quantity],
  ['totalCashSize', (order) => order.cashQuantity],
  ['companyName', (order) => order.instrument.companyName],
  ['status', (order) => order.status],
  ['order_ccp_status', (order) => order.status],
  ['order_cancellation_by_system_reason', (order) => order.cancelReason],
  ['origOrderType', (order) => orderTypes[order.kind].original],
  ['supportsTaxOpt', () => '1'],
  ['lastExecutionTime', (order) => formatCompactTime(order.lastExecutionAt)],
  ['lastExecutionTime_r', (order) => order.lastExecutionAt],
  ['orderType', (order) => orderTypes[order.kind].shown],
  ['order_ref', (order) => order.clientOrderId],
  ['side', (order) => order.side],
  // Report DAY as CLOSE, like IBKR.
  ['timeInForce', (order) => (order.tif === 'DAY' ? 'CLOSE' : order.tif)],
  ['price', (order) => (hasTrigger(order) && !isLimit(order) ? '' : (order.price?.toFixed(2) ?? ''))],
  ['auxPrice', (order) => getTriggerPrice(order)?.toFixed(2)],
  ['stop_price', (order) => (hasTrigger(order) ? '' : undefined)],
  ['avgPrice', (order) => (order.filled === 0 ? undefined : formatAveragePrice(order))],
  ['exchange', (order) => order.exchange],
  ['outsideRTH', (order) => (order.outsideRth || order.namesOutsideRth ? order.outsideRth : undefined)],
  ['parentId', (order) => order.parentId],
  ['ocaGroupId', (order) => order.ocaGroup],
  ['bgColor', (order) => statusColours[order.status][0]],
  ['fgColor', (order) => statusColours[order.status][1]],
  ['isEventTrading', () => '0'],
]

/** Keys of a delta: execution times are part of a full order only. */
const inDelta = readers.filter(([key]) => !key.startsWith('lastExecutionTime'))

/** Returns the full form of an order. */
export function buildOrderView(order: Order): OrderView {
  const view: Record<string, string | number | boolean> = {}
  for (const [key, read] of readers) {
    const value = read(order)
    if (value !== undefined) view[key] = value
  }
  return view
}

/** Returns the changed keys of the full form with their new values. */
function changedKeys(before: Order, order: Order): OrderView {
  const changed: Record<string, string | number | boolean> = {}
  for (const [key, read] of inDelta) {
    const value = read(order)
    if (value !== undefined && value !== read(before)) changed[key] = value
  }
  return changed
}

/** Returns the keys that every frame about an order contains. A placeholder contains only these keys. */
export function buildOrderIdentity(order: Order): OrderView {
  const { conid } = order.instrument
  return { acct: order.accountId, conidex: formatConidex(order), conid, orderId: order.id, isEventTrading: '0' }
}

/** Returns the contract id, followed by `@EXCHANGE` if the order is not routed to SMART. */
export function formatConidex({ instrument, exchange }: Order): string {
  if (instrument.conidex !== undefined) return instrument.conidex
  return exchange === undefined ? String(instrument.conid) : `${instrument.conid}@${exchange}`
}

/** Returns the security type in orders and executions. IBKR calls combos bags. */
export function getSecType({ legs }: Instrument): string {
  return legs === undefined ? 'STK' : 'BAG'
}

/** Returns the quantity that is still to be traded. */
export function calculateRemainingQuantity(order: Order): number {
  return Math.round((order.quantity - order.filled) * 10_000) / 10_000
}

/** Formats the average fill price with at most four decimals. */
export function formatAveragePrice(order: Order): string {
  return String(Math.round(order.averagePrice * 10_000) / 10_000)
}

/** Formats `filled/remaining` while an order works, and the total when the order is filled. */
export function formatSizeAndFills(order: Order): string {
  return order.status === 'Filled' ? String(order.quantity) : `${order.filled}/${calculateRemainingQuantity(order)}`
}

/** Describes an order, such as `Buy 100 Limit 372.00 GTC`, and `Bought …` or `Sold …` when the order is filled. */
export function describeOrder(order: Order, withSymbol = false): string {
  const done = order.status === 'Filled'
  const verb = order.side === 'BUY' ? (done ? 'Bought' : 'Buy') : done ? 'Sold' : 'Sell'
  const what = withSymbol ? `${order.quantity} ${order.instrument.symbol}` : String(order.quantity)
  const price = order.price === undefined ? '' : ` ${order.price.toFixed(2)}`
  const stop = order.auxPrice === undefined ? '' : ` Stop ${order.auxPrice.toFixed(2)}`
  return `${verb} ${what} ${orderTypes[order.kind].shown}${price}${stop}${order.tif === 'DAY' ? ', Day' : ` ${order.tif}`}`
}

/** Formats a time in UTC as `YYMMDDHHmmss`. */
export function formatCompactTime(at: number): string {
  return new Date(at).toISOString().replace(/[-:T]/g, '').slice(2, 14)
}

/** Returns the changed keys with account and order id, undefined if nothing changed. */
function orderDelta(before: Order, order: Order): OrderView | undefined {
  const changed = changedKeys(before, order)
  if (Object.keys(changed).length === 0) return undefined
  const delta = { acct: order.accountId, orderId: order.id, ...changed }
  if (order.status !== 'Filled') return delta
  // Repeat price and time in force in the last frame of a filled order.
  const { timeInForce = '', price = '' } = buildOrderView(order)
  return { ...delta, timeInForce, price }
}

/** The part of an order that an update contains. */
type Part = 'identity' | 'whole' | 'delta'

/**
 * Returns the update that a subscription sends for an event: the whole order the first time it appears, later only
 * changes.
 */
export function buildOrderUpdate(event: OrderEvent, known: Set<number>): OrderView | undefined {
  return viewOf(event, partFor(event, known))
}

/**
 * Returns the update as JSON that is serialised once for all subscriptions. With `muted` it contains only ids, and the
 * order does not count as known.
 */
export function buildOrderUpdateText(event: OrderEvent, known: Set<number>, muted: boolean): string | undefined {
  const part = muted ? 'identity' : partFor(event, known)
  const texts = written.get(event) ?? new Map<Part, string | undefined>()
  if (!texts.has(part)) {
    const view = viewOf(event, part)
    texts.set(part, view === undefined ? undefined : JSON.stringify(view))
    written.set(event, texts)
  }
  return texts.get(part)
}

const written = new WeakMap<OrderEvent, Map<Part, string | undefined>>()

function partFor({ kind, order }: OrderEvent, known: Set<number>): Part {
  const first = !known.has(order.id)
  // Remove the id of a finished order, which does not change again.
  if (isDone(order)) known.delete(order.id)
  else known.add(order.id)
  if (kind === 'placeholder') return 'identity'
  return kind === 'full' || first ? 'whole' : 'delta'
}

function viewOf(event: OrderEvent, part: Part): OrderView | undefined {
  if (part === 'identity') return buildOrderIdentity(event.order)
  return part === 'delta' && event.kind === 'delta'
    ? orderDelta(event.before, event.order)
    : buildOrderView(event.order)
}
