import type { Method, Parameter } from '../operation.ts'
import type { BodyDetails, ResponseDetails } from '../operation-details.ts'

/** One operation of an untrusted OpenAPI document, converted to the catalogue's types. */
export interface DocumentedOperation {
  readonly method: Method
  /** The full path, as in the catalogue: begins with /v1/api/, /gw/ or /oauth2/. */
  readonly path: string
  readonly title: string
  readonly query: readonly Parameter[]
  readonly body?: BodyDetails
  readonly response: ResponseDetails
  readonly scopes: readonly string[]
}

/** The operations that were read from a document. */
export interface ReadDocument {
  /** The document's own version, such as `2.39.0`. */
  readonly version: string
  readonly title: string
  readonly operations: readonly DocumentedOperation[]
  /** Number of ignored paths: invalid characters, too long, or more than the limit. */
  readonly leftOut: number
}

/**
 * One difference between a document and the catalogue in an operation.
 * - `added`: only the document has the name. `missing`: only the catalogue has it.
 * - `type`, `values` (the closed list), `required`, `limits` (minimum and maximum, from the document): both have it,
 * with different values.
 */
export interface Difference {
  /** Where the difference is: `query conid`, `body orders[].price`, or `body` as a whole. */
  readonly at: string
  readonly kind: 'added' | 'missing' | 'type' | 'values' | 'required' | 'limits'
  /** The value on each side, in a word or two; absent if it has none. */
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

/** How a document differs from the catalogue, for a person to read before anything is added. */
export interface DocumentReport {
  readonly title: string
  readonly version: string
  /** Operations in the document but not in the catalogue. */
  readonly added: readonly NamedOperation[]
  /** Operations in the catalogue but not in the document. */
  readonly removed: readonly NamedOperation[]
  readonly changed: readonly ReportedChange[]
  /** Number of operations that both describe alike. */
  readonly unchanged: number
  /** Number of intended differences; they are not listed. */
  readonly stated: number
  /** Number of invalid paths and of operations beyond the limits, which were ignored. */
  readonly leftOut: number
  /** Number of catalogued operations that would get parameters, fields or a shape. */
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

interface ExtendedOperation {
  /** The id of the operation in the catalogue. */
  readonly id: string
  readonly documented: DocumentedOperation
}
