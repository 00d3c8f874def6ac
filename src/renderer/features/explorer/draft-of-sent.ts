import { matchOperation } from '../../../shared/catalogue/match-operation.ts'
import type { HttpMethod } from '../../../shared/domain/requests.ts'
import { type Draft, type DraftRow, draftFromOperation, EMPTY_DRAFT, nextRowId, withPath } from './draft.ts'
import { shortPath } from './short-path.ts'

export interface SentDraft {
  readonly method: string
  /** Canonical path. */
  readonly path: string
  readonly parameters: readonly (readonly [string, string])[]
  readonly body?: string
}

/** The form as it must have been to send this: what was sent is filled in, what was only offered is switched off. */
export function draftOfSent({ method, path, parameters, body = '' }: SentDraft): Draft {
  const match = matchOperation(method as HttpMethod, path)
  const draft = match
    ? draftFromOperation(match.operation)
    : withPath({ ...EMPTY_DRAFT, method: method as HttpMethod }, shortPath(path))
  const values = new Map(match?.values.map(({ name, value }) => [name, decodeURIComponent(value)]))
  const sent = new Map(parameters)
  const known = draft.rows.map((row): DraftRow => {
    if (row.place === 'path') return { ...row, value: values.get(row.name) ?? row.value }
    return { ...row, enabled: sent.has(row.name), value: sent.get(row.name) ?? row.value }
  })
  const names = new Set(known.filter((row) => row.place === 'query').map((row) => row.name))
  let id = nextRowId(known)
  const added = parameters
    .filter(([name]) => !names.has(name))
    .map(([name, value]): DraftRow => ({ id: id++, place: 'query', name, value, enabled: true }))
  return { ...draft, rows: [...known, ...added], body }
}
