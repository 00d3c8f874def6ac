import { calculateValue } from '../contracts/contract.ts'
import { getUsdValue } from '../contracts/currencies.ts'
import { roundToTick } from '../contracts/price-increments.ts'
import type { Instrument } from '../market/instruments.ts'
import { roundToCents } from '../market/market.ts'
import type { Quote } from '../market/quote.ts'
import type { Order, OrderDraft } from './order.ts'
import { getTriggerPrice, hasTrigger, orderTypes } from './order-types.ts'

/**
 * Returns the price at which an order would trade now, undefined while the order has to wait or trading is halted. Orders
 * on close wait for the closing auction.
 */
export function calculateTradePrice(order: OrderDraft, quote: Quote): number | undefined {
  if (quote.isHalted) return undefined
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
  const price = roundToTick(order.instrument, (order.price ?? 0) + stop - (order.auxPrice ?? stop))
  return { price, auxPrice: stop }
}

/** Calculates the initial stop price of a trailing stop without a price, from its distance to the last price. */
export function calculateTrailingStop(
  { instrument, side, trailing }: Pick<OrderDraft, 'instrument' | 'side' | 'trailing'>,
  quote: Quote,
): number | undefined {
  if (trailing === undefined) return undefined
  const distance = trailing.unit === '%' ? (quote.last * trailing.amount) / 100 : trailing.amount
  return roundToTick(instrument, side === 'BUY' ? quote.last + distance : quote.last - distance)
}

/** Reports whether an order has a trigger price that was not reached yet. */
export function waitsForTrigger(order: Order): boolean {
  return hasTrigger(order) && !order.elected
}

/** Commission per contract or share, or as a share of the value, and the minimum of an order. */
interface CommissionRate {
  readonly perUnit?: number
  readonly ofValue?: number
  readonly least: number
  /** Currency of `least`. Default: that of the contract. */
  readonly leastCurrency?: 'USD'
}

/**
 * Commission rates in the currency of the contract: IBKR's fixed pricing of US stocks, and rates of the same order for
 * all others. Currency pairs have one minimum in USD, because a unit of their currencies may be worth a cent.
 */
const commissionRates: Readonly<Record<'usStock' | 'foreignStock' | 'option' | 'future' | 'currency', CommissionRate>> =
  {
    usStock: { perUnit: 0.005, least: 1 },
    foreignStock: { ofValue: 0.0005, least: 3 },
    option: { perUnit: 0.65, least: 1 },
    future: { perUnit: 2.25, least: 0 },
    currency: { ofValue: 0.00002, least: 2, leastCurrency: 'USD' },
  }

function commissionRateOf({ secType, currency }: Instrument): CommissionRate {
  switch (secType) {
    case 'OPT':
      return commissionRates.option
    case 'FUT':
    case 'FOP':
      return commissionRates.future
    case 'CASH':
      return commissionRates.currency
    default:
      return currency === 'USD' ? commissionRates.usStock : commissionRates.foreignStock
  }
}

/**
 * Calculates the commission of an execution in the currency of the contract. The minimum is that of the whole order: an
 * execution costs what its order costs more than before.
 * @param filled quantity of the order that was filled before
 */
export function calculateCommission(instrument: Instrument, quantity: number, price: number, filled: number): number {
  const before = filled === 0 ? 0 : commissionOfOrder(instrument, filled, price)
  return roundToCents(commissionOfOrder(instrument, filled + quantity, price) - before)
}

function commissionOfOrder(instrument: Instrument, quantity: number, price: number): number {
  const { perUnit = 0, ofValue = 0, least, leastCurrency } = commissionRateOf(instrument)
  const amount = quantity * perUnit + Math.abs(calculateValue(instrument, quantity, price)) * ofValue
  return roundToCents(Math.max(amount, leastCurrency === undefined ? least : least / getUsdValue(instrument.currency)))
}

function isWithin({ side }: OrderDraft, price: number, limit: number): boolean {
  return side === 'BUY' ? price <= limit : price >= limit
}

/** Calculates the middle of bid and ask. Half cents are rounded in favour of the other side. */
function midpoint(side: 'BUY' | 'SELL', { bid, ask }: Quote): number {
  const middle = Math.round((bid + ask) * 100) / 2
  return (side === 'BUY' ? Math.floor(middle) : Math.ceil(middle)) / 100
}
