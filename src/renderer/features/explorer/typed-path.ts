import type { Operation } from '../../../shared/catalogue/operation.ts'
import type { HttpMethod } from '../../../shared/domain/requests.ts'
import { type Draft, type DraftRow, isUntouched, offeredRows, withPath } from './draft.ts'
import { operationOf } from './draft-operation.ts'

/** Takes over a path as typed. Where it is that of another operation, the rows of that one take the place of those that were there. */
export const withTypedPath = (draft: Draft, typed: string): Draft => withOwnRows(withPath(draft, typed))

/** The same for another method, which makes another operation of the same path. */
export const withMethod = (draft: Draft, method: HttpMethod): Draft => withOwnRows({ ...draft, method })

function withOwnRows(draft: Draft): Draft {
  const operation = operationOf(draft)
  const path = draft.rows.filter((row) => row.place === 'path')
  const query = draft.rows.filter((row) => row.place === 'query')
  // On the way from one path to another: what was filled in stays in sight, for it would be sent.
  if (!operation) return { ...draft, rows: [...path, ...query.filter((row) => !isUntouched(row))] }
  if (operation === draft.operation) {
    const names = new Set(query.map((row) => row.name))
    return { ...draft, rows: [...path, ...query, ...offeredRows(operation).filter((row) => !names.has(row.name))] }
  }
  const back = operation === draft.left?.operation ? draft.left.rows : []
  const rows = rowsOf(operation, [...query, ...back])
  const gone = query.filter((row) => row.parameter && !isUntouched(row) && !rows.some(({ name }) => name === row.name))
  const left = draft.operation && gone.length > 0 ? { operation: draft.operation, rows: gone } : draft.left
  return { ...draft, operation, rows: [...path, ...rows], ...(left && { left }) }
}

/** What the operation offers, with the values that were filled in under the same names, and the rows that were added by hand. */
function rowsOf(operation: Operation, before: readonly DraftRow[]): readonly DraftRow[] {
  const taken = new Set<DraftRow>()
  const offered = offeredRows(operation).map((row): DraftRow => {
    const filled = before.find((each) => each.name === row.name && !isUntouched(each))
    if (!filled) return row
    taken.add(filled)
    return { ...row, value: filled.value, enabled: filled.enabled }
  })
  return [...offered, ...before.filter((row) => !row.parameter && !taken.has(row))]
}
