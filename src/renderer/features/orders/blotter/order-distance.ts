import { isWorking, type Order } from '../../../../shared/domain/orders.ts'
import {
  countIncrements,
  decimalsOf,
  type IncrementRule,
  incrementAt,
} from '../../../../shared/domain/price-increments.ts'
import { type LiveQuote, priceOfQuote } from '../../../../shared/domain/quote.ts'
import { numberIn } from '../../../ui/grid/grid-column.ts'

/** Distance of the last price from the price at which an order may fill or trigger. */
export interface OrderDistance {
  readonly target: 'limit' | 'stop'
  /** Price of the order, as IBKR sent it. */
  readonly price: string
  /** Distance in the currency of the contract. Negative if the last price is beyond the price of the order. */
  readonly amount: number
  /** Distance in percent of the last price. */
  readonly percent: number
  /** Distance in price increments; undefined while the increments are unknown. */
  readonly ticks: number | undefined
  readonly decimals: number
}

/** These order types trigger when a limit order would fill: a buy order below the market, a sell order above it. */
const IF_TOUCHED = /touched|^(?:MIT|LIT)$/i

/** Returns the distance of a working order; undefined if a price is missing. */
export function distanceOf(
  order: Order,
  quote: LiveQuote | undefined,
  rules: readonly IncrementRule[] = [],
): OrderDistance | undefined {
  const last = priceOfQuote(quote?.last)
  const { stopPrice, limitPrice, status, side, orderType } = order
  if (last === undefined || last === 0 || side === undefined || !isWorking(order)) return undefined
  // A triggered stop limit order works at its limit price.
  const target = stopPrice !== undefined && (limitPrice === undefined || status !== 'Submitted') ? 'stop' : 'limit'
  const price = target === 'stop' ? stopPrice : limitPrice
  const value = numberIn(price)
  if (price === undefined || value === undefined) return undefined
  const isBelow = (side === 'BUY') === (target === 'limit' || IF_TOUCHED.test(orderType))
  const amount = isBelow ? last - value : value - last
  const increment = incrementAt(rules, value)
  const digits = /\.(\d+)/.exec(price)?.[1]?.length ?? 0
  return {
    target,
    price,
    amount,
    percent: (amount / Math.abs(last)) * 100,
    ticks: countIncrements(rules, amount, value),
    decimals: Math.max(digits, increment === undefined ? 2 : decimalsOf(increment)),
  }
}

/** Unit of a distance column. */
export type DistanceUnit = 'amount' | 'percent' | 'ticks'

export function distanceText(distance: OrderDistance | undefined, unit: DistanceUnit): string {
  if (distance === undefined) return ''
  const { amount, percent, ticks, decimals } = distance
  if (unit === 'ticks') return ticks === undefined ? '' : formatDecimals(ticks, 0)
  if (unit === 'percent') return `${percent.toFixed(2)}%`
  return formatDecimals(amount, decimals)
}

/** Number formats by number of decimals, cached because their creation is slow. */
const FORMATS = new Map<number, Intl.NumberFormat>()

function formatDecimals(value: number, decimals: number): string {
  let format = FORMATS.get(decimals)
  if (format === undefined) {
    format = new Intl.NumberFormat('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
    FORMATS.set(decimals, format)
  }
  return format.format(value)
}

/** Describes a distance in its currency, in percent and in ticks. */
export function describeDistance(distance: OrderDistance | undefined): string | undefined {
  if (distance === undefined) return undefined
  const { target, price, amount, ticks } = distance
  const sizes = [distanceText(distance, 'amount'), distanceText(distance, 'percent')]
  if (ticks !== undefined) sizes.push(`${distanceText(distance, 'ticks')} ticks`)
  return `${sizes.join(', ')} from last to ${target} ${price}${amount < 0 ? ': the market is beyond it' : ''}`
}
