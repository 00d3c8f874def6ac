import { formatNumber } from './format-number.ts'
import type { Order } from './orders.ts'
import { numberOf } from './read-value.ts'

/** The fields of an order that state its size. */
export type SizedOrder = Pick<
  Order,
  'quantity' | 'filled' | 'remaining' | 'cashQuantity' | 'cashCurrency' | 'filledCurrency' | 'averagePrice' | 'status'
>

/** The size of an order and its filled part, both in the same unit. */
export interface OrderSize {
  /** Undefined if it is unknown, or known only in another unit. */
  readonly total: number | undefined
  /** Undefined if it is unknown, or known only in another unit. */
  readonly filled: number | undefined
  readonly remaining: number | undefined
  /** Currency of the three amounts, undefined for units of the contract: shares, contracts, base currency. */
  readonly currency: string | undefined
  /** The filled part from 0 to 1. */
  readonly share: number
}

/**
 * Returns the progress of an order: in money if it was placed by cash quantity, otherwise in units of the contract. Fills
 * that IBKR reports in units are converted at their average price; if that is impossible, all amounts are in units. Pure.
 */
export function sizeOf(order: SizedOrder): OrderSize {
  const { quantity, filled, remaining, cashQuantity, cashCurrency, filledCurrency } = order
  if (filledCurrency !== undefined && filledCurrency !== cashCurrency)
    return size(order, { total: undefined, filled, remaining, currency: filledCurrency })
  if (cashQuantity === undefined) return size(order, { total: quantity, filled, remaining, currency: undefined })
  const paid = filledCurrency === undefined ? paidFor(order) : filled
  // Rows have no magnifier, so the price of a share in pence gives an amount that is 100 times too large.
  if (paid === undefined || paid > cashQuantity) {
    return size(order, { total: quantity, filled, remaining, currency: undefined })
  }
  const left = filledCurrency === undefined ? Math.max(0, roundCents(cashQuantity - paid)) : remaining
  return size(order, { total: cashQuantity, filled: paid, remaining: left, currency: cashCurrency })
}

function size({ status }: SizedOrder, amounts: Omit<OrderSize, 'share'>): OrderSize {
  const { total = 0, filled = 0 } = amounts
  return { ...amounts, share: status === 'Filled' ? 1 : total > 0 ? Math.min(filled / total, 1) : 0 }
}

/** Returns the amount that was paid for the fills, undefined if it is unknown. */
function paidFor({ filled, averagePrice }: SizedOrder): number | undefined {
  if (filled === undefined || filled === 0) return filled
  const price = numberOf(averagePrice)
  return price === undefined ? undefined : roundCents(filled * price)
}

const roundCents = (amount: number): number => Math.round(amount * 100) / 100

/** Reports whether the whole quantity of an order is filled. */
export const isFilled = (order: SizedOrder): boolean => {
  const { total, filled, currency } = sizeOf(order)
  if (order.status === 'Filled') return true
  // The last fill of a cash quantity may leave some cents.
  return currency === undefined && total !== undefined && total > 0 && filled !== undefined && filled >= total
}

/** The text for a quantity that no row has stated. */
const UNKNOWN_QUANTITY = 'unknown quantity'

/** Formats an amount with its currency, such as `2,500 CAD`. */
export const formatAmount = (amount: number | undefined, currency: string | undefined): string =>
  amount === undefined ? UNKNOWN_QUANTITY : [formatNumber(amount), currency].filter(Boolean).join(' ')

/** Reports whether an order was placed by cash quantity. */
export const isByCash = ({ cashQuantity }: Pick<Order, 'cashQuantity'>): boolean => cashQuantity !== undefined

/** The size that an order was placed with. */
type PlacedSize = { readonly [Name in keyof SizedOrder]?: SizedOrder[Name] | undefined }

/** Returns the amount that an order was placed with: money in `cashCurrency`, or units of the contract. */
export const placedAmount = ({ quantity, cashQuantity }: PlacedSize): number | undefined => cashQuantity ?? quantity

/** Formats the size of an order, such as `100` or `2,500 CAD`; `2,500 in cash` if the currency is unknown. */
export function formatSize({ quantity, cashQuantity, cashCurrency = 'in cash' }: PlacedSize): string {
  return cashQuantity === undefined ? formatAmount(quantity, undefined) : formatAmount(cashQuantity, cashCurrency)
}

/** Returns the currency that a pair such as `AUD.CAD` buys or sells; undefined for the name of another contract. */
export const pairBase = (contractName: string): string | undefined => /^([A-Z]{3})\.[A-Z]{3}$/.exec(contractName)?.[1]

/** Returns the currency in which a pair such as `AUD.CAD` is quoted; undefined for the name of another contract. */
export const pairCurrency = (contractName: string): string | undefined =>
  /^[A-Z]{3}\.([A-Z]{3})$/.exec(contractName)?.[1]

/**
 * Adds the contract to a size: `100 AAPL`. Of a currency pair, it states what is traded for what: `20,000 EUR for USD`,
 * `EUR for 2,500 USD`. The pair's name beside an amount would read as if that amount were bought.
 * @param size as `formatSize` and its relatives return it, also with the unit
 */
export function formatTrade(size: string, contractName: string): string {
  const [base, quote] = [pairBase(contractName), pairCurrency(contractName)]
  if (base === undefined || quote === undefined) return `${size} ${contractName}`
  if (size.endsWith(` ${quote}`) || size.endsWith(' in cash')) return `${base} for ${size}`
  return `${size.endsWith(` ${base}`) ? size : `${size} ${base}`} for ${quote}`
}

/** Formats the part of an order that is not filled, such as `100` or `0.01 CAD`. */
export function formatRemaining(order: SizedOrder): string {
  const { remaining, currency } = sizeOf(order)
  return formatAmount(remaining, currency)
}

/** Formats the filled part of an order, such as `50 of 100` or `2,499.99 of 2,500 CAD`. */
export function formatFilled(order: SizedOrder): string {
  const { total, filled, currency } = sizeOf(order)
  if (total === undefined) return formatAmount(filled, currency)
  return filled === undefined
    ? `unknown part of ${formatAmount(total, currency)}`
    : `${formatNumber(filled)} of ${formatAmount(total, currency)}`
}
