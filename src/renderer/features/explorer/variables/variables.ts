import { useEffect, useMemo, useState } from 'react'
import type { SavedVariable } from '../../../../shared/contract/schemas.ts'
import type { SessionView } from '../../../../shared/contract/views.ts'
import { hostLink } from '../../../platform/host-link.ts'
import { useSessionStore } from '../../../stores/session-store.ts'
import { exactMatches, rememberContracts } from '../../contracts/index.ts'
import type { Draft } from '../request/draft.ts'
import { useSavedStore } from '../saved/saved-store.ts'
import { type Variables, variablesIn } from './variable-text.ts'

/** Returns the values of the profile's variables, the selected account, and the contract ids found so far. */
export function variablesOf(
  view: SessionView | undefined,
  saved: Readonly<Record<string, readonly SavedVariable[]>>,
): Variables {
  const own = view ? (saved[view.profile.id] ?? []) : []
  return {
    ...Object.fromEntries(own.map(({ name, value }) => [name, value])),
    ...Object.fromEntries(conidsOf(view?.profile.id)),
    ...(view?.state.kind === 'ready' && { accountId: view.state.accounts.selected }),
  }
}

/** Contract ids by variable (`conid:AAPL`) for each profile, because Practice has its own contract ids. */
const conids = new Map<string | undefined, Map<string, string>>()

function conidsOf(profileId: string | undefined): Map<string, string> {
  const known = conids.get(profileId) ?? new Map<string, string>()
  conids.set(profileId, known)
  return known
}

/** Looks up the contract of each `{{conid:SYMBOL}}` in a draft. Resolves to whether a new contract was found. */
export async function findConids(draft: Draft): Promise<boolean> {
  let isFound = false
  const profileId = useSessionStore.getState().view?.profile.id
  const known = conidsOf(profileId)
  const texts = [draft.path, draft.body, ...draft.rows.filter((row) => row.enabled).map((row) => row.value)]
  for (const name of new Set(texts.flatMap(variablesIn))) {
    if (!name.startsWith('conid:') || known.has(name)) continue
    const symbol = name.slice('conid:'.length).trim()
    // The field reports a failed lookup in the same way as an unknown symbol.
    const matches = await hostLink()
      .call('contracts.search', { symbol })
      .catch(() => [])
    // The search may have run in the profile that is selected now, whose contracts have other ids.
    if (useSessionStore.getState().view?.profile.id !== profileId) return isFound
    const [match] = exactMatches(matches, symbol)
    if (!match) continue
    isFound = true
    known.set(name, String(match.conid))
    rememberContracts([[String(match.conid), match.symbol]], profileId)
  }
  return isFound
}

/** Typing pause before a lookup, in ms. Each lookup is a paced request. */
const PAUSE_MS = 400

/** Returns the values of a draft's variables, and looks up the contracts of its symbols. */
export function useVariables(draft: Draft): Variables {
  const view = useSessionStore((data) => data.view)
  const saved = useSavedStore((data) => data.variables)
  const [, setLookups] = useState(0)
  useEffect(() => {
    const timer = setTimeout(() => {
      void findConids(draft).then((isFound) => isFound && setLookups((before) => before + 1))
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [draft])
  // Compares the values as text, because the session view changes with every tickle.
  const text = JSON.stringify(variablesOf(view, saved))
  return useMemo(() => JSON.parse(text) as Variables, [text])
}
