import { useEffect, useState } from 'react'
import type { QuoteView } from '../../../../shared/contract/ticket-views.ts'
import { type ContractId, contractIdOf } from '../../../../shared/domain/combo.ts'
import { groupDigits } from '../../../../shared/domain/format-number.ts'
import {
  countIncrements,
  decimalsOf,
  type IncrementRule,
  incrementAt,
} from '../../../../shared/domain/price-increments.ts'
import { marketDataKind, priceOfQuote } from '../../../../shared/domain/quote.ts'
import { errorText } from '../../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../../platform/host-link.ts'
import { useNow } from '../../../platform/use-now.ts'
import { formatSpan } from '../../../ui/format-time.ts'
import { Message } from '../../../ui/message.tsx'
import { plainPrice } from './order-text.ts'
import { isQuestionPossible, rulesOf } from './ticket-machine.ts'
import { applyToTicket, useTicketStore } from './ticket-store.ts'

/** Time between two quotes while the ticket is open, in ms. Each quote is a paced request. */
const REFRESH_MS = 3_000
/** Age in ms above which a quote is shown as stale. */
const STALE_MS = 10_000

type Quote =
  | { readonly kind: 'loading' }
  | { readonly kind: 'known'; readonly quote: QuoteView }
  | { readonly kind: 'failed'; readonly message: string }

/** Quote of a contract. A click on a price copies it to the ticket. */
export function QuoteLine({
  contract,
  onPick,
}: {
  readonly contract: ContractId
  readonly onPick: (price: string) => void
}) {
  const quote = useQuote(contract)
  const increments = useTicketStore((data) => rulesOf(data)?.increments)
  const now = useNow()
  if (quote.kind === 'failed') return <p className="hint">No quote: {quote.message}</p>
  // Reserves the full height during loading, so that the fields below do not move.
  const loading = quote.kind === 'loading'
  const known = loading ? { ...contractIdOf(contract), at: now } : quote.quote
  const { bid, ask, last, bidSize, askSize, change, changeAmount, availability, problems, at }: QuoteView = known
  const kind = marketDataKind(availability)
  if (problems !== undefined && bid === undefined && ask === undefined) {
    return (
      <Message tone="warn" title="No price of this combo" role="status">
        {problems.map((problem) => (
          <p key={problem}>{problem}</p>
        ))}
        <p>Guard rails that require a price refuse the order or warn.</p>
      </Message>
    )
  }
  if (kind === 'none' && last === undefined) {
    return (
      <Message tone="warn" title="No market data permission" role="status">
        IBKR sends no prices for this contract. Guard rails that require a price refuse the order or warn.
      </Message>
    )
  }
  const age = now - at
  const notes = [
    loading && 'Loading quote…',
    spreadText(bid, ask, increments ?? []),
    isHalted(last) && 'trading is halted, orders wait',
    kind === 'delayed' && 'delayed by 15 to 20 minutes',
    kind === 'frozen' && 'frozen at the close',
    age > STALE_MS && `${formatSpan(age)} old`,
    ...(problems ?? []),
  ].filter(Boolean)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields.
    <div className="quote line-row" role="group" aria-label="Quote" data-stale={age > STALE_MS}>
      <PriceButton name="Bid" price={bid} hasSize size={bidSize} onPick={onPick} />
      <PriceButton name="Ask" price={ask} hasSize size={askSize} onPick={onPick} />
      <PriceButton name="Last" price={last} onPick={onPick} />
      <span className="quote-item align-end">
        <span className="hint tiny">Change</span>
        <span className="quote-price tone medium" data-tone={changeTone(change)}>
          {change === undefined ? '–' : `${withSign(change.replace(/%$/, ''))}%`}
        </span>
        <span className="hint tiny" data-tone={changeTone(change)}>
          {changeAmount === undefined ? '–' : withSign(changeAmount)}
        </span>
      </span>
      <span className="quote-age hint tiny align-end">{notes.join(' · ') || 'No spread'}</span>
    </div>
  )
}

/** Reports whether trading is halted: IBKR writes H before the last price. */
const isHalted = (last: string | undefined): boolean => last?.startsWith('H') === true

/** Adds the plus sign of a gain, which IBKR omits. */
const withSign = (change: string): string => (Number(change) > 0 && !change.startsWith('+') ? `+${change}` : change)

const changeTone = (change: string | undefined): 'good' | 'bad' | undefined => {
  const value = Number(change?.replace(/%$/, ''))
  return value > 0 ? 'good' : value < 0 ? 'bad' : undefined
}

/** Returns the spread as an amount and in ticks; undefined if a price is missing. */
export function spreadText(
  bid: string | undefined,
  ask: string | undefined,
  increments: readonly IncrementRule[],
): string | undefined {
  const [low, high] = [priceOfQuote(bid), priceOfQuote(ask)]
  if (low === undefined || high === undefined || high < low) return undefined
  const increment = incrementAt(increments, high)
  const ticks = countIncrements(increments, high - low, high)
  const decimals = Math.max(...[bid, ask].map((price) => price?.split('.')[1]?.length ?? 0))
  const spread = (high - low).toFixed(increment === undefined ? decimals : Math.max(decimals, decimalsOf(increment)))
  return ticks === undefined ? `Spread ${spread}` : `Spread ${spread} (${ticks} ${ticks === 1 ? 'tick' : 'ticks'})`
}

interface PriceButtonProps {
  readonly name: string
  readonly price: string | undefined
  readonly hasSize?: boolean
  readonly size?: string | undefined
  readonly onPick: (price: string) => void
}

function PriceButton({ name, price, hasSize = false, size, onPick }: PriceButtonProps) {
  const plain = plainPrice(price)
  return (
    <button
      type="button"
      className="quote-item hoverable align-end"
      // Excluded from the tab order, because quotes load late and would change the tab order.
      tabIndex={-1}
      disabled={plain === undefined}
      title={plain === undefined ? 'No price' : `Use ${plain}`}
      onClick={() => plain !== undefined && onPick(plain)}
    >
      <span className="hint tiny">{name}</span>
      <span className="quote-price medium">{price ?? '–'}</span>
      {hasSize && <span className="hint tiny">× {size ?? '–'}</span>}
    </button>
  )
}

function useQuote({ conid, conidex }: ContractId): Quote {
  const [quote, setQuote] = useState<Quote>({ kind: 'loading' })
  // A request that precedes the reply to IBKR's question can invalidate the question.
  const isPaused = useTicketStore(isQuestionPossible)
  const visit = useTicketStore((data) => data.visit)
  useEffect(() => {
    if (isPaused) return
    const controller = new AbortController()
    const contract = contractIdOf({ conid, conidex })
    let timer: ReturnType<typeof setTimeout> | undefined
    const schedule = (): void => {
      if (!controller.signal.aborted) timer = setTimeout(refresh, REFRESH_MS)
    }
    const refresh = (): void => {
      if (document.hidden) {
        schedule()
        return
      }
      hostLink()
        .call('contracts.quote', contract, controller.signal)
        .then(
          (known) => {
            setQuote({ kind: 'known', quote: known })
            applyToTicket({ kind: 'facts-loaded', visit, contract, facts: { quote: known } })
          },
          // After a failure, the previous quote stays visible with its age.
          (error: unknown) => {
            if (controller.signal.aborted) return
            setQuote((before) => (before.kind === 'known' ? before : { kind: 'failed', message: errorText(error) }))
          },
        )
        .finally(schedule)
    }
    refresh()
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [conid, conidex, isPaused, visit])
  return quote
}

/** Returns a quote with its age in one line, for the review of an order. */
export function quoteText({ bid, ask, last, at }: QuoteView, now: number): string {
  const named = { bid, ask, last }
  const prices = Object.entries(named).flatMap(([name, price]) => (price ? [`${name} ${groupDigits(price)}`] : []))
  return prices.length === 0 ? '' : `${prices.join(', ')} · ${formatSpan(now - at)} ago`
}
