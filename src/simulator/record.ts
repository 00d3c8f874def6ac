/** Which of the three ways of signing a query a request used; `none` where it had no query or no signature. */
export type QueryPractice = 'none' | 'pairs-in-list' | 'pairs-omitted' | 'query-in-url'

/** One request as the server saw it. */
export interface RecordedRequest {
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
  readonly status: number
  /** `verified`, `not-required` (gateway mode), or the reason why signature, bearer or JWT were refused. */
  readonly verification: string
  readonly queryPractice: QueryPractice
}

/** One frame of a WebSocket as the server saw it. */
export interface RecordedFrame {
  readonly at: number
  /** Counts connections from 1. */
  readonly connection: number
  /** `in` is from the client. */
  readonly direction: 'in' | 'out'
  readonly text: string
}

/** What the simulator saw, so that a test can assert on the server's side. */
export interface SimulatorRecord {
  /** Newest last; narrows by method and by path (exact text or pattern). */
  requests(filter?: { readonly method?: string; readonly path?: string | RegExp }): readonly RecordedRequest[]
  /** Newest last; narrows by direction and by a pattern on the text. */
  frames(filter?: { readonly direction?: 'in' | 'out'; readonly text?: string | RegExp }): readonly RecordedFrame[]
  clear(): void
}

/** The writing side of the record. */
export interface RecordWriter extends SimulatorRecord {
  addRequest(request: RecordedRequest): void
  addFrame(frame: RecordedFrame): void
}

/** Makes a record that keeps the newest `limit` requests and as many frames. */
export function createRecord(limit: number): RecordWriter {
  let requests: RecordedRequest[] = []
  let frames: RecordedFrame[] = []
  const matches = (wanted: string | RegExp | undefined, text: string) =>
    wanted === undefined || (typeof wanted === 'string' ? wanted === text : wanted.test(text))
  return {
    addRequest: (request) => {
      requests.push(request)
      // Trimmed at twice the limit, so that a full record does not copy itself for every entry.
      if (requests.length >= 2 * limit) requests = requests.slice(-limit)
    },
    addFrame: (frame) => {
      frames.push(frame)
      if (frames.length >= 2 * limit) frames = frames.slice(-limit)
    },
    requests: (filter = {}) =>
      requests
        .slice(-limit)
        .filter(
          (request) =>
            (filter.method === undefined || filter.method === request.method) && matches(filter.path, request.path),
        ),
    frames: (filter = {}) =>
      frames
        .slice(-limit)
        .filter(
          (frame) =>
            (filter.direction === undefined || filter.direction === frame.direction) &&
            matches(filter.text, frame.text),
        ),
    clear: () => {
      requests = []
      frames = []
    },
  }
}
