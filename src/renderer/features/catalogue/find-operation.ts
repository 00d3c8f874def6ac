import { matchOperation } from '../../../shared/catalogue/match-operation.ts'
import type { LoginKind, Method, Operation } from '../../../shared/catalogue/operation.ts'
import type { ProfileKind } from '../../../shared/domain/environment.ts'
import { catalogueOperations } from './catalogue-store.ts'

let known: { readonly of: readonly Operation[]; readonly byKey: ReadonlyMap<string, Operation> } | undefined

/** The operation of a method and a path template, with or without the common prefix; also one that was added. */
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

/** The same for a path whose parameters may be filled in, with values or with variables. */
export function knownOperation(method: Method, path: string): Operation | undefined {
  const plain = path.split('?')[0] ?? path
  const full = /^\/(v1\/api|gw|oauth2)\//.test(plain) ? plain : `/v1/api${plain}`
  return findOperation(method, plain) ?? matchOperation(method, full)?.operation
}

/** The path as IBKR's documentation and people write it: without the prefix that nearly all of them share. */
export const shortPath = (path: string): string => path.replace(/^\/v1\/api(?=\/)/, '')

/** How a profile logs in, for what its login reaches. Practice logs in as OAuth 1.0a does. */
export function loginOf(kind: ProfileKind): LoginKind {
  return kind === 'practice' ? 'oauth1' : kind
}
