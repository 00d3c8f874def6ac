import type { Method, Parameter } from '../operation.ts'
import type { BodyDetails, ResponseDetails } from '../operation-details.ts'

/** One operation of an untrusted OpenAPI document, converted to the catalogue's types. */
export interface DocumentedOperation {
  readonly method: Method
  /** The full path in the form of the catalogue: begins with /v1/api/, /gw/ or /oauth2/. */
  readonly path: string
  readonly title: string
  readonly query: readonly Parameter[]
  readonly body?: BodyDetails
  readonly response: ResponseDetails
  readonly scopes: readonly string[]
}

/** The operations read from a document. */
export interface ParsedDocument {
  /** The version that the document states, for example `2.39.0`. */
  readonly version: string
  readonly title: string
  readonly operations: readonly DocumentedOperation[]
  /** Number of ignored paths: they have invalid characters, are too long, or exceed the limit. */
  readonly leftOut: number
}

/**
 * One difference in an operation between a document and the catalogue.
 * - `added`: only the document contains the name. `missing`: only the catalogue contains it.
 * - `type`, `values` (the closed list), `required`, `limits` (minimum and maximum, from the document): both contain it,
 *   with different values.
 */
export interface Difference {
  /** Where the difference is: `query conid`, `body orders[].price`, or `body` for the whole body. */
  readonly at: string
  readonly kind: 'added' | 'missing' | 'type' | 'values' | 'required' | 'limits'
  /**
   * The value in the document, in one or two words; absent if the document has none. The next field is the catalogue's
   * value.
   */
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
  /** The id of the operation in the catalogue. */
  readonly id: string
  readonly differences: readonly Difference[]
}

/** The differences between a document and the catalogue, for a person to read before anything is added. */
export interface DocumentReport {
  readonly title: string
  readonly version: string
  /** Operations that only the document contains. */
  readonly added: readonly NamedOperation[]
  /** Operations that only the catalogue contains. */
  readonly removed: readonly NamedOperation[]
  readonly changed: readonly ReportedChange[]
  /** Number of operations without a difference. */
  readonly unchanged: number
  /** Number of intended differences, which are not listed. */
  readonly stated: number
  /** Number of ignored paths and operations: invalid, or beyond the limits. */
  readonly leftOut: number
  /** Number of catalogued operations that would get additional parameters, fields or a shape. */
  readonly extended: number
}

/** The part of a document that is stored when the user adds it. */
export interface CatalogueAdditions {
  readonly title: string
  readonly version: string
  readonly operations: readonly DocumentedOperation[]
  /** Catalogued operations for which the document contains additional fields. */
  readonly extended: readonly ExtendedOperation[]
}

interface ExtendedOperation {
  /** The id of the operation in the catalogue. */
  readonly id: string
  readonly documented: DocumentedOperation
}
