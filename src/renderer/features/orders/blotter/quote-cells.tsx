import { memo, useEffect, useRef } from 'react'
import type { ConsoleOrder } from '../../../../shared/domain/console-orders.ts'
import { groupDigits } from '../../../../shared/domain/format-number.ts'
import type { IncrementRule } from '../../../../shared/domain/price-increments.ts'
import { type LiveQuote, priceOfQuote } from '../../../../shared/domain/quote.ts'
import { useNow } from '../../../platform/use-now.ts'
import { useQuote, useQuotesStore } from '../../../stores/live-quotes.ts'
import { formatShortSpan, formatTimeOfDay } from '../../../ui/format-time.ts'
import { type DistanceUnit, describeDistance, distanceOf, distanceText, type OrderDistance } from './order-distance.ts'

/** Highlight duration of a changed price, in ms. */
const FLASH_MS = 350

/** Returns the contract whose quote belongs to an order; 0 for a combo, whose conid is that of its currency. */
export const quotedConid = ({ conid, legs }: ConsoleOrder): number => (legs === undefined ? conid : 0)

/** Last price of a contract. A new price does not render the row. */
export const LastCell = memo(function LastCell({ conid }: { readonly conid: number }) {
  const quote = useQuote(conid, 'order')
  const ref = useRef<HTMLSpanElement>(null)
  const before = useRef<LiveQuote>(undefined)
  useEffect(() => {
    const [previous, last] = [priceOfQuote(before.current?.last), priceOfQuote(quote?.last)]
    const isSame = before.current?.conid === quote?.conid
    before.current = quote
    const element = ref.current
    if (!element || !isSame || previous === undefined || last === undefined || previous === last) return
    element.dataset['flash'] = last > previous ? 'up' : 'down'
    const timer = setTimeout(() => delete element.dataset['flash'], FLASH_MS)
    return () => {
      clearTimeout(timer)
      delete element.dataset['flash']
    }
  }, [quote])
  return (
    <span ref={ref} className="quote-cell last-cell" data-old={isOld(quote) || undefined}>
      {quote && isInterrupted(quote) && <LastAge quote={quote} />}
      {/* An element of its own, so that the price changes even after an extension has replaced its text. */}
      <span>{lastText(quote)}</span>
    </span>
  )
})

/** Age of a last price that is not updated, or a note that there is none. */
function LastAge({ quote: { last, at } }: { readonly quote: LiveQuote }) {
  const now = useNow()
  return last === undefined ? (
    <span className="quote-age">no price</span>
  ) : (
    <span className="quote-age ellipsis">{formatShortSpan(now - at)} ago</span>
  )
}

/** Distance of an order. A new price does not render the row. */
export function DistanceCell({ order, unit }: { readonly order: ConsoleOrder; readonly unit: DistanceUnit }) {
  const conid = quotedConid(order)
  const quote = useQuote(conid, 'order')
  const rules = useQuotesStore(({ increments }) => increments.get(conid))
  const distance = distanceOf(order, quote, rules)
  return (
    <span
      className="quote-cell"
      data-old={isOld(quote) || undefined}
      data-beyond={(distance !== undefined && distance.amount < 0) || undefined}
    >
      {distanceText(distance, unit)}
    </span>
  )
}

const quoteOf = (conid: number): LiveQuote | undefined => useQuotesStore.getState().quotes.get(conid)
const rulesOf = (conid: number): readonly IncrementRule[] | undefined => useQuotesStore.getState().increments.get(conid)

/** Returns the current distance, for copying and for a tooltip. */
export const currentDistance = (order: ConsoleOrder): OrderDistance | undefined =>
  distanceOf(order, quoteOf(quotedConid(order)), rulesOf(quotedConid(order)))

export const currentDistanceText = (order: ConsoleOrder): string | undefined => describeDistance(currentDistance(order))

export const currentLast = (conid: number): string => lastText(quoteOf(conid))

/** Returns the last price without IBKR's letter for a close or a halt. */
const lastText = (quote: LiveQuote | undefined): string =>
  quote?.last === undefined ? '' : groupDigits(quote.last.replace(/^[A-Z]+/, ''))

/** Reports whether a quote receives no updates at the moment. */
const isInterrupted = (quote: LiveQuote | undefined): boolean =>
  quote !== undefined && (quote.staleSince !== undefined || quote.failure !== undefined)

/** Reports whether a price may differ from the current market price. */
const isOld = (quote: LiveQuote | undefined): boolean =>
  isInterrupted(quote) || /^[A-Z]/.test(quote?.last ?? '') || /^[DZYN]/.test(quote?.availability ?? '')

const AVAILABILITY: Readonly<Record<string, string>> = {
  D: 'Delayed.',
  Z: 'Frozen: the market is closed.',
  Y: 'Frozen and delayed.',
  N: 'No market data subscription.',
}

/** Describes a quote, and why its price may not be current. */
export function describeQuote(conid: number): string | undefined {
  const quote = quoteOf(conid)
  if (quote === undefined) return undefined
  const { last, bid, ask, change, at, availability = '', staleSince, failure } = quote
  const prices = [
    bid && `Bid ${bid}`,
    ask && `ask ${ask}`,
    change && `${change.replace(/%$/, '')}% since the last close`,
  ]
  const notes = [
    failure,
    staleSince !== undefined && `No updates since ${formatTimeOfDay(staleSince)}.`,
    last?.startsWith('C') && 'Previous close: no trade yet.',
    last?.startsWith('H') && 'Trading is halted.',
    AVAILABILITY[availability[0] ?? ''],
    failure === undefined && last === undefined && at === 0 && 'Waiting for market data.',
  ]
  const facts = prices.filter(Boolean).join(', ')
  return [facts && `${facts}.`, ...notes].filter(Boolean).join(' ') || undefined
}
