import type { OrderTicket } from '../../../../shared/contract/schemas.ts'
import type { QuoteView } from '../../../../shared/contract/ticket-views.ts'
import { ordersOfTicket } from '../../../../shared/domain/attached-orders.ts'
import { countDecimals, formatNumber, groupDigits, padDecimals } from '../../../../shared/domain/format-number.ts'
import { decimalsOf, type IncrementRule, incrementAt } from '../../../../shared/domain/price-increments.ts'

/** Formats a price, or the digits of one. */
export type FormatPrice = (price: number | string) => string

interface ReviewedPrices<Quote> {
  readonly order: OrderTicket
  /** The order before a change, whose prices the review shows too. */
  readonly before?: OrderTicket | undefined
  readonly increments?: readonly IncrementRule[] | undefined
  readonly quote?: Quote | undefined
}

/**
 * Returns the format of all prices of one review, and its quote in this format, so that prices can be compared digit by
 * digit. They have the decimals of the contract's increments, or of a more exact price. Nothing is rounded.
 */
export function reviewPrices<Quote extends Pick<QuoteView, 'bid' | 'ask' | 'last'>>({
  order,
  before,
  increments = [],
  quote,
}: ReviewedPrices<Quote>): { readonly format: FormatPrice; readonly quote: Quote | undefined } {
  const orders = [order, before].flatMap((each) => (each ? ordersOfTicket(each) : []))
  const entered = orders.flatMap(({ order: { price, auxPrice } }) => [price, auxPrice]).filter(isNumber)
  const quoted = [quote?.bid, quote?.ask, quote?.last].filter((price) => price !== undefined)
  const decimals = Math.max(
    0,
    ...[...entered.map(formatNumber), ...quoted].map(countDecimals),
    ...entered.map((price) => decimalsOf(incrementAt(increments, price) ?? 1)),
  )
  const format: FormatPrice = (price) =>
    padDecimals(typeof price === 'string' ? groupDigits(price) : formatNumber(price), decimals)
  if (quote === undefined) return { format, quote }
  // Without groups, because the prices of a quote are also read as numbers.
  const pad = (name: 'bid' | 'ask' | 'last') => {
    const price = quote[name]
    return price === undefined ? {} : { [name]: padDecimals(price, decimals) }
  }
  return { format, quote: { ...quote, ...pad('bid'), ...pad('ask'), ...pad('last') } }
}

const isNumber = (value: number | undefined): value is number => value !== undefined
