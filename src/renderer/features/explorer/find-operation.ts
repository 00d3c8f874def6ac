import type { Method, Operation } from '../../../shared/catalogue/operation.ts'
import { operations } from '../../../shared/catalogue/operations.ts'
import { shortPath } from './short-path.ts'

const byKey = new Map(operations.map((operation) => [`${operation.method} ${shortPath(operation.path)}`, operation]))

/** The catalogued operation of a method and a path template, with or without the common prefix. */
export function findOperation(method: Method, path: string): Operation | undefined {
  return byKey.get(`${method} ${shortPath(path)}`)
}
