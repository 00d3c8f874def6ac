import type { Operation } from '../../../../shared/catalogue/operation.ts'
import type { HttpMethod } from '../../../../shared/domain/requests.ts'
import { type Draft, type DraftRow, isUntouched, offeredRows, operationOf, withPath } from './draft.ts'

/** Takes over a path as typed. Where it is that of another operation, the rows of that one take the place of those that were there. */
export const withTypedPath = (draft: Draft, typed: string): Draft => withOwnRows(withPath(draft, typed))

/** The same for another method, which makes another operation of the same path. */
export const withMethod = (draft: Draft, method: HttpMethod): Draft => withOwnRows({ ...draft, method })

function withOwnRows(draft: Draft): Draft {
  const operation = operationOf(draft)
  const path = draft.rows.filter((row) => row.place === 'path')
  const query = draft.rows.filter((row) => row.place === 'query')
  if (operation && operation === draft.operation) return { ...draft, rows: [...path, ...withOffered(query, operation)] }
  const { operation: before, left: known, ...rest } = draft
  const own = query.filter((row) => row.parameter)
  const filled = own.some((row) => !isUntouched(row)) || draft.body !== ''
  const left = before && filled ? { operation: before, rows: own, body: draft.body } : known
  const byHand = query.filter((row) => !row.parameter)
  const rows = operation ? rowsOf(operation, query, left?.operation === operation ? left.rows : []) : byHand
  return {
    ...rest,
    ...(operation && { operation }),
    rows: [...path, ...rows],
    body: bodyFor(operation, draft.body, left),
    ...(left && { left }),
  }
}

/** A cancel or a removal takes no body: it must not leave with that of the call before, which waits for its own path. */
function bodyFor(operation: Operation | undefined, body: string, left: Draft['left']): string {
  if (operation?.method === 'DELETE') return body === left?.body ? '' : body
  return body === '' && operation !== undefined && operation === left?.operation ? left.body : body
}

/** Rows of an operation, and behind them what it offers beside them. */
function withOffered(rows: readonly DraftRow[], operation: Operation): readonly DraftRow[] {
  const names = new Set(rows.map((row) => row.name))
  return [...rows, ...offeredRows(operation).filter((row) => !names.has(row.name))]
}

/**
 * The rows of an operation that takes the place of another: what was filled in when it was left, or what it offers, with the values that
 * stand under the same names; and the rows that were added by hand.
 */
function rowsOf(operation: Operation, query: readonly DraftRow[], back: readonly DraftRow[]): readonly DraftRow[] {
  const taken = new Set<DraftRow>()
  const own = withOffered(back, operation).map((row): DraftRow => {
    const filled = back.includes(row) ? undefined : query.find((each) => each.name === row.name && !isUntouched(each))
    if (!filled) return row
    taken.add(filled)
    return { ...row, value: filled.value, enabled: filled.enabled }
  })
  return [...own, ...query.filter((row) => !row.parameter && !taken.has(row))]
}
