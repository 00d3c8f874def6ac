import type { DocumentReport } from '../catalogue/document/document-report.ts'
import type { Operation, Parameter } from '../catalogue/operation.ts'

/** The operations and fields that this installation added to the catalogue. */
export interface CatalogueAdditionsView {
  /** The document that the additions come from; absent if nothing was added. */
  readonly document?: {
    readonly title: string
    readonly version: string
    /** Time of the addition in ms since epoch. */
    readonly addedAt: number
  }
  /** Operations that the built-in catalogue does not contain. They count as trading. */
  readonly operations: readonly Operation[]
  /** Additional parameters and fields of catalogued operations. */
  readonly extended: readonly {
    /** The id of the operation in the catalogue. */
    readonly id: string
    readonly query: readonly Parameter[]
  }[]
}

/** An API document that was read. The host stores the document until another document is read. */
export interface ApiDocumentView {
  readonly id: string
  /** The document's source for display: a file name or a URL. */
  readonly source: string
  readonly report: DocumentReport
}
