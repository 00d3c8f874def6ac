import type { Operation } from '../../../shared/catalogue/operation.ts'
import { type Draft, isPathOf } from './draft.ts'
import { knownOperation } from './find-operation.ts'

/** The catalogued operation that a draft is a request for, with its parameters as they are or filled in by hand. */
export function operationOf({ method, path, operation }: Draft): Operation | undefined {
  if (operation && operation.method === method && isPathOf(operation, path)) return operation
  return knownOperation(method, path)
}
