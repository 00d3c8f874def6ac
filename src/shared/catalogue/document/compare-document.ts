import { createUnknownDetails, loadAllDetails } from '../details/load-details.ts'
import type { Operation } from '../operation.ts'
import type { OperationDetails } from '../operation-details.ts'
import { operations } from '../operations.ts'
import { compareOperation } from './compare-operation.ts'
import type {
  CatalogueAdditions,
  Difference,
  DocumentedOperation,
  DocumentReport,
  NamedOperation,
} from './document-report.ts'
import { isKnownDifference } from './known-differences.ts'
import { limitFieldCount } from './limit-field-count.ts'
import { readDocument } from './read-document.ts'

/** Maximum number of differences reported for a document. */
const mostDifferences = 4_000

/** The differences between a document and the catalogue, and what to store if the user accepts them. */
export interface ComparedDocument {
  readonly report: DocumentReport
  readonly additions: CatalogueAdditions
}

/**
 * Compares an untrusted document, parsed from JSON, with the catalogue. Large documents take long: run it in a thread.
 * @throws UnreadableDocument with a sentence for the user
 */
export async function compareDocument(parsed: unknown): Promise<ComparedDocument> {
  const { title, version, operations: documented, leftOut } = readDocument(parsed)
  const details = await loadAllDetails()
  const detailsOf = (operation: Operation) => details.get(operation.id) ?? createUnknownDetails(operation)
  const comparison = compareOperations(operations, detailsOf, documented)
  let stated = 0
  let left = mostDifferences
  const changed: ChangedOperation[] = []
  for (const change of comparison.changed) {
    const differences = change.differences.filter((difference) => !isKnownDifference(change.operation.id, difference))
    stated += change.differences.length - differences.length
    if (differences.length === 0) continue
    changed.push({ ...change, differences: differences.slice(0, Math.max(0, left)) })
    left -= differences.length
  }
  const extended = changed.filter(({ differences }) => differences.some(addsInformation))
  return {
    report: {
      title,
      version,
      added: comparison.added.map(named),
      removed: comparison.removed.map(named),
      changed: changed.map(({ operation, differences }) => ({ id: operation.id, ...named(operation), differences })),
      unchanged: comparison.unchanged + comparison.changed.length - changed.length,
      stated,
      leftOut,
      extended: extended.length,
    },
    additions: {
      title,
      version,
      operations: comparison.added.map(limitFieldCount),
      extended: extended.map(({ operation, documented: theirs }) => ({
        id: operation.id,
        documented: limitFieldCount(theirs),
      })),
    },
  }
}

/** Reports whether the document adds a name, or a shape that is missing in the catalogue. */
function addsInformation({ kind, catalogue }: ChangedOperation['differences'][number]): boolean {
  return kind === 'added' || (kind === 'type' && catalogue === 'any')
}

function named({ method, path, title }: NamedOperation): NamedOperation {
  return { method, path, title }
}

/** The differences between a document and the catalogue, by operation. */
export interface DocumentComparison {
  /** Operations that only the document contains. */
  readonly added: readonly DocumentedOperation[]
  /** Operations that only the catalogue contains. */
  readonly removed: readonly Operation[]
  readonly changed: readonly ChangedOperation[]
  readonly unchanged: number
}

interface ChangedOperation {
  readonly operation: Operation
  readonly documented: DocumentedOperation
  readonly differences: readonly Difference[]
}

/** Returns the key of an operation's path. Paths that differ only in the names of parameters have the same key. */
export function createPathKey(method: string, path: string): string {
  return `${method} ${path.replace(/\{[^}]*\}/g, '{}')}`
}

/** Compares a whole document with the operations of the catalogue. Legacy operations need not be in the document. */
export function compareOperations(
  operations: readonly Operation[],
  detailsOf: (operation: Operation) => OperationDetails,
  documented: readonly DocumentedOperation[],
): DocumentComparison {
  const ours = new Map(operations.map((operation) => [createPathKey(operation.method, operation.path), operation]))
  const added: DocumentedOperation[] = []
  const changed: ChangedOperation[] = []
  const seen = new Set<Operation>()
  for (const theirs of documented) {
    const operation = ours.get(createPathKey(theirs.method, theirs.path))
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
