import type { Quote } from '../market/market.ts'
import { isStop, type Order } from './order.ts'

/** The price at which an order would trade now, or undefined while it has to wait. */
export function tradePrice(order: Order, quote: Quote): number | undefined {
  const opposite = order.side === 'BUY' ? quote.ask : quote.bid
  if (order.kind === 'MKT' || order.kind === 'STP') return opposite
  const limit = order.price ?? 0
  const marketable = order.side === 'BUY' ? opposite <= limit : opposite >= limit
  return marketable ? opposite : undefined
}

/** True when a stop's trigger price is reached. */
export function isTriggered(order: Order, quote: Quote): boolean {
  if (!isStop(order)) return true
  const stop = (order.kind === 'STP' ? order.price : order.auxPrice) ?? 0
  return order.side === 'BUY' ? quote.last >= stop : quote.last <= stop
}

/** Fixed pricing of US stocks: half a cent a share, one dollar at least on the first execution of an order. */
export function commissionOf(quantity: number, first: boolean): number {
  return Math.round(Math.max(quantity * 0.005, first ? 1 : 0.01) * 100) / 100
}
