import type { CallInput } from '../../../../shared/contract/inference.ts'
import type { SavedRequest, SavedRow } from '../../../../shared/contract/saved-views.ts'
import { knownOperation, shortPath } from '../../catalogue/index.ts'
import { type Draft, type DraftRow, draftFromOperation, EMPTY_DRAFT, nextRowId, withPath } from '../request/draft.ts'

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
  const offered = draft.rows.filter((row) => row.place === 'query')
  const filled = draft.rows
    .filter((row) => row.place === 'path')
    .map((row) => ({ ...row, value: saved.rows.find(isSameAs(row))?.value ?? '' }))
  const first = nextRowId(draft.rows)
  // In the order in which they are sent.
  const kept = saved.rows.flatMap(({ place, ...row }, at): readonly DraftRow[] => {
    const parameter = offered.find((each) => each.name === row.name)?.parameter
    return place === 'path' ? [] : [{ ...row, place, id: first + at, ...(parameter && { parameter }) }]
  })
  const others = offered.filter((row) => !kept.some(isSameAs(row))).map((row) => ({ ...row, enabled: false }))
  return { ...draft, rows: [...filled, ...kept, ...others], body: saved.body }
}

const isSameAs =
  ({ place, name }: Pick<SavedRow, 'place' | 'name'>) =>
  (row: Pick<SavedRow, 'place' | 'name'>): boolean =>
    row.place === place && row.name === name

/** What goes into the file of an exported folder. No secret was kept, so none is in it. */
export function exportedText(requests: readonly SavedRequest[]): string {
  const contents = requests.map(({ id: _, ...content }) => content)
  return `${JSON.stringify({ ibkrConsoleRequests: 1, requests: contents }, null, 2)}\n`
}
