import { tapeExchange } from '../market/instruments.ts'
import type { Order, OrderKind, OrderStatus } from './order.ts'

/** An order in the shape of the live orders call and the `sor` topic. */
export type OrderView = Readonly<Record<string, string | number>>

const typeNames: Readonly<Record<OrderKind, readonly [shown: string, original: string]>> = {
  LMT: ['Limit', 'LIMIT'],
  MKT: ['Market', 'MARKET'],
  STP: ['Stop', 'STOP'],
  STOP_LIMIT: ['Stop Limit', 'STOP_LIMIT'],
}

/** Background and foreground colour of each status. */
export const statusColours: Readonly<Record<OrderStatus, readonly [background: string, foreground: string]>> = {
  Inactive: ['#AFAFAF', '#000000'],
  PendingSubmit: ['#FFFFFF', '#3399CC'],
  PreSubmitted: ['#FFFFFF', '#0000CC'],
  Submitted: ['#000000', '#00F000'],
  Filled: ['#FFFFFF', '#000000'],
  PendingCancel: ['#FFFFFF', '#CC6600'],
  Cancelled: ['#FFFFFF', '#CC0000'],
}

/** Full object. */
export function orderView(order: Order): OrderView {
  const { instrument } = order
  const [orderType, origOrderType] = typeNames[order.kind]
  const [bgColor, fgColor] = statusColours[order.status]
  return {
    ...identity(order),
    account: order.accountId,
    cashCcy: 'USD',
    sizeAndFills: sizeAndFills(order),
    orderDesc: describeOrder(order),
    description1: instrument.symbol,
    ticker: instrument.symbol,
    secType: 'STK',
    listingExchange: tapeExchange(instrument),
    remainingQuantity: remaining(order),
    filledQuantity: order.filled,
    totalSize: order.quantity,
    companyName: instrument.companyName,
    status: order.status,
    order_ccp_status: order.status,
    origOrderType,
    supportsTaxOpt: '1',
    lastExecutionTime: compactTime(order.lastExecutionAt),
    lastExecutionTime_r: order.lastExecutionAt,
    orderType,
    ...(order.clientOrderId === undefined ? {} : { order_ref: order.clientOrderId }),
    side: order.side,
    // DAY reads CLOSE on the wire.
    timeInForce: order.tif === 'DAY' ? 'CLOSE' : order.tif,
    price: order.price === undefined ? '' : order.price.toFixed(2),
    ...(order.auxPrice === undefined ? {} : { auxPrice: order.auxPrice.toFixed(2) }),
    ...(order.filled === 0 ? {} : { avgPrice: averagePrice(order) }),
    bgColor,
    fgColor,
    isEventTrading: '0',
  }
}

/** The keys that every frame about an order carries, and all that a placeholder holds. */
export function identity(order: Order): OrderView {
  const { conid } = order.instrument
  return { acct: order.accountId, conidex: String(conid), conid, orderId: order.id, isEventTrading: '0' }
}

/** Quantity still to trade. */
export function remaining(order: Order): number {
  return Math.round((order.quantity - order.filled) * 10_000) / 10_000
}

/** Average fill price as text, at most four decimals. */
export function averagePrice(order: Order): string {
  return String(Math.round(order.averagePrice * 10_000) / 10_000)
}

/** `filled/remaining` while an order works, the bare total when it is filled. */
export function sizeAndFills(order: Order): string {
  return order.status === 'Filled' ? String(order.quantity) : `${order.filled}/${remaining(order)}`
}

/** `Buy 100 Limit 372.00 GTC`, and `Bought …` or `Sold …` once filled. */
export function describeOrder(order: Order, withSymbol = false): string {
  const done = order.status === 'Filled'
  const verb = order.side === 'BUY' ? (done ? 'Bought' : 'Buy') : done ? 'Sold' : 'Sell'
  const what = withSymbol ? `${order.quantity} ${order.instrument.symbol}` : String(order.quantity)
  const price = order.price === undefined ? '' : ` ${order.price.toFixed(2)}`
  const stop = order.auxPrice === undefined ? '' : ` Stop ${order.auxPrice.toFixed(2)}`
  return `${verb} ${what} ${typeNames[order.kind][0]}${price}${stop}${order.tif === 'DAY' ? ', Day' : ` ${order.tif}`}`
}

/** `YYMMDDHHmmss` in UTC. */
export function compactTime(at: number): string {
  return new Date(at).toISOString().replace(/[-:T]/g, '').slice(2, 14)
}
