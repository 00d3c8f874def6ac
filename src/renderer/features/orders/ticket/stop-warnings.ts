import type { OrderTicket } from '../../../../shared/contract/schemas.ts'
import type { QuoteView } from '../../../../shared/contract/ticket-views.ts'
import { type NamedOrder, ordersOfTicket } from '../../../../shared/domain/attached-orders.ts'
import { formatNumber, groupDigitsIn } from '../../../../shared/domain/format-number.ts'
import { firstStopPrice, orderTypeInfo, type TicketOrderType } from '../../../../shared/domain/order-types.ts'
import type { Order } from '../../../../shared/domain/orders.ts'
import { marketDataKind, priceOfQuote } from '../../../../shared/domain/quote.ts'

type Quote = Pick<QuoteView, 'bid' | 'ask' | 'last' | 'availability'>

/** Types with a stop that must be on the far side of the market. An if-touched order is on the other side. */
const STOP_TYPES: ReadonlySet<TicketOrderType> = new Set(['STP', 'STOP_LIMIT', 'TRAIL', 'TRAILLMT'])

/**
 * Returns a sentence for each stop of a ticket that would trigger at once: a SELL stop above the bid, a BUY stop below
 * the ask. `quote`: that of the review. `parent`: the working order that a changed exit waits for.
 */
export function stopWarnings(
  ticket: OrderTicket,
  quote: Quote | undefined,
  parent?: Pick<Order, 'stopPrice'>,
  format: (price: number) => string = formatNumber,
): readonly string[] {
  if (quote === undefined) return []
  const orders = ordersOfTicket(ticket)
  const isBracket = ticket.attached?.kind === 'bracket'
  return orders.flatMap(({ name, order }, index) => {
    const isExit = isBracket && index > 0
    // The market moves to the stop of the entry first, so the current quote says nothing about the exits.
    if (isExit ? waitsForStop(ticket, quote) : parent?.stopPrice !== undefined) return []
    const fact = describeTriggeredStop(order, quote, format)
    if (fact === undefined) return []
    const when = isExit ? 'as soon as the entry is filled' : parent ? 'as soon as its parent is filled' : 'at once'
    return [`${orders.length > 1 ? `${name}: ` : ''}${fact}. It would trigger ${when}.`]
  })
}

/** Reports whether an entry is a stop that does not trigger yet. */
const waitsForStop = (entry: OrderTicket, quote: Quote): boolean =>
  STOP_TYPES.has(entry.orderType) && describeTriggeredStop(entry, quote, formatNumber) === undefined

/** Describes a stop that the market has already reached; undefined for another order, or without prices. */
function describeTriggeredStop(
  order: NamedOrder['order'],
  quote: Quote,
  format: (price: number) => string,
): string | undefined {
  const { side, orderType, trailing } = order
  if (!STOP_TYPES.has(orderType)) return undefined
  const own = orderTypeInfo(orderType).prices.find(({ role }) => role === 'stop')
  const last = priceOfQuote(quote.last)
  const entered = own && order[own.wire]
  const stop = entered ?? (trailing && last !== undefined ? firstStopPrice(side, trailing, last) : undefined)
  const market = marketPrice(side, quote)
  if (stop === undefined || market === undefined) return undefined
  if (side === 'SELL' ? stop <= market.price : stop >= market.price) return undefined
  const name = entered === undefined ? `First ${side} stop` : `${side} stop`
  return `${name} ${format(stop)} is ${side === 'SELL' ? 'above' : 'below'} the ${market.text}`
}

/** Returns the bid for a SELL, the ask for a BUY, or else a current last price. */
function marketPrice(side: Order['side'], quote: Quote): { readonly price: number; readonly text: string } | undefined {
  const kind = marketDataKind(quote.availability)
  const age = kind === 'delayed' || kind === 'frozen' ? `${kind} ` : ''
  const name = side === 'SELL' ? 'bid' : 'ask'
  const price = priceOfQuote(quote[name])
  if (price !== undefined) return { price, text: `${age}${name} ${groupDigitsIn(quote[name] ?? '')}` }
  // A letter marks a close or a price before a halt.
  const last = /^[A-Z]/.test(quote.last ?? '') ? undefined : priceOfQuote(quote.last)
  return last === undefined ? undefined : { price: last, text: `${age}last price ${groupDigitsIn(quote.last ?? '')}` }
}
