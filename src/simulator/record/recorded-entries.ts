/** The query signing mode of a request, `none` without a query or signature. */
export type QuerySigningMode = 'none' | 'pairs-in-list' | 'pairs-omitted' | 'query-in-url'

/** One request as the server received it. */
export interface RecordedRequest {
  /** Number of the request in this simulator, starting at 1. */
  readonly number: number
  /** Time of arrival in simulator time (milliseconds since the epoch). */
  readonly at: number
  /** HTTP method. */
  readonly method: string
  /** Undecoded path without the query. */
  readonly path: string
  /** Raw query without the question mark, empty if the request had no query. */
  readonly query: string
  /** Headers with lower-case names. `authorization` and `cookie` are replaced by `•••`. */
  readonly headers: Readonly<Record<string, string>>
  /** Body as a string, cut at 10,000 characters. The signature of a JWT in the body is replaced by `•••`. */
  readonly body: string
  /** The status that was sent, 0 without a response. */
  readonly status: number
  /** Milliseconds until the response was ready, without delays caused by faults. */
  readonly took: number
  /**
   * `verified`, `not-required` (gateway mode), or the reason for the rejection: a code for the signature, bearer token
   * or JWT, `over-pace`, `in-penalty-box`, `malformed-http`, `socket-refused`, or `not-judged` if a fault replaced the
   * response.
   */
  readonly verification: string
  /** How the client signed the query. */
  readonly querySigningMode: QuerySigningMode
  /** Verbs of the applied faults, in the order in which they were added. */
  readonly faults: readonly string[]
}

/** One WebSocket frame as the server received or sent it. */
export interface RecordedFrame {
  /** Number of the frame in this simulator, starting at 1. Both directions are counted together. */
  readonly number: number
  /** When the frame was received or sent, in simulator time (ms since epoch). */
  readonly at: number
  /** Number of the connection, starting at 1. */
  readonly connection: number
  /** `in` for a frame from the client, `out` for a frame to the client. */
  readonly direction: 'in' | 'out'
  /** The text of the frame, cut at 20,000 characters. */
  readonly text: string
}

/** A request to add to the record. */
export type NewRequest = Omit<RecordedRequest, 'number' | 'took' | 'faults'> &
  Partial<Pick<RecordedRequest, 'took' | 'faults'>>

/** A frame to add to the record. */
export type NewFrame = Omit<RecordedFrame, 'number'>

/** An exact text, or a pattern. */
export type TextMatcher = string | RegExp

/** Filter of requests. Omitted fields match everything. */
export interface RequestFilter {
  /** HTTP method, in upper case. */
  readonly method?: string
  /** Path such as `/v1/api/iserver/accounts`. A text may begin below `/v1/api`: `/iserver/accounts`. */
  readonly path?: TextMatcher
  /** HTTP status; 0 for no response. */
  readonly status?: number
  /** Result of the verification; see `RecordedRequest`. */
  readonly verification?: TextMatcher
  /** Verb of a fault that was applied to the request. */
  readonly fault?: string
  /** Earliest simulator time, inclusive, in ms since epoch. */
  readonly from?: number
  /** Latest simulator time, inclusive, in ms since epoch. */
  readonly to?: number
  /** Number of an entry. Only entries with a higher number match. */
  readonly after?: number
}

/** Filter of frames. Omitted fields match everything. */
export interface FrameFilter {
  /** Direction: `in` from the client, `out` to the client. */
  readonly direction?: 'in' | 'out'
  /** Text of the frame. */
  readonly text?: TextMatcher
  /** Topic with its target, such as `sor` or `smd+265598`. */
  readonly topic?: TextMatcher
  /** Number of the connection. */
  readonly connection?: number
  /** Earliest simulator time, inclusive, in ms since epoch. */
  readonly from?: number
  /** Latest simulator time, inclusive, in ms since epoch. */
  readonly to?: number
  /** Number of an entry. Only entries with a higher number match. */
  readonly after?: number
}

/** Reports whether a request matches a filter. */
export function matchesRequest(request: RecordedRequest, filter: RequestFilter): boolean {
  return (
    (filter.method === undefined || filter.method === request.method) &&
    (textFits(filter.path, request.path) || textFits(filter.path, request.path.replace(/^\/v1\/api(?=\/)/, ''))) &&
    (filter.status === undefined || filter.status === request.status) &&
    textFits(filter.verification, request.verification) &&
    (filter.fault === undefined || request.faults.includes(filter.fault)) &&
    placeFits(filter, request)
  )
}

/** Reports whether a frame matches a filter. */
export function matchesFrame(frame: RecordedFrame, filter: FrameFilter): boolean {
  return (
    (filter.direction === undefined || filter.direction === frame.direction) &&
    textFits(filter.text, frame.text) &&
    (filter.topic === undefined || textFits(filter.topic, extractTopic(frame.text, frame.direction))) &&
    (filter.connection === undefined || filter.connection === frame.connection) &&
    placeFits(filter, frame)
  )
}

function textFits(wanted: TextMatcher | undefined, text: string): boolean {
  return wanted === undefined || (typeof wanted === 'string' ? wanted === text : text.search(wanted) !== -1)
}

function placeFits(
  { from = -Infinity, to = Infinity, after = 0 }: { from?: number; to?: number; after?: number },
  { at, number }: { readonly at: number; readonly number: number },
): boolean {
  return at >= from && at <= to && number > after
}

const marker = '"topic":"'

/**
 * Returns the topic of a frame with its target, such as `sor` or `smd+265598`, empty if the frame has no topic. Frames
 * of the server contain the topic as a field; frames of the client begin with it.
 */
export function extractTopic(text: string, direction: 'in' | 'out'): string {
  if (direction === 'in') return /^[a-z]{3}(?:\+[^+{]+)*/.exec(text)?.[0] ?? ''
  // Search the text instead of parsing it: parsing every frame of a busy stream would take longer than sending it. The
  // topic is the first or last field, so the end is searched before the rest.
  const found = text.startsWith(marker, 1) ? 1 : text.lastIndexOf(marker)
  if (found === -1) return ''
  const begin = found + marker.length
  return text.slice(begin, text.indexOf('"', begin))
}
