import { useEffect, useState } from 'react'
import type { ContractMatch, FoundContract } from '../../../shared/contract/order-views.ts'
import { errorText } from '../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../platform/host-link.ts'

export type ContractSearch =
  | { readonly kind: 'idle' }
  | { readonly kind: 'searching' }
  | { readonly kind: 'found'; readonly matches: readonly FoundContract[] }
  | { readonly kind: 'failed'; readonly message: string }

/** Typing pause before a search starts, in ms. Each search is a paced request. */
const PAUSE_MS = 250
const MATCHES_SHOWN = 12
const IDLE: ContractSearch = { kind: 'idle' }
const SEARCHING: ContractSearch = { kind: 'searching' }

type Result = Extract<ContractSearch, { kind: 'found' | 'failed' }>

/** Searches for a symbol or a conid while the user types. New input cancels the previous search. */
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
  // New input counts as being searched, although the search starts after the render.
  return latest?.symbol === symbol ? latest.result : SEARCHING
}

/** Reports whether the conid of a contract equals the text that the user entered. */
export const isConidMatch = ({ conid }: Pick<ContractMatch, 'conid'>, typed: string): boolean =>
  String(conid) === typed.trim()

/** Reports whether the symbol or the conid of a contract equals the text that the user entered. */
export const isExactMatch = (match: Pick<FoundContract, 'ticker' | 'conid'>, typed: string): boolean =>
  match.ticker.toUpperCase() === typed.trim().toUpperCase() || isConidMatch(match, typed)

export const noContractText = (typed: string): string =>
  `No contract for “${typed}”. Enter a conid, or the symbol as IBKR writes it, such as AAPL.`

/** Returns why an entered symbol matches no contract; undefined during the search or if it matches. */
export function symbolProblem(search: ContractSearch, typed: string): string | undefined {
  if (search.kind === 'failed') return `Could not look up “${typed}”: ${search.message}`
  if (search.kind !== 'found') return undefined
  const [first] = search.matches
  if (first === undefined) return noContractText(typed)
  return isExactMatch(first, typed) ? undefined : `No exact match for “${typed}”. Choose a contract from the list.`
}
