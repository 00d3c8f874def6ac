import { hostLink } from '../../platform/host-link.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { rememberContracts } from '../contracts/seen-contracts-store.ts'
import type { Draft } from './draft.ts'
import { variablesIn } from './variable-text.ts'

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
