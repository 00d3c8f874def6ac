import type { Operation } from '../../../../shared/catalogue/operation.ts'
import { goTo } from '../../../stores/navigation-store.ts'
import { onceDrawn } from '../../../ui/once-drawn.ts'
import { catalogueOperations } from '../../catalogue/index.ts'
import type { RecentRequest } from '../explorer-store.ts'
import { openTab } from '../tabs/tab-actions.ts'
import { type Draft, draftFromOperation } from './draft.ts'
import { draftOfRecent, draftOfSent, type SentRequest } from './restore-draft.ts'

/** Opens an operation with its example values. `values`: parameters to set and enable. */
export function openOperation(operation: Operation, values: Readonly<Record<string, string>> = {}): void {
  const draft = draftFromOperation(operation)
  const rows = draft.rows.map((row) => {
    const value = values[row.name]
    return value === undefined ? row : { ...row, value, enabled: true }
  })
  showDraft({ ...draft, rows })
}

/** Opens the operation of a link. Returns why it did not. */
export function openLinkedOperation(id: string): string | undefined {
  const operation = catalogueOperations().find((each) => each.id === id)
  if (!operation) return 'The link names an operation that this version of the catalogue does not have.'
  openOperation(operation)
  return undefined
}

/**
 * Opens a request in a new tab, or in the active tab if that has neither a response nor input. `savedId`: id of the
 * saved request that the draft is from.
 */
export function showDraft(draft: Draft, savedId?: string): void {
  openTab(draft, savedId)
  goTo('explorer')
}

/** Opens a recent request. Its values are not stored. */
export const openRecent = (request: RecentRequest): void => showDraft(draftOfRecent(request))

/** Mask that the host writes instead of a secret. */
const MASK = '•••'

/** Opens a request from the history. `hadSecrets`: whether the user must enter secrets again. */
export function openSent(sent: SentRequest): { readonly hadSecrets: boolean } {
  const draft = draftOfSent(sent)
  showDraft(draft)
  return { hadSecrets: draft.body.includes(MASK) || sent.parameters.some(([, value]) => value.includes(MASK)) }
}

/** Focuses the path of the request, once a new tab is drawn. */
export const focusPath = (): void => onceDrawn(() => document.getElementById('request-path')?.focus())

export function focusOperationSearch(): void {
  document.getElementById('operation-search')?.focus()
}
