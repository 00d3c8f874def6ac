import type { Operation } from '../operation.ts'
import type { OperationDetails } from '../operation-details.ts'
import { compareOperation, type Difference } from './compare-operation.ts'
import type { DocumentedOperation } from './documented-operation.ts'

/** How a document and the catalogue differ, operation by operation. */
export interface Comparison {
  /** Described by the document, unknown to the catalogue. */
  readonly added: readonly DocumentedOperation[]
  /** In the catalogue, not in the document. */
  readonly removed: readonly Operation[]
  readonly changed: readonly ChangedOperation[]
  readonly unchanged: number
}

export interface ChangedOperation {
  readonly operation: Operation
  readonly documented: DocumentedOperation
  readonly differences: readonly Difference[]
}

/** Paths are the same path whatever their parameters are called. */
export function pathKey(method: string, path: string): string {
  return `${method} ${path.replace(/\{[^}]*\}/g, '{}')}`
}

/** Compares a whole document with the operations of the catalogue; legacy ones are not expected in it. */
export function compareDocument(
  operations: readonly Operation[],
  detailsOf: (operation: Operation) => OperationDetails,
  documented: readonly DocumentedOperation[],
): Comparison {
  const ours = new Map(operations.map((operation) => [pathKey(operation.method, operation.path), operation]))
  const added: DocumentedOperation[] = []
  const changed: ChangedOperation[] = []
  const seen = new Set<Operation>()
  for (const theirs of documented) {
    const operation = ours.get(pathKey(theirs.method, theirs.path))
    if (operation === undefined) {
      added.push(theirs)
      continue
    }
    seen.add(operation)
    const differences = compareOperation(operation, detailsOf(operation), theirs)
    if (differences.length > 0) changed.push({ operation, documented: theirs, differences })
  }
  const removed = operations.filter((operation) => operation.legacy !== true && !seen.has(operation))
  return { added, removed, changed, unchanged: seen.size - changed.length }
}
