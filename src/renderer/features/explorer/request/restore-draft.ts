import { matchOperation } from '../../../../shared/catalogue/match-operation.ts'
import type { HttpMethod } from '../../../../shared/domain/requests.ts'
import { recall, remember, tabStorage } from '../../../platform/local-memory.ts'
import { findOperation, shortPath } from '../../catalogue/index.ts'
import { isRecent, type RecentRequest, useExplorerStore } from '../explorer-store.ts'
import { type Draft, type DraftRow, draftFromOperation, EMPTY_DRAFT, isPathOf, nextRowId, withPath } from './draft.ts'
import { withTypedPath } from './typed-path.ts'

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

/** Brings the request of this tab back after a reload, and keeps it from then on: method and path, no values. */
export function keepRequestOverReload(): () => void {
  const kept = recall('request', isKept, undefined, tabStorage)
  if (kept) useExplorerStore.setState({ draft: draftOf(kept) })
  return useExplorerStore.subscribe(({ draft }, before) => {
    if (draft.path === before.draft.path && draft.method === before.draft.method) return
    remember('request', templateOf(draft), tabStorage)
  })
}

const isKept = (value: unknown): value is RecentRequest | undefined => value === undefined || isRecent(value)

/** Where a value was typed into the path of an operation, the path of the operation. */
function templateOf({ method, path, operation }: Draft): RecentRequest {
  const plain = path.split('?')[0] ?? ''
  const known = operation?.method === method && isPathOf(operation, plain)
  return { method, path: known ? shortPath(operation.path) : plain }
}

function draftOf({ method, path }: RecentRequest): Draft {
  const operation = findOperation(method, path)
  return operation ? draftFromOperation(operation) : withTypedPath({ ...EMPTY_DRAFT, method }, path)
}
