/** Where a verb may strike: answers to requests, frames of a socket, or both. */
export type FaultPlace = 'request' | 'frame'

/** The number after `=` of a verb. */
export interface FaultValue {
  /** What the number counts, in the words of the help. */
  readonly unit: string
  readonly least: number
  readonly most: number
  /** Used where none is given; undefined where one must be given. */
  readonly usual: number | undefined
  /** Whether `±` may follow. */
  readonly jitter: boolean
}

/** One kind of fault. */
export interface FaultKind {
  readonly places: readonly FaultPlace[]
  /** Undefined for a verb that takes no number. */
  readonly value: FaultValue | undefined
  /** One line for help and documentation. */
  readonly summary: string
}

const number = (unit: string, least: number, most: number, usual?: number, jitter = false): FaultValue => ({
  unit,
  least,
  most,
  usual,
  jitter,
})
const both: readonly FaultPlace[] = ['request', 'frame']
const requests: readonly FaultPlace[] = ['request']
const frames: readonly FaultPlace[] = ['frame']

/** Every fault that exists. */
export const faultKinds = {
  latency: {
    places: both,
    value: number('milliseconds', 0, 3_600_000, undefined, true),
    summary: 'answer or frame comes later; frames keep their order',
  },
  reset: { places: both, value: undefined, summary: 'the TCP connection is reset (RST), without an answer' },
  silence: {
    places: both,
    value: undefined,
    summary: 'request: no answer, connection open; frame: no frame of these topics any more on this socket',
  },
  'half-open': {
    places: both,
    value: undefined,
    summary: 'the connection stays up, but the server neither reads nor writes on it any more, beat included',
  },
  malformed: {
    places: both,
    value: undefined,
    summary: 'JSON that does not parse (200 for a request)',
  },
  'non-utf8': { places: both, value: undefined, summary: 'bytes that are no UTF-8; a frame stays a text frame' },
  mislabelled: { places: requests, value: undefined, summary: '200 and the JSON under the name of a page (text/html)' },
  deep: {
    places: requests,
    value: number('levels', 1, 1_000_000, 10_000),
    summary: '200 and the JSON inside of so many arrays',
  },
  large: {
    places: requests,
    value: number('bytes', 1, 200_000_000, 100_000_000),
    summary: '200 and the JSON blown up to so many bytes',
  },
  strange: {
    places: requests,
    value: undefined,
    summary: '200 and the JSON beside markup, letters that turn a line about, and numbers beyond 2^53',
  },
  restart: {
    places: requests,
    value: number('seconds', 0, 3600, 0),
    summary:
      'the server goes away instead of answering, with everything but the books, and is back after so many seconds',
  },
  'clock-skew': {
    places: requests,
    value: number('seconds', -86_400, 86_400),
    summary:
      "from this request on the server's clock is so far ahead (or behind); it stays so when the fault is taken away",
  },
  cut: {
    places: requests,
    value: number('bytes of body', 0, 100_000_000, 20),
    summary: 'the connection ends after so many bytes of the body',
  },
  'slow-body': {
    places: requests,
    value: number('bytes a second', 1, 100_000_000, 100),
    summary: 'the body trickles',
  },
  truncated: { places: requests, value: undefined, summary: '200 and half of the JSON, with a length that fits' },
  empty: { places: requests, value: number('status', 200, 599, 200), summary: 'no body' },
  html: { places: requests, value: number('status', 200, 599, 403), summary: "a page like the edge's instead of JSON" },
  'wrong-length': {
    places: requests,
    value: number('bytes more (or less) than there are', -1_000_000, 1_000_000, 10),
    summary: 'a content-length that does not fit',
  },
  '401': { places: requests, value: undefined, summary: 'empty, as for a session that is gone' },
  '410': { places: requests, value: undefined, summary: 'empty, as from a stale host' },
  '429': {
    places: requests,
    value: number('seconds in Retry-After, 0 for none', 0, 3600, 0),
    summary: 'as for a call too many',
  },
  '500': { places: requests, value: undefined, summary: '{"error":"unknown"}' },
  '503': {
    places: requests,
    value: number('seconds', 0, 3600, 0),
    summary: "at once with iserver's body, or empty after so many seconds (10 is IBKR's habit)",
  },
  close: {
    places: frames,
    value: number('close code', 1000, 4999, 1001),
    summary: 'the socket is closed with this code instead of the frame',
  },
  drop: { places: frames, value: undefined, summary: 'the frame is lost' },
  duplicate: { places: frames, value: undefined, summary: 'the frame comes twice' },
  reorder: { places: frames, value: undefined, summary: 'the frame comes after the next one of these topics' },
  binary: { places: frames, value: undefined, summary: 'the frame comes as a binary one' },
  oversized: {
    places: frames,
    value: number('bytes', 1, 200_000_000, 2_000_000),
    summary: 'the frame is blown up to so many bytes of JSON',
  },
  'broken-frame': { places: frames, value: undefined, summary: 'bytes that are no WebSocket frame' },
} as const satisfies Readonly<Record<string, FaultKind>>

/** Name of a fault. */
export type FaultVerb = keyof typeof faultKinds

/** Whether a text names a fault. */
export function isFaultVerb(text: string): text is FaultVerb {
  return Object.hasOwn(faultKinds, text)
}

/** The kind behind a verb. */
export function kindOf(verb: FaultVerb): FaultKind {
  return faultKinds[verb]
}
