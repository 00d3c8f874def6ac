import type { CallInput } from '../../../shared/contract/inference.ts'
import type { SavedRequest } from '../../../shared/contract/saved-views.ts'
import { type Draft, type DraftRow, draftFromOperation, EMPTY_DRAFT, nextRowId, withPath } from './draft.ts'
import { operationOf } from './draft-operation.ts'
import { findOperation } from './find-operation.ts'

type SavedContent = CallInput<'saved.put'>['content']

/** A draft as it is kept: without what only the catalogue knows. */
export function contentOfDraft(draft: Draft, name: string, folder: string): SavedContent {
  return {
    folder,
    name,
    method: draft.method,
    path: operationOf(draft)?.path ?? draft.path,
    rows: draft.rows
      .filter((row) => row.name !== '' && (row.value !== '' || row.enabled))
      .map(({ place, name: parameter, value, enabled }) => ({ place, name: parameter, value, enabled })),
    body: draft.body,
  }
}

/** The form as it was kept; parameters that the catalogue has learned since are offered, not sent. */
export function draftOfSaved(saved: SavedRequest): Draft {
  const operation = findOperation(saved.method, saved.path)
  const draft = operation
    ? draftFromOperation(operation)
    : withPath({ ...EMPTY_DRAFT, method: saved.method }, saved.path)
  const rows = draft.rows.map((row): DraftRow => {
    const kept = saved.rows.find((each) => each.place === row.place && each.name === row.name)
    if (kept) return { ...row, value: kept.value, enabled: kept.enabled }
    return row.place === 'path' ? { ...row, value: '' } : { ...row, enabled: false }
  })
  const known = new Set(rows.filter((row) => row.place === 'query').map((row) => row.name))
  let id = nextRowId(rows)
  const added = saved.rows
    .filter((row) => row.place === 'query' && !known.has(row.name))
    .map((row): DraftRow => ({ id: id++, ...row }))
  return { ...draft, rows: [...rows, ...added], body: saved.body }
}

/** What goes into the file of an exported folder. No secret was kept, so none is in it. */
export function exportedText(requests: readonly SavedRequest[]): string {
  const contents = requests.map(({ id: _, ...content }) => content)
  return `${JSON.stringify({ ibkrConsoleRequests: 1, requests: contents }, null, 2)}\n`
}
