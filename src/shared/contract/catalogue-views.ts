import type { DocumentReport } from '../catalogue/document/document-report.ts'
import type { Operation, Parameter } from '../catalogue/operation.ts'

/** What was added to the catalogue of this installation from a document. */
export interface AdditionsView {
  /** Absent where nothing was added. */
  readonly document?: {
    readonly title: string
    readonly version: string
    /** ms since epoch */
    readonly addedAt: number
  }
  /** Not in the catalogue: they count as trading. */
  readonly operations: readonly Operation[]
  /** Of known operations. */
  readonly extended: readonly {
    /** Of the operation in the catalogue. */
    readonly id: string
    readonly query: readonly Parameter[]
  }[]
}

/** A document that was read, and is held until another one is. */
export interface ReadDocumentView {
  readonly id: string
  /** Where it came from, for the person: a file's name or an address. */
  readonly source: string
  readonly report: DocumentReport
}
