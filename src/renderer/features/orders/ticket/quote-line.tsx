import { useEffect, useState } from 'react'
import type { QuoteView } from '../../../../shared/contract/views.ts'
import { errorText } from '../../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../../platform/host-link.ts'
import { useNow } from '../../../platform/use-now.ts'
import { formatSpan } from '../../../ui/format-time.ts'
import { useTicketStore } from './ticket-store.ts'

/** A quote is one paced request: asked again this often while the ticket is in sight, in ms. */
const REFRESH_MS = 3_000
/** Older than this it is shown without its colour and says its age, in ms. */
const STALE_MS = 10_000

type Quote =
  | { readonly kind: 'loading' }
  | { readonly kind: 'known'; readonly quote: QuoteView; readonly problem?: string }
  | { readonly kind: 'failed'; readonly message: string }

/** Bid, ask and last of a contract; a click takes a price over into the ticket. */
export function QuoteLine({ conid, onPick }: { readonly conid: number; readonly onPick: (price: string) => void }) {
  const quote = useQuote(conid)
  const now = useNow()
  if (quote.kind === 'loading') return <p className="loading-line">Loading the quote…</p>
  if (quote.kind === 'failed') return <p className="field-help">No quote: {quote.message}</p>
  const { bid, ask, last, change, at } = quote.quote
  const age = now - at
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for what is filled in.
    <div className="quote" role="group" aria-label="Quote" data-stale={age > STALE_MS}>
      <PriceButton name="Bid" price={bid} onPick={onPick} />
      <PriceButton name="Ask" price={ask} onPick={onPick} />
      <PriceButton name="Last" price={last} onPick={onPick} />
      <span className="quote-item">
        <span className="quote-name">Change</span>
        <span className="quote-price">{change ?? '–'}</span>
      </span>
      {age > STALE_MS && <span className="quote-age">{formatSpan(age)} old</span>}
    </div>
  )
}

interface PriceButtonProps {
  readonly name: string
  readonly price: string | undefined
  readonly onPick: (price: string) => void
}

function PriceButton({ name, price, onPick }: PriceButtonProps) {
  // IBKR puts a letter in front of a price that is not live: C for the close, H for a halt.
  const plain = price?.replace(/^[A-Z]+/, '')
  return (
    <button
      type="button"
      className="quote-item"
      // It comes and goes with the quote: the order of the fields must not depend on that.
      tabIndex={-1}
      disabled={plain === undefined}
      title={plain === undefined ? 'Not known' : `Use ${plain}`}
      onClick={() => plain !== undefined && onPick(plain)}
    >
      <span className="quote-name">{name}</span>
      <span className="quote-price">{price ?? '–'}</span>
    </button>
  )
}

function useQuote(conid: number): Quote {
  const [quote, setQuote] = useState<Quote>({ kind: 'loading' })
  useEffect(() => {
    const controller = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const again = (): void => {
      if (!controller.signal.aborted) timer = setTimeout(ask, REFRESH_MS)
    }
    const ask = (): void => {
      // Any request between a question of IBKR and its answer can void the question.
      if (document.hidden || useTicketStore.getState().phase.kind !== 'editing') {
        again()
        return
      }
      hostLink()
        .call('contracts.quote', { conid }, controller.signal)
        .then(
          (known) => {
            setQuote({ kind: 'known', quote: known })
            if (known.last !== undefined) useTicketStore.setState({ quote: { conid, last: known.last } })
          },
          // An old quote is worth more than none: it ages in sight.
          (error: unknown) =>
            setQuote((before) => (before.kind === 'known' ? before : { kind: 'failed', message: errorText(error) })),
        )
        .finally(again)
    }
    ask()
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [conid])
  return quote
}
