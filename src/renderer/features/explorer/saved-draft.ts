import type { CallInput } from '../../../shared/contract/inference.ts'
import type { SavedRequest, SavedRow } from '../../../shared/contract/saved-views.ts'
import { type Draft, type DraftRow, draftFromOperation, EMPTY_DRAFT, nextRowId, withPath } from './draft.ts'
import { knownOperation } from './find-operation.ts'
import { shortPath } from './short-path.ts'

type SavedContent = CallInput<'saved.put'>['content']

/** A draft as it is kept: without what only the catalogue knows. */
export function contentOfDraft(draft: Draft, name: string, folder: string): SavedContent {
  return {
    folder,
    name,
    method: draft.method,
    path: draft.path,
    rows: draft.rows
      .filter((row) => row.name !== '' && (row.value !== '' || row.enabled))
      .map(({ place, name: parameter, value, enabled }) => ({ place, name: parameter, value, enabled })),
    body: draft.body,
  }
}

/** The form as it was kept; parameters that the catalogue has learned since are offered, not sent. */
export function draftOfSaved(saved: SavedRequest): Draft {
  const operation = knownOperation(saved.method, saved.path)
  const began = operation ? draftFromOperation(operation) : { ...EMPTY_DRAFT, method: saved.method }
  const draft = withPath(began, shortPath(saved.path))
  const left = [...saved.rows]
  const take = (row: DraftRow): SavedRow | undefined => {
    const at = left.findIndex((each) => each.place === row.place && each.name === row.name)
    return at < 0 ? undefined : left.splice(at, 1)[0]
  }
  const rows = draft.rows.map((row): DraftRow => {
    const kept = take(row)
    if (kept) return { ...row, value: kept.value, enabled: kept.enabled }
    return row.place === 'path' ? { ...row, value: '' } : { ...row, enabled: false }
  })
  // By hand, or a second time under the same name.
  const added = left.filter((row) => row.place === 'query')
  const first = nextRowId(rows)
  return {
    ...draft,
    rows: [
      ...rows,
      ...added.map((row, at): DraftRow => {
        const parameter = rows.find((each) => each.place === 'query' && each.name === row.name)?.parameter
        return { id: first + at, ...row, ...(parameter && { parameter }) }
      }),
    ],
    body: saved.body,
  }
}

/** What goes into the file of an exported folder. No secret was kept, so none is in it. */
export function exportedText(requests: readonly SavedRequest[]): string {
  const contents = requests.map(({ id: _, ...content }) => content)
  return `${JSON.stringify({ ibkrConsoleRequests: 1, requests: contents }, null, 2)}\n`
}
