/** Where a verb applies: to responses, to socket frames, or to both. */
export type FaultPlace = 'request' | 'frame'

/** The number after `=` of a verb. */
export interface FaultValue {
  /** Unit of the number, for the help text. */
  readonly unit: string
  readonly min: number
  readonly max: number
  /** Default; undefined if a number is required. */
  readonly defaultValue: number | undefined
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

const number = (unit: string, min: number, max: number, defaultValue?: number, jitter = false): FaultValue => ({
  unit,
  min,
  max,
  defaultValue,
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
    summary: 'delays the response or frame; frames keep their order',
  },
  reset: { places: both, value: undefined, summary: 'resets the TCP connection (RST) without a response' },
  silence: {
    places: both,
    value: undefined,
    summary: 'request: no response, connection open; frame: no more frames of these topics on this socket',
  },
  'half-open': {
    places: both,
    value: undefined,
    summary: 'the connection stays open, but the server stops reading and writing on it, heartbeats included',
  },
  malformed: {
    places: both,
    value: undefined,
    summary: 'invalid JSON (with status 200 for a request)',
  },
  'non-utf8': { places: both, value: undefined, summary: 'invalid UTF-8; a frame stays a text frame' },
  mislabelled: { places: requests, value: undefined, summary: '200 and the JSON labelled as text/html' },
  deep: {
    places: requests,
    value: number('levels', 1, 1_000_000, 10_000),
    summary: '200 and the JSON nested in that many arrays',
  },
  large: {
    places: requests,
    value: number('bytes', 1, 200_000_000, 100_000_000),
    summary: '200 and the JSON padded to that many bytes',
  },
  strange: {
    places: requests,
    value: undefined,
    summary: '200 and the JSON with markup, bidirectional control characters and numbers beyond 2^53',
  },
  restart: {
    places: requests,
    value: number('seconds', 0, 3600, 0),
    summary:
      'stops the server instead of responding, and restarts it after that many seconds; orders and positions stay',
  },
  'clock-skew': {
    places: requests,
    value: number('seconds', -86_400, 86_400),
    summary: "sets the server's clock ahead (or behind) from this request on; it stays when the fault is removed",
  },
  cut: {
    places: requests,
    value: number('bytes of body', 0, 100_000_000, 20),
    summary: 'ends the connection after that many bytes of the body',
  },
  'slow-body': {
    places: requests,
    value: number('bytes a second', 1, 100_000_000, 100),
    summary: 'sends the body slowly',
  },
  truncated: { places: requests, value: undefined, summary: '200 and half of the JSON, with a matching length' },
  empty: { places: requests, value: number('status', 200, 599, 200), summary: 'an empty body' },
  html: { places: requests, value: number('status', 200, 599, 403), summary: "a page like the edge's instead of JSON" },
  'wrong-length': {
    places: requests,
    value: number('bytes too many (or too few)', -1_000_000, 1_000_000, 10),
    summary: 'a wrong content-length',
  },
  '401': { places: requests, value: undefined, summary: 'empty, as for an expired session' },
  '410': { places: requests, value: undefined, summary: 'empty, as from a stale host' },
  '429': {
    places: requests,
    value: number('seconds in Retry-After, 0 for none', 0, 3600, 0),
    summary: 'as for an exceeded rate limit',
  },
  '500': { places: requests, value: undefined, summary: '{"error":"unknown"}' },
  '503': {
    places: requests,
    value: number('seconds', 0, 3600, 0),
    summary: "at once with iserver's body, or empty after that many seconds (10 at IBKR)",
  },
  close: {
    places: frames,
    value: number('close code', 1000, 4999, 1001),
    summary: 'closes the socket with this code instead of sending the frame',
  },
  drop: { places: frames, value: undefined, summary: 'the frame is lost' },
  duplicate: { places: frames, value: undefined, summary: 'sends the frame twice' },
  reorder: { places: frames, value: undefined, summary: 'sends the frame after the next one of these topics' },
  binary: { places: frames, value: undefined, summary: 'sends the frame as a binary frame' },
  oversized: {
    places: frames,
    value: number('bytes', 1, 200_000_000, 2_000_000),
    summary: 'pads the frame to that many bytes of JSON',
  },
  'broken-frame': { places: frames, value: undefined, summary: 'bytes that are no valid WebSocket frame' },
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
