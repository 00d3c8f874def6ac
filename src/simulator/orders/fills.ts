import type { Market } from '../market/market.ts'
import type { Order } from './order.ts'

/** What a fill of an order moves: one instrument, or every leg of a combo. */
export interface FillPart {
  /** The order itself, or the same order seen from one leg. */
  readonly order: Order
  readonly quantity: number
  readonly price: number
}

/** Takes a fill apart. The legs of a combo trade at their own bid or ask, which add up to its price. */
export function fillParts(order: Order, quantity: number, price: number, market: Market): readonly FillPart[] {
  const { legs } = order.instrument
  if (legs === undefined) return [{ order, quantity, price }]
  return legs.map(({ instrument, ratio }) => {
    const size = Math.abs(ratio)
    const side = ratio > 0 === (order.side === 'BUY') ? 'BUY' : 'SELL'
    const { ask, bid } = market.quote(instrument)
    const seen = { ...order, instrument, side, quantity: order.quantity * size, filled: order.filled * size } as const
    return { order: seen, quantity: quantity * size, price: side === 'BUY' ? ask : bid }
  })
}
