import type { ConsoleOrder, ConsoleOrderTransition } from '../../../../shared/domain/console-orders.ts'
import { midOf, type OrderQuote } from '../../../../shared/domain/order-quote.ts'
import type { Side } from '../../../../shared/domain/orders.ts'
import type { Trade } from '../../../../shared/domain/trade.ts'

/** Execution with the quote at the time of the fill. */
export interface Fill {
  readonly id: string
  readonly at: number
  readonly quantity: number
  readonly price: number
  readonly commission: number | undefined
  readonly quote: OrderQuote | undefined
}

/** Arrival price of an order, with its source. */
export type ArrivalPrice =
  | {
      readonly kind: 'quote'
      readonly price: number
      readonly of: 'mid' | 'last'
      readonly at: number
      /** Age of the quote in ms when the order was sent; undefined for the current one. */
      readonly age: number | undefined
    }
  | { readonly kind: 'history'; readonly price: number; readonly at: number; readonly barMs: number }
  | { readonly kind: 'unknown'; readonly reason: string }

/** Maximum length in ms of a bar whose first price is used as the arrival price. */
const MAX_ARRIVAL_BAR_MS = 5 * 60_000

/** Returns the executions of an order, oldest first, each with its quote. */
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
      // A reported fill may combine several executions. Its quote belongs to all of them.
      const index = ofFills.findIndex((quote) => (quote.filled ?? 0) >= filled)
      const start = ofFills[index - 1]?.filled ?? 0
      return { ...fill, quote: index >= 0 && start <= before ? ofFills[index] : undefined }
    })
}

/** Returns the average price of an order. Uses IBKR's value if executions are missing. */
export function averagePriceOf(
  order: Pick<ConsoleOrder, 'filled' | 'averagePrice'>,
  fills: readonly Fill[],
): number | undefined {
  const quantity = fills.reduce((sum, fill) => sum + fill.quantity, 0)
  if (quantity > 0 && quantity === order.filled)
    return fills.reduce((sum, fill) => sum + fill.price * fill.quantity, 0) / quantity
  const reported = Number(order.averagePrice?.replaceAll(',', ''))
  return Number.isFinite(reported) && reported > 0 ? reported : undefined
}

/** First price of each bar. */
interface Bars {
  readonly barMs: number
  readonly bars: readonly { readonly at: number; readonly open: number }[]
}

/** Returns the arrival price: the recorded quote, or the first price of the bar in which the order was placed. */
export function arrivalPriceOf(
  quotes: readonly OrderQuote[],
  placedAt: number | undefined,
  history: Bars | undefined,
): ArrivalPrice {
  const quote = quotes.find(({ kind }) => kind === 'arrival')
  if (quote) {
    const { at, age, last } = quote
    const mid = midOf(quote)
    if (mid !== undefined) return { kind: 'quote', price: mid, of: 'mid', at, age }
    if (last !== undefined) return { kind: 'quote', price: last, of: 'last', at, age }
  }
  if (placedAt === undefined) return { kind: 'unknown', reason: 'The time at which the order was placed is unknown.' }
  if (history === undefined) return { kind: 'unknown', reason: 'No quote was recorded when the order was sent.' }
  const { barMs, bars } = history
  if (barMs > MAX_ARRIVAL_BAR_MS)
    return {
      kind: 'unknown',
      reason: 'No quote was recorded when the order was sent, and the bars of the price history are too long.',
    }
  const bar = bars.find(({ at }) => at <= placedAt && placedAt < at + barMs)
  return bar
    ? { kind: 'history', price: bar.open, at: bar.at, barMs }
    : {
        kind: 'unknown',
        reason: 'No quote was recorded when the order was sent, and the price history has no bar for this time.',
      }
}

/** Difference between a price and a reference. Positive values are a cost. */
export interface PriceCost {
  readonly amount: number
  readonly basisPoints: number
}

export function costAgainst(side: Side, price: number, reference: number): PriceCost {
  const amount = side === 'BUY' ? price - reference : reference - price
  return { amount, basisPoints: (amount / reference) * 10_000 }
}

/** Returns the average cost against the mid, weighted by quantity. */
export function costAgainstSpread(
  side: Side,
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

/** Returns the sum of the known commissions, and the number of fills without a commission. */
export function commissionOf(fills: readonly Fill[]): { readonly sum: number; readonly pending: number } {
  const known = fills.flatMap(({ commission }) => commission ?? [])
  return { sum: known.reduce((sum, value) => sum + value, 0), pending: fills.length - known.length }
}

/**
 * Returns the fills from the timeline, because IBKR lists only the executions of the current day. `earlier`: number of
 * transitions before these, whose fills have no time here.
 */
export function fillsOfTransitions(
  transitions: readonly ConsoleOrderTransition[],
  earlier: number,
): readonly Pick<Fill, 'at' | 'quantity' | 'price'>[] {
  return transitions.flatMap(({ at, filled, averagePrice }, index) => {
    if (index === 0 && earlier > 0) return []
    const quantity = (filled ?? 0) - (transitions[index - 1]?.filled ?? 0)
    const price = Number(averagePrice?.replaceAll(',', ''))
    return quantity > 0 && price > 0 ? [{ at, quantity, price }] : []
  })
}
