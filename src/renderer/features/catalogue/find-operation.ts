import { matchOperation } from '../../../shared/catalogue/match-operation.ts'
import type { LoginKind, Method, Operation } from '../../../shared/catalogue/operation.ts'
import type { ProfileKind } from '../../../shared/domain/environment.ts'
import { catalogueOperations } from './catalogue-store.ts'

let known: { readonly of: readonly Operation[]; readonly byKey: ReadonlyMap<string, Operation> } | undefined

/** Finds the operation with the given method and path template, with or without the prefix `/v1/api`. */
export function findOperation(method: Method, path: string): Operation | undefined {
  const operations = catalogueOperations()
  if (known?.of !== operations) {
    const byKey = new Map(
      operations.map((operation) => [`${operation.method} ${shortPath(operation.path)}`, operation]),
    )
    known = { of: operations, byKey }
  }
  return known.byKey.get(`${method} ${shortPath(path)}`)
}

/** Finds the operation that matches a method and a path with values or variables. */
export function knownOperation(method: Method, path: string): Operation | undefined {
  const plain = path.split('?')[0] ?? path
  const full = /^\/(v1\/api|gw|oauth2)\//.test(plain) ? plain : `/v1/api${plain}`
  return findOperation(method, plain) ?? matchOperation(method, full)?.operation
}

/** Removes the prefix `/v1/api`, which IBKR's documentation omits. */
export const shortPath = (path: string): string => path.replace(/^\/v1\/api(?=\/)/, '')

/** Returns the login method of a profile. Practice uses OAuth 1.0a. */
export function loginOf(kind: ProfileKind): LoginKind {
  return kind === 'practice' ? 'oauth1' : kind
}
