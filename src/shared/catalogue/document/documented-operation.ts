import type { Method, Parameter } from '../operation.ts'
import type { AnswerDetails, BodyDetails } from '../operation-details.ts'

/** One operation as a foreign OpenAPI document describes it, in our vocabulary. */
export interface DocumentedOperation {
  readonly method: Method
  /** Full, as in the catalogue: begins with /v1/api/, /gw/ or /oauth2/. */
  readonly path: string
  readonly title: string
  readonly query: readonly Parameter[]
  readonly body?: BodyDetails
  readonly answer: AnswerDetails
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
