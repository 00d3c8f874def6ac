import { useEffect, useState } from 'react'
import type { QuoteView } from '../../../shared/contract/ticket-views.ts'
import { type ContractId, contractIdOf } from '../../../shared/domain/combo.ts'
import { errorText } from '../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../platform/host-link.ts'

/** Time between two quotes of a contract, in ms. Each quote is a paced request. */
const REFRESH_MS = 3_000

export type PolledQuote =
  | { readonly kind: 'loading' }
  | { readonly kind: 'known'; readonly quote: QuoteView }
  | { readonly kind: 'failed'; readonly message: string }

interface PollingOptions {
  /** Whether no request is sent at the moment. Default: no. */
  readonly isPaused?: boolean
  /** Receives each quote. A new function starts the polling again. */
  readonly onQuote?: (quote: QuoteView) => void
}

/** Reads the quote of a contract every few seconds. After a failure, the previous quote stays with its age. */
export function usePolledQuote({ conid, conidex }: ContractId, options: PollingOptions = {}): PolledQuote {
  const { isPaused = false, onQuote } = options
  const [quote, setQuote] = useState<PolledQuote>({ kind: 'loading' })
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
        .call('contracts.quote', contractIdOf({ conid, conidex }), controller.signal)
        .then(
          (known) => {
            setQuote({ kind: 'known', quote: known })
            onQuote?.(known)
          },
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
  }, [conid, conidex, isPaused, onQuote])
  return quote
}
