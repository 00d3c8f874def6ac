import type { Operation } from '../../../../shared/catalogue/operation.ts'
import { goTo } from '../../../stores/navigation-store.ts'
import { catalogueOperations } from '../../catalogue/index.ts'
import { NO_ROWS, NOTHING_SENT, type RecentRequest, useExplorerStore } from '../explorer-store.ts'
import { type Draft, draftFromOperation } from './draft.ts'
import { draftOfRecent, draftOfSent, type SentRequest } from './restore-draft.ts'
import { cancelRequest } from './send-request.ts'

/** Opens an operation with its example values. `values`: parameters to set and enable. */
export function openOperation(operation: Operation, values: Readonly<Record<string, string>> = {}): void {
  const draft = draftFromOperation(operation)
  const rows = draft.rows.map((row) => {
    const value = values[row.name]
    return value === undefined ? row : { ...row, value, enabled: true }
  })
  showDraft({ ...draft, rows })
}

/**
 * Opens the operation of a link. Returns why it did not: any web page can open a link, so a link never cancels a
 * request in flight.
 */
export function openLinkedOperation(id: string): string | undefined {
  const operation = catalogueOperations().find((each) => each.id === id)
  if (!operation) return 'The link names an operation that this version of the catalogue does not have.'
  if (useExplorerStore.getState().exchange.kind === 'sending') {
    return 'The link was not opened, because a request is in flight. Open it again afterwards.'
  }
  openOperation(operation)
  return undefined
}

/** Replaces the request in the form. `savedId`: id of the saved request that the draft is from. */
export function showDraft(draft: Draft, savedId?: string): void {
  cancelRequest()
  useExplorerStore.setState({
    draft,
    problems: [],
    exchange: NOTHING_SENT,
    form: needsBody(draft) ? 'body' : 'params',
    savedId,
    opened: {},
    hiddenRows: NO_ROWS,
  })
  goTo('explorer')
}

/** Opens a recent request. Its values are not stored. */
export const openRecent = (request: RecentRequest): void => showDraft(draftOfRecent(request))

/** Reports whether a draft has a body or needs one. */
const needsBody = ({ body, method, rows }: Draft): boolean =>
  body !== '' || (method !== 'GET' && method !== 'DELETE' && rows.every((row) => row.place === 'path'))

/** Mask that the host writes instead of a secret. */
const MASK = '•••'

/** Opens a request from the history. `hadSecrets`: whether the user must enter secrets again. */
export function openSent(sent: SentRequest): { readonly hadSecrets: boolean } {
  const draft = draftOfSent(sent)
  showDraft(draft)
  return { hadSecrets: draft.body.includes(MASK) || sent.parameters.some(([, value]) => value.includes(MASK)) }
}

export function focusOperationSearch(): void {
  document.getElementById('operation-search')?.focus()
}
