import type { DocumentReport } from '../catalogue/document/document-report.ts'
import type { Operation, Parameter } from '../catalogue/operation.ts'

/** What was added to the catalogue of this installation. */
export interface AdditionsView {
  /** Absent where nothing was added. */
  readonly document?: {
    readonly title: string
    readonly version: string
    /** ms since epoch */
    readonly addedAt: number
  }
  /** Unknown to the built-in catalogue: treated as trading. */
  readonly operations: readonly Operation[]
  /** Of known operations. */
  readonly extended: readonly {
    /** Of the operation in the catalogue. */
    readonly id: string
    readonly query: readonly Parameter[]
  }[]
}

/** A document that was read. It is held until another one is read. */
export interface ReadDocumentView {
  readonly id: string
  /** Its source for display: a file name or a URL. */
  readonly source: string
  readonly report: DocumentReport
}
