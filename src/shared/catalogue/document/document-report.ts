import type { Method, Parameter } from '../operation.ts'
import type { BodyDetails, ResponseDetails } from '../operation-details.ts'

/** One operation of an untrusted OpenAPI document, in the catalogue's terms. */
export interface DocumentedOperation {
  readonly method: Method
  /** Full, as in the catalogue: begins with /v1/api/, /gw/ or /oauth2/. */
  readonly path: string
  readonly title: string
  readonly query: readonly Parameter[]
  readonly body?: BodyDetails
  readonly response: ResponseDetails
  readonly scopes: readonly string[]
}

/** A document that was read. */
export interface ReadDocument {
  /** The document's own version: `2.39.0`. */
  readonly version: string
  readonly title: string
  readonly operations: readonly DocumentedOperation[]
  /** Number of invalid paths: invalid characters, too long, or beyond the bound. */
  readonly leftOut: number
}

/**
 * One difference between a document and the catalogue in an operation.
 * - `added`: the document names it, the catalogue does not. `missing`: the other way round.
 * - `type`, `values` (the closed list), `required`, `limits` (least and most, of the document): both have it, with different values.
 */
export interface Difference {
  /** `query conid`, `body orders[].price`, `body` as a whole. */
  readonly at: string
  readonly kind: 'added' | 'missing' | 'type' | 'values' | 'required' | 'limits'
  /** The value on each side, in a word or two; absent where it has none. */
  readonly document?: string
  readonly catalogue?: string
}

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
  /** Invalid paths of the document, and operations beyond the bounds. */
  readonly leftOut: number
  /** Known operations that would get parameters, fields or a shape. */
  readonly extended: number
}

/** The part of a document that is stored when the user adds it. */
export interface Additions {
  readonly title: string
  readonly version: string
  readonly operations: readonly DocumentedOperation[]
  /** Catalogued operations for which the document has more fields. */
  readonly extended: readonly ExtendedOperation[]
}

export interface ExtendedOperation {
  /** Of the operation in the catalogue. */
  readonly id: string
  readonly documented: DocumentedOperation
}
