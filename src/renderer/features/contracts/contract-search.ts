import { useEffect, useState } from 'react'
import type { FoundContract } from '../../../shared/contract/order-views.ts'
import { parseCombo } from '../../../shared/domain/combo.ts'
import {
  type ContractText,
  isMeant,
  namesAdjustedClass,
  parseContractText,
} from '../../../shared/domain/parse-contract-text.ts'
import { errorText, hasCode } from '../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../platform/host-link.ts'
import { useSessionStore } from '../../stores/session-store.ts'

export type ContractSearch =
  | { readonly kind: 'idle' }
  | { readonly kind: 'searching' }
  | { readonly kind: 'found'; readonly matches: readonly FoundContract[] }
  /** No contract: `message` says why and what to do. */
  | { readonly kind: 'none'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string }

/** Typing pause before a search starts, in ms. Each search is a paced request. */
const PAUSE_MS = 250
const MATCHES_SHOWN = 100
const IDLE: ContractSearch = { kind: 'idle' }
const SEARCHING: ContractSearch = { kind: 'searching' }

type Result = Extract<ContractSearch, { kind: 'found' | 'none' | 'failed' }>

/** What a search is for. The same text has other conids in another profile, because Practice has its own. */
interface Wanted {
  readonly wanted: string
  readonly profileId: string | undefined
}

/**
 * Searches contracts while the user types. New input or another profile cancels the previous search.
 * @param takesCombos whether the legs of a combo are a contract, as for an order
 */
export function useContractSearch(text: string, takesCombos = false): ContractSearch {
  const wanted = text.trim()
  const profileId = useSessionStore((data) => data.view?.profile.id)
  const [latest, setLatest] = useState<Wanted & { readonly result: Result }>()
  useEffect(() => {
    setLatest(undefined)
    if (wanted === '') return
    const controller = new AbortController()
    const timer = setTimeout(() => {
      void searchContracts(wanted, takesCombos, controller.signal).then(
        (result) => !controller.signal.aborted && setLatest({ wanted, profileId, result }),
      )
    }, PAUSE_MS)
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [wanted, profileId, takesCombos])
  return searchState(latest, { wanted, profileId })
}

/** Returns the state of a search from the latest result, which may be of another text or profile. */
export function searchState(
  latest: (Wanted & { readonly result: Result }) | undefined,
  { wanted, profileId }: Wanted,
): ContractSearch {
  if (wanted === '') return IDLE
  // New input counts as being searched, although the search starts after the render.
  return latest?.wanted === wanted && latest.profileId === profileId ? latest.result : SEARCHING
}

async function searchContracts(text: string, takesCombos: boolean, signal: AbortSignal): Promise<Result> {
  const combo = parseCombo(text)
  if (combo?.kind === 'invalid') return { kind: 'none', message: combo.problem }
  if (combo && !takesCombos) return { kind: 'none', message: 'Only the order ticket takes combos. Enter one contract.' }
  const parsed = parseContractText(text, Date.now())
  // The reason is known without a request.
  if (parsed.kind === 'invalid') return { kind: 'none', message: parsed.problem }
  try {
    const matches = combo
      ? [await hostLink().call('contracts.combo', { text }, signal)]
      : await hostLink().call('contracts.search', { symbol: text }, signal)
    const sorted = takesCombos ? indicesLast(matches) : matches
    return { kind: 'found', matches: sorted.slice(0, MATCHES_SHOWN) }
  } catch (error) {
    return { kind: hasCode(error, 'not-found') ? 'none' : 'failed', message: errorText(error) }
  }
}

/** Returns contracts with the indices at the end. No order is taken for an index, so that it is not the first choice. */
export const indicesLast = <Match extends Pick<FoundContract, 'securityType'>>(matches: readonly Match[]) =>
  matches.toSorted((one, other) => Number(one.securityType === 'IND') - Number(other.securityType === 'IND'))

/** Reports whether the conid of a contract equals the text that the user entered. */
export const isConidMatch = ({ conid }: Pick<FoundContract, 'conid'>, typed: string): boolean =>
  String(conid) === typed.trim()

/**
 * Returns the contracts that are exactly the text that the user entered. A text for an option or a future may match
 * several, for example of two trading classes: then none of them is exactly meant. An option of an adjusted class is
 * only meant if the text names the class. A number that is the conid of one contract and the symbol of another means
 * neither.
 */
export function exactMatches<
  Match extends Pick<FoundContract, 'ticker' | 'conid' | 'exchange' | 'securityType' | 'tradingClass' | 'conidex'>,
>(matches: readonly Match[], typed: string): readonly Match[] {
  // A text with legs is the combo itself.
  if (parseCombo(typed) !== undefined) return matches.filter(({ conidex }) => conidex !== undefined)
  const text = parseContractText(typed, Date.now())
  const meant = matches.filter((match) => isMeant({ ...match, symbol: match.ticker }, text))
  if (isConidAndSymbol(meant, text)) return []
  const decides = text.kind === 'symbol' || text.kind === 'conid' || text.kind === 'pair'
  return decides || (meant.length === 1 && meant.every((match) => namesAdjustedClass(match, text))) ? meant : []
}

/** Reports whether a number is the conid of one of the contracts that it may mean, and the symbol of another. */
const isConidAndSymbol = (meant: readonly Pick<FoundContract, 'conid' | 'ticker'>[], text: ContractText): boolean =>
  text.kind === 'conid' &&
  meant.some(({ conid }) => conid === text.conid) &&
  meant.some(({ conid, ticker }) => conid !== text.conid && ticker === `${text.conid}`)

/** Returns why an entered text matches no contract; undefined during the search or if it matches. */
export function contractProblem(search: ContractSearch, typed: string): string | undefined {
  if (search.kind === 'failed') return `Could not look up “${typed}”: ${search.message}`
  if (search.kind === 'none') return search.message
  if (search.kind !== 'found') return undefined
  const [first] = search.matches
  if (first !== undefined && exactMatches(search.matches, typed).includes(first)) return undefined
  if (isConidAndSymbol(search.matches, parseContractText(typed, Date.now())))
    return `${typed.trim()} is the conid of one contract and the symbol of another. Choose one from the list.`
  return search.matches.length === 1
    ? `No exact match for “${typed}”. Choose ${first?.symbol} from the list, or correct the text.`
    : `No exact match for “${typed}”. Choose a contract from the list.`
}
