import type { Method, Parameter } from '../operation.ts'
import type { BodyDetails, ResponseDetails } from '../operation-details.ts'

/** One operation as a foreign OpenAPI document describes it, in our vocabulary. */
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

/** What was read of a document, and what was left out. */
export interface ReadDocument {
  /** As the document says it: `2.39.0`. */
  readonly version: string
  readonly title: string
  readonly operations: readonly DocumentedOperation[]
  /** Paths that cannot be called by anybody: odd characters, too long, or beyond the bound. */
  readonly leftOut: number
}

/**
 * One point in which a document and the catalogue disagree about an operation.
 * - `added`: the document names it, the catalogue does not. `missing`: the other way round.
 * - `type`, `values` (the closed list), `required`, `limits` (least and most, of the document): both name it and say different things.
 */
export interface Difference {
  /** `query conid`, `body orders[].price`, `body` as a whole. */
  readonly at: string
  readonly kind: 'added' | 'missing' | 'type' | 'values' | 'required' | 'limits'
  /** What each side says, in a word or two; absent where there is nothing to say. */
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
