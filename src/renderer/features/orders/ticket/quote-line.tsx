import { useEffect, useState } from 'react'
import type { QuoteView } from '../../../../shared/contract/views.ts'
import { errorText } from '../../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../../platform/host-link.ts'
import { useNow } from '../../../platform/use-now.ts'
import { formatSpan } from '../../../ui/format-time.ts'
import { plainPrice } from './ticket-form.ts'
import { useTicketStore } from './ticket-store.ts'

/** Time between two quotes while the ticket is open, in ms. Each quote is a paced request. */
const REFRESH_MS = 3_000
/** Age in ms above which a quote is shown as stale. */
const STALE_MS = 10_000

type Quote =
  | { readonly kind: 'loading' }
  | { readonly kind: 'known'; readonly quote: QuoteView }
  | { readonly kind: 'failed'; readonly message: string }

/** Bid, ask and last price of a contract. A click on a price copies it to the ticket. */
export function QuoteLine({ conid, onPick }: { readonly conid: number; readonly onPick: (price: string) => void }) {
  const quote = useQuote(conid)
  const now = useNow()
  if (quote.kind === 'loading') return <p className="loading-line tertiary">Loading quote…</p>
  if (quote.kind === 'failed') return <p className="hint">No quote: {quote.message}</p>
  const { bid, ask, last, change, at } = quote.quote
  const age = now - at
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields.
    <div className="quote" role="group" aria-label="Quote" data-stale={age > STALE_MS}>
      <PriceButton name="Bid" price={bid} onPick={onPick} />
      <PriceButton name="Ask" price={ask} onPick={onPick} />
      <PriceButton name="Last" price={last} onPick={onPick} />
      <span className="quote-item">
        <span className="quote-name">Change</span>
        <span className="quote-price tone" data-tone={changeTone(change)}>
          {change === undefined ? '–' : formatPercent(change)}
        </span>
      </span>
      {age > STALE_MS && <span className="quote-age">{formatSpan(age)} old</span>}
    </div>
  )
}

/** Formats the change since the last close. IBKR sends a percentage without `%` and without a sign for a gain. */
const formatPercent = (change: string): string => `${Number(change) > 0 ? '+' : ''}${change.replace(/%$/, '')}%`

const changeTone = (change: string | undefined): 'good' | 'bad' | undefined =>
  Number(change) > 0 ? 'good' : Number(change) < 0 ? 'bad' : undefined

interface PriceButtonProps {
  readonly name: string
  readonly price: string | undefined
  readonly onPick: (price: string) => void
}

function PriceButton({ name, price, onPick }: PriceButtonProps) {
  const plain = plainPrice(price)
  return (
    <button
      type="button"
      className="quote-item"
      // Excluded from the tab order, because quotes load late and would change the tab order.
      tabIndex={-1}
      disabled={plain === undefined}
      title={plain === undefined ? 'No price' : `Use ${plain}`}
      onClick={() => plain !== undefined && onPick(plain)}
    >
      <span className="quote-name">{name}</span>
      <span className="quote-price">{price ?? '–'}</span>
    </button>
  )
}

function useQuote(conid: number): Quote {
  const [quote, setQuote] = useState<Quote>({ kind: 'loading' })
  // A request that precedes the reply to IBKR's question can invalidate the question.
  const isPaused = useTicketStore(({ phase }) => phase.kind === 'placing' || phase.kind === 'question')
  useEffect(() => {
    if (isPaused) return
    const controller = new AbortController()
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
        .call('contracts.quote', { conid }, controller.signal)
        .then(
          (known) => {
            setQuote({ kind: 'known', quote: known })
            useTicketStore.setState({ quote: known })
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
  }, [conid, isPaused])
  return quote
}

/** Returns a quote with its age in one line, for the review of an order. */
export function quoteText({ bid, ask, last, at }: QuoteView, now: number): string {
  const prices = [bid && `bid ${bid}`, ask && `ask ${ask}`, last && `last ${last}`].filter(Boolean)
  return prices.length === 0 ? '' : `${prices.join(', ')} · ${formatSpan(now - at)} ago`
}
