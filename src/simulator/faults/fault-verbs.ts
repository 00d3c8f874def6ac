/** The place where a fault applies: requests or socket frames. */
export type FaultPlace = 'request' | 'frame'

/** Description of the number after `=` in a fault. */
export interface FaultNumberRule {
  /** Unit of the number, for the help text. */
  readonly unit: string
  readonly min: number
  readonly max: number
  /** Default value, undefined if a number is required. */
  readonly defaultValue: number | undefined
  /** Whether `±` (a jitter) may follow the number. */
  readonly jitter: boolean
}

/** Description of one kind of fault: its place, its value and its help text. */
export interface FaultKind {
  readonly places: readonly FaultPlace[]
  /** Description of the number, undefined if the verb has no number. */
  readonly value: FaultNumberRule | undefined
  /** One line for help and documentation. */
  readonly summary: string
}

const number = (unit: string, min: number, max: number, defaultValue?: number, jitter = false): FaultNumberRule => ({
  unit,
  min,
  max,
  defaultValue,
  jitter,
})
const kind = (places: readonly FaultPlace[], summary: string, value?: FaultNumberRule): FaultKind => ({
  places,
  summary,
  value,
})
const both: readonly FaultPlace[] = ['request', 'frame']
const requests: readonly FaultPlace[] = ['request']
const frames: readonly FaultPlace[] = ['frame']

/** All kinds of faults, by verb. */
export const faultKinds = {
  latency: kind(
    both,
    'delays the response or frame; frames keep their order',
    number('milliseconds', 0, 3_600_000, undefined, true),
  ),
  reset: kind(both, 'resets the TCP connection (RST) without a response'),
  silence: kind(both, 'request: no response, connection open; frame: no more frames of these topics on this socket'),
  'half-open': kind(
    both,
    'the connection stays open, but the server stops reading and writing on it, heartbeats included',
  ),
  malformed: kind(both, 'invalid JSON (with status 200 for a request)'),
  'non-utf8': kind(both, 'invalid UTF-8; a frame stays a text frame'),
  mislabelled: kind(requests, '200 and the JSON labelled as text/html'),
  deep: kind(requests, '200 and the JSON nested in that many arrays', number('levels', 1, 1_000_000, 10_000)),
  large: kind(requests, '200 and the JSON padded to that many bytes', number('bytes', 1, 200_000_000, 100_000_000)),
  strange: kind(requests, '200 and the JSON with markup, bidirectional control characters and numbers beyond 2^53'),
  restart: kind(
    requests,
    'stops the server instead of responding, and restarts it after that many seconds; orders and positions stay',
    number('seconds', 0, 3600, 0),
  ),
  'clock-skew': kind(
    requests,
    "sets the server's clock ahead (or behind) from this request on; it stays when the fault is removed",
    number('seconds', -86_400, 86_400),
  ),
  cut: kind(
    requests,
    'ends the connection after that many bytes of the body',
    number('bytes of body', 0, 100_000_000, 20),
  ),
  'slow-body': kind(requests, 'sends the body slowly', number('bytes a second', 1, 100_000_000, 100)),
  truncated: kind(requests, '200 and half of the JSON, with a matching length'),
  empty: kind(requests, 'an empty body', number('status', 200, 599, 200)),
  html: kind(requests, "a page like the edge's instead of JSON", number('status', 200, 599, 403)),
  'wrong-length': kind(
    requests,
    'a wrong content-length',
    number('bytes too many (or too few)', -1_000_000, 1_000_000, 10),
  ),
  '401': kind(requests, 'empty, as for an expired session'),
  '410': kind(requests, 'empty, as from a stale host'),
  '429': kind(requests, 'as for an exceeded rate limit', number('seconds in Retry-After, 0 for none', 0, 3600, 0)),
  '500': kind(requests, '{"error":"unknown"}'),
  '503': kind(
    requests,
    "at once with iserver's body, or empty after that many seconds (10 at IBKR)",
    number('seconds', 0, 3600, 0),
  ),
  close: kind(
    frames,
    'closes the socket with this code instead of sending the frame',
    number('close code', 1000, 4999, 1001),
  ),
  drop: kind(frames, 'the frame is lost'),
  duplicate: kind(frames, 'sends the frame twice'),
  reorder: kind(frames, 'sends the frame after the next one of these topics'),
  binary: kind(frames, 'sends the frame as a binary frame'),
  oversized: kind(frames, 'pads the frame to that many bytes of JSON', number('bytes', 1, 200_000_000, 2_000_000)),
  'broken-frame': kind(frames, 'bytes that are no valid WebSocket frame'),
}

/** The name of a fault. */
export type FaultVerb = keyof typeof faultKinds

/** Reports whether a string is the name of a fault. */
export function isFaultVerb(text: string): text is FaultVerb {
  return Object.hasOwn(faultKinds, text)
}

/** Returns the kind of fault of a verb. */
export function getFaultKind(verb: FaultVerb): FaultKind {
  return faultKinds[verb]
}
