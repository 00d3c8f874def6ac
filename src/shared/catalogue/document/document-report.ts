import type { Method } from '../operation.ts'
import type { Difference } from './compare-operation.ts'
import type { DocumentedOperation } from './documented-operation.ts'

/** An operation named in a report. */
export interface NamedOperation {
  readonly method: Method
  readonly path: string
  readonly title: string
}

export interface ReportedChange extends NamedOperation {
  /** Of the operation in the catalogue. */
  readonly id: string
  readonly differences: readonly Difference[]
}

/** How a document differs from the catalogue, for a person to read before anything is added. */
export interface DocumentReport {
  readonly title: string
  readonly version: string
  /** Described by the document, unknown to the catalogue. */
  readonly added: readonly NamedOperation[]
  /** In the catalogue, not in the document. */
  readonly removed: readonly NamedOperation[]
  readonly changed: readonly ReportedChange[]
  /** Operations that both describe alike. */
  readonly unchanged: number
  /** Differences that the catalogue states on purpose; they are not listed. */
  readonly stated: number
  /** Paths of the document that nobody could call, and what is past the bounds. */
  readonly leftOut: number
  /** Known operations that would get parameters, fields or a shape. */
  readonly extended: number
}

/** What is kept of a document when somebody adds what is new in it. */
export interface Additions {
  readonly title: string
  readonly version: string
  readonly operations: readonly DocumentedOperation[]
  /** Known operations of which the document tells more. */
  readonly extended: readonly ExtendedOperation[]
}

export interface ExtendedOperation {
  /** Of the operation in the catalogue. */
  readonly id: string
  readonly documented: DocumentedOperation
}
