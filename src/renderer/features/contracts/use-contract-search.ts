import { useEffect, useState } from 'react'
import type { ContractMatch } from '../../../shared/contract/views.ts'
import { hostLink } from '../../platform/host-link.ts'
import { wordsOf } from '../session/session-actions.ts'

export type ContractSearch =
  | { readonly kind: 'idle' }
  | { readonly kind: 'searching' }
  | { readonly kind: 'found'; readonly matches: readonly ContractMatch[] }
  | { readonly kind: 'failed'; readonly message: string }

/** A search is a paced request: it waits until typing pauses for this long, in ms. */
const PAUSE_MS = 250
const MATCHES_SHOWN = 12

/** Looks a symbol up while it is typed; a newer text ends the search for an older one. */
export function useContractSearch(text: string): ContractSearch {
  const [search, setSearch] = useState<ContractSearch>({ kind: 'idle' })
  useEffect(() => {
    const symbol = text.trim()
    if (symbol === '') {
      setSearch({ kind: 'idle' })
      return
    }
    const controller = new AbortController()
    setSearch({ kind: 'searching' })
    const timer = setTimeout(() => {
      hostLink()
        .call('contracts.search', { symbol }, controller.signal)
        .then(
          (matches) => setSearch({ kind: 'found', matches: matches.slice(0, MATCHES_SHOWN) }),
          (error: unknown) => !controller.signal.aborted && setSearch({ kind: 'failed', message: wordsOf(error) }),
        )
    }, PAUSE_MS)
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [text])
  return search
}
