import type { SessionView } from '../../../shared/contract/views.ts'
import type { Variables } from './variable-text.ts'

/** The values of `{{variables}}` in paths, parameters and bodies, as far as the session knows them. */
export function variablesOf(view: SessionView | undefined): Variables {
  return view?.state.kind === 'ready' ? { accountId: view.state.accounts.selected } : {}
}
