import { type Quote, roundToCents } from '../market/market.ts'
import type { Order, OrderDraft } from './order.ts'
import { getTriggerPrice, hasTrigger, orderTypes } from './order-types.ts'

/**
 * Returns the price at which an order would trade now, undefined while the order has to wait. Orders on close wait for
 * the closing auction.
 */
export function calculateTradePrice(order: OrderDraft, quote: Quote): number | undefined {
  const opposite = order.side === 'BUY' ? quote.ask : quote.bid
  switch (order.kind) {
    case 'MKT':
    case 'STP':
    case 'MIT':
    case 'TRAIL':
      return opposite
    case 'MIDPRICE': {
      const middle = midpoint(order.side, quote)
      return order.price === undefined || isWithin(order, middle, order.price) ? middle : undefined
    }
    case 'LMT':
    case 'STOP_LIMIT':
    case 'LIT':
    case 'TRAILLMT':
      return isWithin(order, opposite, order.price ?? 0) ? opposite : undefined
    case 'MOC':
    case 'LOC':
      return undefined
  }
}

/** Reports whether the trigger price is reached. A stop waits for a worse price, a touch order for a better one. */
export function isOrderTriggered(order: OrderDraft, quote: Quote): boolean {
  const trigger = getTriggerPrice(order)
  if (trigger === undefined) return true
  const rises = (order.side === 'BUY') === (orderTypes[order.kind].trigger === 'stop')
  return rises ? quote.last >= trigger : quote.last <= trigger
}

/** Returns the new prices of a trailing stop after a favourable move, undefined if they do not change. */
export function updateTrailingPrices(order: OrderDraft, quote: Quote): Pick<Order, 'price' | 'auxPrice'> | undefined {
  const stop = getTriggerPrice(order)
  const next = calculateTrailingStop(order, quote)
  if (next === undefined || stop === undefined) return undefined
  if (order.side === 'BUY' ? next >= stop : next <= stop) return undefined
  return moveTrailingStop(order, next)
}

/** Returns the prices of a trailing stop with another stop price. The limit of a TRAILLMT keeps its distance. */
export function moveTrailingStop(order: OrderDraft, stop: number): Pick<Order, 'price' | 'auxPrice'> {
  if (order.kind === 'TRAIL') return { price: stop, auxPrice: undefined }
  return { price: roundToCents((order.price ?? 0) + stop - (order.auxPrice ?? stop)), auxPrice: stop }
}

/** Calculates the initial stop price of a trailing stop without a price, from its distance to the last price. */
export function calculateTrailingStop(
  { side, trailing }: Pick<OrderDraft, 'side' | 'trailing'>,
  quote: Quote,
): number | undefined {
  if (trailing === undefined) return undefined
  const distance = trailing.unit === '%' ? (quote.last * trailing.amount) / 100 : trailing.amount
  return roundToCents(side === 'BUY' ? quote.last + distance : quote.last - distance)
}

/** Reports whether an order has a trigger price that was not reached yet. */
export function waitsForTrigger(order: Order): boolean {
  return hasTrigger(order) && !order.elected
}

/**
 * Calculates the commission with fixed pricing of US stocks: half a cent per share, at least one dollar on the first
 * execution of an order.
 */
export function calculateCommission(quantity: number, first: boolean): number {
  return Math.round(Math.max(quantity * 0.005, first ? 1 : 0.01) * 100) / 100
}

function isWithin({ side }: OrderDraft, price: number, limit: number): boolean {
  return side === 'BUY' ? price <= limit : price >= limit
}

/** Calculates the middle of bid and ask. Half cents are rounded in favour of the other side. */
function midpoint(side: 'BUY' | 'SELL', { bid, ask }: Quote): number {
  const middle = Math.round((bid + ask) * 100) / 2
  return (side === 'BUY' ? Math.floor(middle) : Math.ceil(middle)) / 100
}
