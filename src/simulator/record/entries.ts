/** Which of the three ways of signing a query a request used; `none` where it had no query or no signature. */
export type QueryPractice = 'none' | 'pairs-in-list' | 'pairs-omitted' | 'query-in-url'

/** One request as the server saw it. */
export interface RecordedRequest {
  /** Counts the requests of this simulator from 1. */
  readonly number: number
  /** Simulator time, milliseconds since the epoch. */
  readonly at: number
  readonly method: string
  /** Path without the query, decoded by nobody. */
  readonly path: string
  /** Raw query without the question mark; empty where there was none. */
  readonly query: string
  /** Lower-case names; `authorization` and `cookie` are replaced by `•••`. */
  readonly headers: Readonly<Record<string, string>>
  /** Body text, cut at 10,000 characters; the signature of a JWT in it is replaced by `•••`. */
  readonly body: string
  /** As it was sent; 0 where a fault let no answer out. */
  readonly status: number
  /** Milliseconds until its answer was ready; what a fault adds is not in it. */
  readonly took: number
  /**
   * `verified`, `not-required` (gateway mode), or the reason why the request was not let in: that of the check of
   * signature, bearer or JWT, `over-pace`, `in-penalty-box`, `malformed-http`, `socket-refused`, or `not-judged` where a fault took its place.
   */
  readonly verification: string
  readonly queryPractice: QueryPractice
  /** Verbs of the faults that struck it, in the order in which they were added. */
  readonly faults: readonly string[]
}

/** One frame of a WebSocket as the server saw it. */
export interface RecordedFrame {
  /** Counts the frames of this simulator from 1, both directions together. */
  readonly number: number
  readonly at: number
  /** Counts connections from 1. */
  readonly connection: number
  /** `in` is from the client. */
  readonly direction: 'in' | 'out'
  /** Cut at 20,000 characters. */
  readonly text: string
}

/** A request as it is handed to the record. */
export type NewRequest = Omit<RecordedRequest, 'number' | 'took' | 'faults'> &
  Partial<Pick<RecordedRequest, 'took' | 'faults'>>

/** A frame as it is handed to the record. */
export type NewFrame = Omit<RecordedFrame, 'number'>
