import { matchOperation } from '../../../../shared/catalogue/match-operation.ts'
import type { HttpMethod } from '../../../../shared/domain/requests.ts'
import { findOperation } from '../../catalogue/index.ts'
import type { RecentRequest } from '../explorer-store.ts'
import { draftOfSaved } from '../saved/saved-draft.ts'
import { type Draft, draftFromOperation, EMPTY_DRAFT } from './draft.ts'
import { withTypedPath } from './typed-path.ts'

export interface SentRequest {
  readonly method: string
  /** Canonical path of the request. */
  readonly path: string
  readonly parameters: readonly (readonly [string, string])[]
  readonly body?: string
}

/** Creates a draft from a request that was sent. Disables optional parameters that were not sent. */
export function draftOfSent({ method, path, parameters, body = '' }: SentRequest): Draft {
  const match = matchOperation(method as HttpMethod, path)
  const values = match?.values.map(({ name, value }) => ['path', name, decodeURIComponent(value)] as const) ?? []
  const query = parameters.map(([name, value]) => ['query', name, value] as const)
  return draftOfSaved({
    method: method as HttpMethod,
    path: match?.operation.path ?? path,
    rows: [...values, ...query].map(([place, name, value]) => ({ place, name, value, enabled: true })),
    body,
  })
}

/** Creates a draft from a recent request, which has no values. */
export function draftOfRecent({ method, path }: RecentRequest): Draft {
  const operation = findOperation(method, path)
  return operation ? draftFromOperation(operation) : withTypedPath({ ...EMPTY_DRAFT, method }, path)
}
