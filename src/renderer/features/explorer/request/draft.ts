import type { Operation, Parameter } from '../../../../shared/catalogue/operation.ts'
import { listPathParameters } from '../../../../shared/catalogue/path-parameters.ts'
import type { HttpMethod } from '../../../../shared/domain/requests.ts'
import { knownOperation, shortPath } from '../../catalogue/index.ts'

export interface DraftRow {
  /** Id of the row, unique within its draft. */
  readonly id: number
  readonly place: 'path' | 'query'
  readonly name: string
  readonly value: string
  readonly enabled: boolean
  /** Parameter of the catalogue; absent for a row that the user added. */
  readonly parameter?: Parameter
}

/** Request that the user edits. */
export interface Draft {
  /** Operation that matches the path. The query rows belong to this operation. */
  readonly operation?: Operation
  /** Operation, rows and body before the path changed. Restored with the previous path. */
  readonly previous?: { readonly operation: Operation; readonly rows: readonly DraftRow[]; readonly body: string }
  readonly method: HttpMethod
  /** Path as entered. The values of the rows replace its `{parameters}`. */
  readonly path: string
  /** Host of a URL that the user pasted. Ignored, because requests go to the server of the profile. */
  readonly ignoredHost?: string
  readonly rows: readonly DraftRow[]
  /** JSON body as entered; empty without a body. */
  readonly body: string
}

export const EMPTY_DRAFT: Draft = { method: 'GET', path: '', rows: [], body: '' }

/** Creates a draft with the example values from the catalogue. Disables optional parameters. */
export function draftFromOperation(operation: Operation): Draft {
  const path = shortPath(operation.path)
  return {
    operation,
    method: operation.method,
    path,
    rows: [...pathRows(path, []), ...catalogueRows(operation)],
    body: operation.bodyExample === undefined ? '' : JSON.stringify(operation.bodyExample, null, 2),
  }
}

/** Creates rows for the query parameters of an operation. Disables optional parameters. */
export const catalogueRows = (operation: Operation): readonly DraftRow[] =>
  (operation.query ?? []).map((parameter, index) => ({
    id: 1_000 + index,
    place: 'query',
    name: parameter.name,
    value: parameter.example ?? '',
    enabled: parameter.required,
    parameter,
  }))

/** Sets the path and creates rows for its `{parameters}`. Known parameters keep their values. */
export function withPath(draft: Draft, typed: string): Draft {
  const url = /^\s*https?:\/\/([^/\s]+)(\/\S*)\s*$/i.exec(typed)
  const path = url ? shortPath(url[2] ?? '') : typed
  const { ignoredHost: _, ...rest } = draft
  return {
    ...rest,
    path,
    rows: [...pathRows(path, draft.rows), ...draft.rows.filter((row) => row.place === 'query')],
    ...(url?.[1] !== undefined && { ignoredHost: url[1] }),
  }
}

/** Reports whether a path matches an operation, with or without values for its parameters. */
function isPathOf(operation: Operation, path: string): boolean {
  const template = shortPath(operation.path).split('/')
  const segments = shortPath(path.split('?')[0] ?? '').split('/')
  return (
    segments.length === template.length &&
    template.every((part, index) => part === segments[index] || (part.startsWith('{') && segments[index] !== ''))
  )
}

/** Reports whether a row is unchanged since its creation from the catalogue. */
export const isUnchanged = ({ parameter, value, enabled }: DraftRow): boolean =>
  parameter !== undefined && value === (parameter.example ?? '') && enabled === parameter.required

/** Moves a query string from the path into query rows. */
export function withQueryInRows(draft: Draft): Draft {
  const at = draft.path.indexOf('?')
  if (at < 0) return draft
  const pasted = [...new URLSearchParams(draft.path.slice(at + 1))]
  const names = new Set(pasted.map(([name]) => name))
  const others = draft.rows.filter((row) => row.place === 'path' || !names.has(row.name))
  let id = nextRowId(draft.rows)
  const added = pasted.map(([name, value]): DraftRow => {
    const parameter = draft.rows.find((row) => row.name === name && row.place === 'query')?.parameter
    return { id: id++, place: 'query', name, value, enabled: true, ...(parameter && { parameter }) }
  })
  return { ...draft, path: draft.path.slice(0, at), rows: [...others, ...added] }
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
  // A variable in double braces is a value, not a parameter.
  const template = path.split('?')[0]?.replace(/\{\{.*?\}\}/g, '') ?? ''
  return listPathParameters({ path: template }).map((parameter, index) => {
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

/** Returns the catalogued operation of a draft. */
export function operationOf({ method, path, operation }: Draft): Operation | undefined {
  if (operation && operation.method === method && isPathOf(operation, path)) return operation
  return knownOperation(method, path)
}
