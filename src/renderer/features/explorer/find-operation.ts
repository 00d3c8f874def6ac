import { matchOperation } from '../../../shared/catalogue/match-operation.ts'
import type { Method, Operation } from '../../../shared/catalogue/operation.ts'
import { catalogueOperations } from '../../stores/catalogue-store.ts'
import { shortPath } from './short-path.ts'

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
