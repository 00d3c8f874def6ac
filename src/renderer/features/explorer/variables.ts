import type { SavedVariable } from '../../../shared/contract/schemas.ts'
import type { SessionView } from '../../../shared/contract/views.ts'
import { knownConids } from './conid-variables.ts'
import type { Variables } from './variable-text.ts'

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
