import { findDefaultVenue } from '../contracts/contract.ts'
import {
  describeContract,
  formatConidex,
  getDetails,
  getListingExchange,
  getTitle,
} from '../contracts/describe-contract.ts'
import { countTickDecimals, formatPrice } from '../contracts/price-increments.ts'
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
  ['conidex', (order) => formatConidex(order.instrument, order.exchange)],
  ['conid', (order) => order.instrument.conid],
  ['orderId', (order) => order.id],
  ['account', (order) => order.accountId],
  ['cashCcy', (order) => order.instrument.currency],
  ['sizeAndFills', formatSizeAndFills],
  ['orderDesc', (order) => describeOrder(order)],
  ['description1', (order) => getTitle(order.instrument)],
  ['description2', (order) => getDetails(order.instrument)],
  ['ticker', (order) => order.instrument.symbol],
  ['secType', (order) => order.instrument.secType],
  ['listingExchange', (order) => getListingExchange(order.instrument)],
  ['remainingQuantity', (order) => getFillSizes(order).remaining],
  ['filledQuantity', (order) => getFillSizes(order).filled],
  ['totalSize', (order) => order.quantity],
  ['totalCashSize', (order) => order.cashQuantity],
  ['companyName', (order) => order.instrument.companyName],
  ['status', (order) => order.status],
  ['order_ccp_status', ({ isExercise, status }) => (isExercise && status === 'Inactive' ? 'Pending Submit' : status)],
  ['order_cancellation_by_system_reason', (order) => order.cancelReason],
  ['origOrderType', (order) => (order.isExercise ? undefined : orderTypes[order.kind].original)],
  ['supportsTaxOpt', () => '1'],
  ['lastExecutionTime', (order) => formatCompactTime(order.lastExecutionAt)],
  ['lastExecutionTime_r', (order) => order.lastExecutionAt],
  ['orderType', (order) => (order.isExercise ? undefined : orderTypes[order.kind].shown)],
  ['order_ref', (order) => order.clientOrderId],
  ['side', (order) => (order.isExercise ? 'EXER' : order.side)],
  // Report DAY as CLOSE, like IBKR.
  ['timeInForce', (order) => (order.isExercise ? undefined : order.tif === 'DAY' ? 'CLOSE' : order.tif)],
  ['price', readLimitPrice],
  ['auxPrice', (order) => formatOptionalPrice(order, getTriggerPrice(order))],
  ['stop_price', (order) => (hasTrigger(order) ? '' : undefined)],
  ['avgPrice', (order) => (order.filled === 0 || order.isExercise ? undefined : formatAveragePrice(order))],
  ['exchange', ({ exchange, instrument }) => exchange ?? findDefaultVenue(instrument)],
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
  return {
    acct: order.accountId,
    conidex: formatConidex(order.instrument, order.exchange),
    conid,
    orderId: order.id,
    isEventTrading: '0',
  }
}

/** Formats a price that an order may not have, with the decimals of its contract. */
export function formatOptionalPrice({ instrument }: Order, price: number | undefined): string | undefined {
  return price === undefined ? undefined : formatPrice(instrument, price)
}

function readLimitPrice(order: Order): string | undefined {
  if (order.isExercise) return undefined
  return hasTrigger(order) && !isLimit(order) ? '' : (formatOptionalPrice(order, order.price) ?? '')
}

/** Returns the quantity that is still to be traded, in units of the contract. */
export function calculateRemainingQuantity(order: Order): number {
  return Math.round((order.quantity - order.filled) * 10_000) / 10_000
}

/** The filled part of an order and the rest. */
interface FillSizes {
  readonly filled: number
  readonly remaining: number
  /** Currency of the amounts, undefined for units of the contract. */
  readonly currency: string | undefined
}

/**
 * Returns the sizes of the fills as the order list shows them: for a currency pair that was ordered by cash quantity in
 * money, truncated to cents, otherwise in units of the contract.
 */
export function getFillSizes(order: Order): FillSizes {
  const { filled, averagePrice, cashQuantity, instrument, status } = order
  if (cashQuantity === undefined || instrument.secType !== 'CASH')
    return { filled, remaining: calculateRemainingQuantity(order), currency: undefined }
  const paid = Math.floor(filled * averagePrice * 100 + 1e-6) / 100
  const left = Math.max(0, Math.round((cashQuantity - paid) * 100) / 100)
  return { filled: paid, remaining: status === 'Filled' ? 0 : left, currency: instrument.currency }
}

/** Formats the average fill price with at most four decimals, or those of the tick size. */
export function formatAveragePrice({ averagePrice, instrument }: Order): string {
  const scale = 10 ** Math.max(4, countTickDecimals(instrument))
  return String(Math.round(averagePrice * scale) / scale)
}

/**
 * Formats `filled/remaining` while an order works, and the total when the order is filled. An amount of money is
 * abbreviated and has its currency.
 */
export function formatSizeAndFills(order: Order): string {
  const { filled, remaining, currency } = getFillSizes(order)
  if (currency === undefined) return order.status === 'Filled' ? String(order.quantity) : `${filled}/${remaining}`
  const total = abbreviateAmount(filled)
  return `${order.status === 'Filled' ? total : `${total}/${abbreviateAmount(remaining)}`} ${currency}`
}

/** Abbreviates an amount as IBKR does: 2499.99 becomes `2.4K`. */
function abbreviateAmount(amount: number): string {
  const truncated = (unit: number) => String(Math.floor((amount / unit) * 10) / 10)
  if (amount >= 1e6) return `${truncated(1e6)}M`
  return amount >= 1e3 ? `${truncated(1e3)}K` : String(amount)
}

/** Describes an order, such as `Buy 100 Limit 372.00 GTC`, and `Bought …` or `Sold …` when the order is filled. */
export function describeOrder(order: Order, withContract = false): string {
  const done = order.status === 'Filled'
  const verb = order.side === 'BUY' ? (done ? 'Bought' : 'Buy') : done ? 'Sold' : 'Sell'
  const what = withContract ? `${order.quantity} ${describeContract(order.instrument)}` : String(order.quantity)
  const tif = order.tif === 'DAY' ? ', Day' : ` ${order.tif}`
  if (order.isExercise) return `EXERCISE ${what}${tif}`
  const price = order.price === undefined ? '' : ` ${formatPrice(order.instrument, order.price)}`
  const stop = order.auxPrice === undefined ? '' : ` Stop ${formatPrice(order.instrument, order.auxPrice)}`
  return `${verb} ${what} ${orderTypes[order.kind].shown}${price}${stop}${tif}`
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
  if (order.status !== 'Filled' || order.isExercise) return delta
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
