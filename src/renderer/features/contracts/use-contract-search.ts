import { useEffect, useState } from 'react'
import type { ContractMatch } from '../../../shared/contract/views.ts'
import { errorText } from '../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../platform/host-link.ts'

export type ContractSearch =
  | { readonly kind: 'idle' }
  | { readonly kind: 'searching' }
  | { readonly kind: 'found'; readonly matches: readonly ContractMatch[] }
  | { readonly kind: 'failed'; readonly message: string }

/** A search is a paced request: it waits until typing pauses for this long, in ms. */
const PAUSE_MS = 250
const MATCHES_SHOWN = 12
const IDLE: ContractSearch = { kind: 'idle' }
const SEARCHING: ContractSearch = { kind: 'searching' }

type Result = Extract<ContractSearch, { kind: 'found' | 'failed' }>

/** Looks a symbol up while it is typed; a newer text ends the search for an older one. */
export function useContractSearch(text: string): ContractSearch {
  const symbol = text.trim()
  const [latest, setLatest] = useState<{ readonly symbol: string; readonly result: Result }>()
  useEffect(() => {
    setLatest(undefined)
    if (symbol === '') return
    const controller = new AbortController()
    const timer = setTimeout(() => {
      void hostLink()
        .call('contracts.search', { symbol }, controller.signal)
        .then((matches): Result => ({ kind: 'found', matches: matches.slice(0, MATCHES_SHOWN) }))
        .catch((error: unknown): Result => ({ kind: 'failed', message: errorText(error) }))
        .then((result) => !controller.signal.aborted && setLatest({ symbol, result }))
    }, PAUSE_MS)
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [symbol])
  if (symbol === '') return IDLE
  // A key may follow the text before its effect has run: the search counts as begun.
  return latest?.symbol === symbol ? latest.result : SEARCHING
}
