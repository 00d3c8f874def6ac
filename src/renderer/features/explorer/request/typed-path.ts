import type { Operation } from '../../../../shared/catalogue/operation.ts'
import type { HttpMethod } from '../../../../shared/domain/requests.ts'
import { catalogueRows, type Draft, type DraftRow, isUnchanged, operationOf, withPath } from './draft.ts'

/** Sets the path while the user types. If the path matches another operation, replaces the rows. */
export const withTypedPath = (draft: Draft, typed: string): Draft => withOperationRows(withPath(draft, typed))

/**
 * Sets an address that replaces the whole path. If it has a query, or belongs to another operation, it replaces the
 * query parameters of the draft too, also those that the user added.
 */
export function withNewAddress(draft: Draft, address: string): Draft {
  const typed = withPath(draft, address)
  if (!typed.path.includes('?') && operationOf(typed) === draft.operation) return withTypedPath(draft, address)
  const query = typed.path.includes('?') ? [] : draft.rows.filter((row) => row.parameter)
  return withTypedPath({ ...draft, rows: [...draft.rows.filter((row) => row.place === 'path'), ...query] }, address)
}

/** Sets the method. Another method with the same path is another operation. */
export const withMethod = (draft: Draft, method: HttpMethod): Draft => withOperationRows({ ...draft, method })

function withOperationRows(draft: Draft): Draft {
  const operation = operationOf(draft)
  const path = draft.rows.filter((row) => row.place === 'path')
  const query = draft.rows.filter((row) => row.place === 'query')
  if (operation && operation === draft.operation)
    return { ...draft, rows: [...path, ...withMissingRows(query, operation)] }
  const { operation: before, previous: older, ...rest } = draft
  const catalogued = query.filter((row) => row.parameter)
  const hasInput = catalogued.some((row) => !isUnchanged(row)) || draft.body !== ''
  const previous = before && hasInput ? { operation: before, rows: catalogued, body: draft.body } : older
  const saved = previous?.operation === operation ? previous?.rows : undefined
  const rows = operation ? rowsOf(operation, query, saved ?? []) : query.filter((row) => !row.parameter)
  return {
    ...rest,
    ...(operation && { operation }),
    rows: [...path, ...rows],
    body: bodyFor(operation, draft.body, previous),
    ...(previous && { previous }),
  }
}

/** Returns the body for an operation. A DELETE request has no body. */
function bodyFor(operation: Operation | undefined, body: string, previous: Draft['previous']): string {
  if (operation?.method === 'DELETE') return body === previous?.body ? '' : body
  return body === '' && operation !== undefined && operation === previous?.operation ? previous.body : body
}

/** Returns the given rows, followed by rows of the operation's remaining parameters. */
function withMissingRows(rows: readonly DraftRow[], operation: Operation): readonly DraftRow[] {
  const names = new Set(rows.map((row) => row.name))
  return [...rows, ...catalogueRows(operation).filter((row) => !names.has(row.name))]
}

/** Returns the rows of another operation: `saved` rows, or catalogue rows that keep values with the same names. */
function rowsOf(operation: Operation, query: readonly DraftRow[], saved: readonly DraftRow[]): readonly DraftRow[] {
  const used = new Set<DraftRow>()
  const own = withMissingRows(saved, operation).map((row): DraftRow => {
    const filled = saved.includes(row) ? undefined : query.find((each) => each.name === row.name && !isUnchanged(each))
    if (!filled) return row
    used.add(filled)
    return { ...row, value: filled.value, enabled: filled.enabled }
  })
  return [...own, ...query.filter((row) => !row.parameter && !used.has(row))]
}
