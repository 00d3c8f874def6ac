import { useEffect, useMemo, useState } from 'react'
import type { SavedVariable } from '../../../../shared/contract/schemas.ts'
import type { SessionView } from '../../../../shared/contract/views.ts'
import { hostLink } from '../../../platform/host-link.ts'
import { useSessionStore } from '../../../stores/session-store.ts'
import { rememberContracts } from '../../contracts/index.ts'
import type { Draft } from '../request/draft.ts'
import { useSavedStore } from '../saved/saved-store.ts'
import { type Variables, variablesIn } from './variable-text.ts'

/** The values of `{{variables}}` in paths, parameters and bodies: those of the profile, what the session knows, conids that were looked up. */
export function variablesOf(
  view: SessionView | undefined,
  own: Readonly<Record<string, readonly SavedVariable[]>>,
): Variables {
  const mine = view ? (own[view.profile.id] ?? []) : []
  return {
    ...Object.fromEntries(mine.map(({ name, value }) => [name, value])),
    ...knownConids(view?.profile.id),
    ...(view?.state.kind === 'ready' && { accountId: view.state.accounts.selected }),
  }
}

/** By profile and name (`conid:AAPL`): what a practice server calls a contract need not be so elsewhere. */
const found = new Map<string, string>()

export function knownConids(profileId: string | undefined): Readonly<Record<string, string>> {
  const prefix = `${profileId} `
  return Object.fromEntries(
    [...found].filter(([key]) => key.startsWith(prefix)).map(([key, conid]) => [key.slice(prefix.length), conid]),
  )
}

/**
 * Looks up the contracts that `{{conid:SYMBOL}}` names in a draft, each once: the first that IBKR lists under exactly this symbol.
 * What is not found stays a variable without a value, which is said at its field. Answers whether one was found that was not known.
 */
export async function findConids(draft: Draft): Promise<boolean> {
  let news = false
  const profileId = useSessionStore.getState().view?.profile.id
  const texts = [draft.path, draft.body, ...draft.rows.filter((row) => row.enabled).map((row) => row.value)]
  const names = new Set(texts.flatMap(variablesIn).filter((name) => name.startsWith('conid:')))
  for (const name of names) {
    const key = `${profileId} ${name}`
    if (found.has(key)) continue
    const symbol = name.slice('conid:'.length).trim()
    try {
      const matches = await hostLink().call('contracts.search', { symbol })
      const match = matches.find((each) => each.symbol.toUpperCase() === symbol.toUpperCase())
      if (!match) continue
      found.set(key, String(match.conid))
      news = true
      rememberContracts([[String(match.conid), match.symbol]])
    } catch {
      // Said at the field, as for a symbol that there is not.
    }
  }
  return news
}

/** A symbol is looked up once typing pauses for this long, in ms: each search is a paced request. */
const PAUSE_MS = 400

/** The values of the variables of a draft; contracts that it names are looked up. */
export function useVariables(draft: Draft): Variables {
  const view = useSessionStore((data) => data.view)
  const own = useSavedStore((data) => data.variables)
  const [lookedUp, setLookedUp] = useState(0)
  useEffect(() => {
    const timer = setTimeout(() => {
      void findConids(draft).then((found) => found && setLookedUp((before) => before + 1))
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [draft])
  // Looked up anew after each search, whose result no store tells of.
  const text = JSON.stringify([variablesOf(view, own), lookedUp])
  // The view changes with every tickle; what it says of variables does not.
  return useMemo(() => (JSON.parse(text) as [Variables])[0], [text])
}
