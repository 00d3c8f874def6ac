import type { CallInput } from '../../../../shared/contract/inferred-types.ts'
import type { SavedParameterRow, SavedRequest } from '../../../../shared/contract/saved-request-views.ts'
import { knownOperation, shortPath } from '../../catalogue/index.ts'
import { type Draft, type DraftRow, draftFromOperation, EMPTY_DRAFT, nextRowId, withPath } from '../request/draft.ts'

type SavedRequestContent = CallInput<'saved.put'>['content']

/** Converts a draft to a saved request, without catalogue data. */
export function contentOfDraft(draft: Draft, name: string, folder: string): SavedRequestContent {
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

/** Creates a draft from a saved request. Disables parameters that the request does not contain. */
export function draftOfSaved(saved: Pick<SavedRequest, 'method' | 'path' | 'rows' | 'body'>): Draft {
  const operation = knownOperation(saved.method, saved.path)
  const start = operation ? draftFromOperation(operation) : { ...EMPTY_DRAFT, method: saved.method }
  const draft = withPath(start, shortPath(saved.path))
  const catalogued = draft.rows.filter((row) => row.place === 'query')
  const filled = draft.rows
    .filter((row) => row.place === 'path')
    .map((row) => ({ ...row, value: saved.rows.find(isSameAs(row))?.value ?? '' }))
  const first = nextRowId(draft.rows)
  // Keeps the saved order of the rows, which is their order in the query string.
  const query = saved.rows.flatMap(({ place, ...row }, at): readonly DraftRow[] => {
    const parameter = catalogued.find((each) => each.name === row.name)?.parameter
    return place === 'path' ? [] : [{ ...row, place, id: first + at, ...(parameter && { parameter }) }]
  })
  const others = catalogued.filter((row) => !query.some(isSameAs(row))).map((row) => ({ ...row, enabled: false }))
  return { ...draft, rows: [...filled, ...query, ...others], body: saved.body }
}

const isSameAs =
  ({ place, name }: Pick<SavedParameterRow, 'place' | 'name'>) =>
  (row: Pick<SavedParameterRow, 'place' | 'name'>): boolean =>
    row.place === place && row.name === name

/** Returns the content of an export file. Saved requests contain no secrets. */
export function exportedText(requests: readonly SavedRequest[]): string {
  const contents = requests.map(({ id: _, ...content }) => content)
  return `${JSON.stringify({ ibkrConsoleRequests: 1, requests: contents }, null, 2)}\n`
}
