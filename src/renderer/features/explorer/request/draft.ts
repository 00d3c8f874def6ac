import type { Operation, Parameter } from '../../../../shared/catalogue/operation.ts'
import { pathParameters } from '../../../../shared/catalogue/path-parameters.ts'
import type { HttpMethod } from '../../../../shared/domain/requests.ts'
import { knownOperation, shortPath } from '../../catalogue/index.ts'

export interface DraftRow {
  /** Unique within one draft; names a row while its text changes. */
  readonly id: number
  readonly place: 'path' | 'query'
  readonly name: string
  readonly value: string
  readonly enabled: boolean
  /** What the catalogue knows of it; absent for a row that was added by hand. */
  readonly parameter?: Parameter
}

/** A request while it is being written. */
export interface Draft {
  /** The catalogued operation that it began as, or that its path was changed to: the rows of the query are this one's. */
  readonly operation?: Operation
  /** What was filled in for an operation that another path took the place of: back when its path comes back. */
  readonly left?: { readonly operation: Operation; readonly rows: readonly DraftRow[]; readonly body: string }
  readonly method: HttpMethod
  /** As typed, with `{parameters}` that the rows fill in. */
  readonly path: string
  /** The host of a whole address that was pasted as the path: the console sends to its own server. */
  readonly leftOutHost?: string
  readonly rows: readonly DraftRow[]
  /** JSON as typed; empty for no body. */
  readonly body: string
}

export const EMPTY_DRAFT: Draft = { method: 'GET', path: '', rows: [], body: '' }

/** Starts a draft with everything the catalogue can fill in. Optional parameters are offered, not sent. */
export function draftFromOperation(operation: Operation): Draft {
  const path = shortPath(operation.path)
  return {
    operation,
    method: operation.method,
    path,
    rows: [...pathRows(path, []), ...offeredRows(operation)],
    body: operation.bodyExample === undefined ? '' : JSON.stringify(operation.bodyExample, null, 2),
  }
}

/** The query of an operation: what is required is sent, the rest is offered. */
export const offeredRows = (operation: Operation): readonly DraftRow[] =>
  (operation.query ?? []).map((parameter, index) => ({
    id: 1_000 + index,
    place: 'query',
    name: parameter.name,
    value: parameter.example ?? '',
    enabled: parameter.required,
    parameter,
  }))

/** Takes over a path: its `{parameters}` get rows, values that were filled in stay. */
export function withPath(draft: Draft, typed: string): Draft {
  const address = /^\s*https?:\/\/([^/\s]+)(\/\S*)\s*$/i.exec(typed)
  const path = address ? shortPath(address[2] ?? '') : typed
  const { leftOutHost: _, ...rest } = draft
  return {
    ...rest,
    path,
    rows: [...pathRows(path, draft.rows), ...draft.rows.filter((row) => row.place === 'query')],
    ...(address?.[1] === undefined ? {} : { leftOutHost: address[1] }),
  }
}

/** Whether it is the operation's own path, with its parameters as they are or filled in by hand. */
export function isPathOf(operation: Operation, path: string): boolean {
  const template = shortPath(operation.path).split('/')
  const segments = shortPath(path.split('?')[0] ?? '').split('/')
  return (
    segments.length === template.length &&
    template.every((part, index) => part === segments[index] || (part.startsWith('{') && segments[index] !== ''))
  )
}

/** Whether it is as the catalogue offers it. */
export const isUntouched = ({ parameter, value, enabled }: DraftRow): boolean =>
  parameter !== undefined && value === (parameter.example ?? '') && enabled === parameter.required

/** Moves a query that was typed or pasted into the path to rows of its own. */
export function withQueryInRows(draft: Draft): Draft {
  const at = draft.path.indexOf('?')
  if (at < 0) return draft
  const pasted = [...new URLSearchParams(draft.path.slice(at + 1))]
  const names = new Set(pasted.map(([name]) => name))
  const kept = draft.rows.filter((row) => row.place === 'path' || !names.has(row.name))
  let id = nextRowId(draft.rows)
  const added = pasted.map(([name, value]): DraftRow => {
    const parameter = draft.rows.find((row) => row.name === name && row.place === 'query')?.parameter
    return { id: id++, place: 'query', name, value, enabled: true, ...(parameter && { parameter }) }
  })
  return { ...draft, path: draft.path.slice(0, at), rows: [...kept, ...added] }
}

export function withRow(
  draft: Draft,
  id: number,
  change: Partial<Pick<DraftRow, 'name' | 'value' | 'enabled'>>,
): Draft {
  const excluded = change.enabled ? draft.rows.find((row) => row.id === id)?.parameter?.alternative : undefined
  const rows = draft.rows.map((row) => {
    if (row.id === id) return { ...row, ...change }
    return excluded !== undefined && row.name === excluded ? { ...row, enabled: false } : row
  })
  return { ...draft, rows }
}

export function withNewRow(draft: Draft): Draft {
  const row: DraftRow = { id: nextRowId(draft.rows), place: 'query', name: '', value: '', enabled: true }
  return { ...draft, rows: [...draft.rows, row] }
}

export function withoutRow(draft: Draft, id: number): Draft {
  return { ...draft, rows: draft.rows.filter((row) => row.id !== id) }
}

export const nextRowId = (rows: readonly DraftRow[]): number => Math.max(1_999, ...rows.map((row) => row.id)) + 1

function pathRows(path: string, before: readonly DraftRow[]): readonly DraftRow[] {
  // A variable in double braces is a value already, not a parameter.
  const template = path.split('?')[0]?.replace(/\{\{.*?\}\}/g, '') ?? ''
  return pathParameters({ path: template }).map((parameter, index) => {
    const known = before.find((row) => row.place === 'path' && row.name === parameter.name)
    return {
      id: index,
      place: 'path',
      name: parameter.name,
      value: known?.value ?? parameter.example ?? '',
      enabled: true,
      parameter,
    }
  })
}

/** The catalogued operation that a draft is a request for, with its parameters as they are or filled in by hand. */
export function operationOf({ method, path, operation }: Draft): Operation | undefined {
  if (operation && operation.method === method && isPathOf(operation, path)) return operation
  return knownOperation(method, path)
}
