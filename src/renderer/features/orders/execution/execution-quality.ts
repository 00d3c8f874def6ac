import { midOf, type OrderQuote } from '../../../../shared/domain/order-quote.ts'
import type { Order, OrderTransition } from '../../../../shared/domain/orders.ts'
import type { Trade } from '../../../../shared/domain/trade.ts'

/** One execution with the quote that was known when it was received. */
export interface Fill {
  readonly id: string
  readonly at: number
  readonly quantity: number
  readonly price: number
  readonly commission: number | undefined
  readonly quote: OrderQuote | undefined
}

/** The price at which an order arrived, and where it comes from. */
export type ArrivalPrice =
  | { readonly kind: 'quote'; readonly price: number; readonly of: 'mid' | 'last'; readonly at: number }
  | { readonly kind: 'history'; readonly price: number; readonly at: number; readonly barMs: number }
  | { readonly kind: 'unknown'; readonly reason: string }

/** Longest bar whose first price is near enough to the arrival, in ms. */
const MAX_ARRIVAL_BAR_MS = 5 * 60_000

/** Returns the executions of an order, oldest first, each with the quote of its fill. */
export function listFills(trades: readonly Trade[], quotes: readonly OrderQuote[]): readonly Fill[] {
  const complete = trades.flatMap(({ executionId, time, quantity, price, commission }) => {
    const [value, cost] = [Number(price), commission === undefined ? undefined : Number(commission)]
    if (time === undefined || quantity === undefined || !Number.isFinite(value)) return []
    return [{ id: executionId, at: time, quantity, price: value, commission: Number.isFinite(cost) ? cost : undefined }]
  })
  const ofFills = quotes.filter(({ kind }) => kind === 'fill')
  let filled = 0
  return complete
    .toSorted((one, other) => one.at - other.at)
    .map((fill) => {
      const before = filled
      filled += fill.quantity
      // A fill that the order reported reaches at least to its own quantity, and began before it.
      const index = ofFills.findIndex((quote) => (quote.filled ?? 0) >= filled)
      const start = ofFills[index - 1]?.filled ?? 0
      return { ...fill, quote: index >= 0 && start <= before ? ofFills[index] : undefined }
    })
}

/** Returns the average price of an order: of its executions if they are complete, otherwise as IBKR reports it. */
export function averagePriceOf(
  order: Pick<Order, 'filled' | 'averagePrice'>,
  fills: readonly Fill[],
): number | undefined {
  const quantity = fills.reduce((sum, fill) => sum + fill.quantity, 0)
  if (quantity > 0 && quantity === order.filled)
    return fills.reduce((sum, fill) => sum + fill.price * fill.quantity, 0) / quantity
  const reported = Number(order.averagePrice?.replaceAll(',', ''))
  return Number.isFinite(reported) && reported > 0 ? reported : undefined
}

/** First prices of bars. */
interface Bars {
  readonly barMs: number
  readonly bars: readonly { readonly at: number; readonly open: number }[]
}

/**
 * Determines the arrival price: the quote that was recorded when the order was sent, otherwise the first price of the
 * bar in which it was placed.
 */
export function arrivalPriceOf(
  quotes: readonly OrderQuote[],
  placedAt: number | undefined,
  history: Bars | undefined,
): ArrivalPrice {
  const quote = quotes.find(({ kind }) => kind === 'arrival')
  if (quote) {
    const mid = midOf(quote)
    if (mid !== undefined) return { kind: 'quote', price: mid, of: 'mid', at: quote.at }
    if (quote.last !== undefined) return { kind: 'quote', price: quote.last, of: 'last', at: quote.at }
  }
  if (placedAt === undefined) return { kind: 'unknown', reason: 'The time of placing is unknown.' }
  if (history === undefined) return { kind: 'unknown', reason: 'No quote was known when the order was sent.' }
  const { barMs, bars } = history
  if (barMs > MAX_ARRIVAL_BAR_MS)
    return {
      kind: 'unknown',
      reason: 'No quote was known when the order was sent, and the history has only longer bars.',
    }
  const bar = bars.find(({ at }) => at <= placedAt && placedAt < at + barMs)
  return bar
    ? { kind: 'history', price: bar.open, at: bar.at, barMs }
    : { kind: 'unknown', reason: 'Neither a quote nor a price in the history is known for the time of placing.' }
}

/** How much worse a price is than a reference, positive for a cost, with its basis points. */
export interface PriceCost {
  readonly amount: number
  readonly basisPoints: number
}

export function costAgainst(side: Order['side'], price: number, reference: number): PriceCost {
  const amount = side === 'BUY' ? price - reference : reference - price
  return { amount, basisPoints: (amount / reference) * 10_000 }
}

/** The average cost against the mid of the fills whose spread is known, weighted by quantity. */
export function costAgainstSpread(
  side: Order['side'],
  fills: readonly Fill[],
): (PriceCost & { readonly count: number }) | undefined {
  let [quantity, amount, reference, count] = [0, 0, 0, 0]
  for (const fill of fills) {
    const mid = fill.quote && midOf(fill.quote)
    if (mid === undefined) continue
    quantity += fill.quantity
    amount += costAgainst(side, fill.price, mid).amount * fill.quantity
    reference += mid * fill.quantity
    count += 1
  }
  if (count === 0) return undefined
  return { amount: amount / quantity, basisPoints: (amount / reference) * 10_000, count }
}

/** Returns the sum of the known commissions and the number of fills without one. */
export function commissionOf(fills: readonly Fill[]): { readonly sum: number; readonly pending: number } {
  const known = fills.flatMap(({ commission }) => commission ?? [])
  return { sum: known.reduce((sum, value) => sum + value, 0), pending: fills.length - known.length }
}

/** Returns the fills as the transitions report them, for a day whose executions IBKR no longer lists. */
export function fillsOfTransitions(
  transitions: readonly OrderTransition[],
): readonly Pick<Fill, 'at' | 'quantity' | 'price'>[] {
  return transitions.flatMap(({ at, filled, averagePrice }, index) => {
    const quantity = filled - (transitions[index - 1]?.filled ?? 0)
    const price = Number(averagePrice?.replaceAll(',', ''))
    return quantity > 0 && price > 0 ? [{ at, quantity, price }] : []
  })
}
