import { SimulatorError } from '../simulator-error.ts'
import { type FaultVerb, faultKinds, getFaultKind, isFaultVerb } from './fault-verbs.ts'

/** A fault before validation, as the caller describes it. */
export interface FaultRequest {
  /** Kind of fault, such as `latency`, `reset` or `503`; the page of the simulator lists all verbs. */
  readonly verb: FaultVerb
  /**
   * The requests or frames that the fault applies to. Requests: a path below `/v1/api` with `*` as a wildcard,
   * optionally after a method (`POST /iserver/account/*`). Frames: `ws`, or `ws:` and topics (`ws:sor`, `ws:smd+*`);
   * `ws-in:` for frames of the client. Default: every request, or every sent frame if the verb applies only to frames.
   */
  readonly on?: string
  /** The number of the verb: milliseconds, bytes or a status, depending on the verb. */
  readonly value?: number
  /** Maximum random deviation of the value in both directions (uniform), default 0. */
  readonly jitter?: number
  /** Number of times that the fault applies. Default: unlimited. */
  readonly times?: number
  /** Share of the matches that the fault applies to, from 0 to 1. Default 1. Uses the simulator's seed. */
  readonly probability?: number
  /** Number of matches to skip first, default 0. */
  readonly after?: number
  /**
   * Whether the server executes the request although the response is faulty. Default true if the response is lost or
   * damaged. Default false if another response replaces it (`401`, `410`, `429`, `500`, `503`, `html`, `empty`).
   */
  readonly processed?: boolean
}

/** A validated fault. */
export interface CheckedFault {
  readonly verb: FaultVerb
  readonly target: FaultTarget
  readonly value: number
  readonly jitter: number
  readonly times: number
  readonly probability: number
  readonly after: number
  readonly processed: boolean
}

const replacesResponse: ReadonlySet<string> = new Set(['401', '410', '429', '500', '503', 'html', 'empty'])

const losesResponse: ReadonlySet<string> = new Set(['reset', 'silence', 'half-open', 'restart'])

/** Validates a fault. Throws `WRONG_FAULT`. */
export function checkFault(request: FaultRequest): CheckedFault {
  const { verb, jitter = 0, times = Infinity, probability = 1, after = 0 } = request
  if (!isFaultVerb(verb)) throw wrong(`Unknown fault "${String(verb)}"`)
  const kind = getFaultKind(verb)
  const on = request.on ?? (kind.places.includes('request') ? '/*' : 'ws')
  const target = compileTarget(on)
  if (target === undefined) {
    throw wrong(
      `"${on}" is not a valid target of a fault. Use a path such as /iserver/*, optionally after a method, or ws:sor`,
    )
  }
  const place = target.kind === 'request' ? 'request' : 'frame'
  if (!kind.places.includes(place)) {
    const right = place === 'request' ? 'frames of a socket, such as @ws:sor' : 'requests, such as @/iserver/*'
    throw wrong(`${verb} applies to ${right}, not ${on}`)
  }
  if (target.kind === 'frame' && target.direction === 'in' && !fromClient.has(verb)) {
    throw wrong(`${verb} cannot apply to frames of the client: ${[...fromClient].join(', ')} can`)
  }
  if (!(jitter >= 0)) throw wrong(`The jitter of ${verb} must be 0 or more`)
  if (jitter > 0 && kind.value?.jitter !== true) throw wrong(`${verb} takes no jitter`)
  if (times !== Infinity && !isCount(times, 1)) throw wrong('times must be a whole number from 1')
  if (!isCount(after, 0)) throw wrong('after must be a whole number from 0')
  if (!(probability > 0 && probability <= 1)) throw wrong('probability must be above 0 and at most 1')
  if (request.processed === false && !replacesResponse.has(verb) && !losesResponse.has(verb)) {
    throw wrong(
      `${verb} damages a response, so the request must be processed; only ${[...losesResponse].join(', ')} may skip that`,
    )
  }
  const value = checkValue(verb, request.value)
  return {
    verb,
    target,
    value,
    jitter,
    times,
    probability,
    after,
    processed: request.processed ?? !replacesResponse.has(verb),
  }
}

const fromClient: ReadonlySet<FaultVerb> = new Set([
  'drop',
  'silence',
  'half-open',
  'reset',
  'close',
  'latency',
  'duplicate',
])

function checkValue(verb: FaultVerb, value: number | undefined): number {
  const wanted = getFaultKind(verb).value
  if (wanted === undefined) {
    if (value !== undefined) throw wrong(`${verb} takes no number`)
    return 0
  }
  const { unit, min, max, defaultValue } = wanted
  const given = value ?? defaultValue
  if (given === undefined) throw wrong(`${verb} needs a number of ${unit}, such as ${verb}=200`)
  if (verb === 'close' && unsendable.has(given))
    throw wrong(`close takes a valid close code, such as 1001, not ${given}`)
  if (!(given >= min && given <= max)) throw wrong(`${verb} takes ${unit} from ${min} to ${max}, not ${given}`)
  return given
}

/** Close codes that must not appear in a close frame (RFC 6455). */
const unsendable: ReadonlySet<number> = new Set([
  1004,
  1005,
  1006,
  ...Array.from({ length: 2000 - 15 }, (_, index) => 1015 + index),
])

function isCount(value: number, min: number): boolean {
  return Number.isSafeInteger(value) && value >= min
}

function wrong(message: string): SimulatorError {
  return new SimulatorError('WRONG_FAULT', message)
}

const faultShape = /^([^=@,]+)(?:=([^@,]*))?(?:@([^,]*))?((?:,[^,]*)*)$/
const valueShape = /^(-?\d+(?:\.\d+)?)(?:(?:±|\+-|\+\/-)(\d+(?:\.\d+)?))?$/

/**
 * Parses a fault of the command line:
 * `VERB[=NUMBER[±JITTER]][@PLACE][,times=N][,after=N][,probability=P][,processed=yes|no]`, such as
 * `latency=200±50@/iserver/*`; `+-` is accepted for `±`. Throws `WRONG_FAULT`.
 */
export function parseFault(text: string): FaultRequest {
  const found = faultShape.exec(text.trim())
  if (found === null) throw unreadable(text, 'write VERB=NUMBER@PLACE,times=N, such as latency=200±50@/iserver/*')
  const [, verb = '', value, on, rest = ''] = found
  if (!isFaultVerb(verb)) {
    const [first = ''] = verb.split(/\s/)
    if (isFaultVerb(first) && on === undefined)
      throw unreadable(text, `write @ between fault and place, as in ${first}@/iserver/*`)
    throw unreadable(text, `unknown fault "${verb}"; valid faults: ${Object.keys(faultKinds).join(', ')}`)
  }
  if (on === '') throw unreadable(text, 'write a path such as /iserver/* or ws:sor after @')
  return {
    verb,
    ...(value === undefined ? {} : readValue(text, value)),
    ...(on === undefined ? {} : { on }),
    ...Object.assign(
      {},
      ...rest
        .split(',')
        .filter(Boolean)
        .map((part) => readOption(text, part)),
    ),
  }
}

function readValue(text: string, value: string): Pick<FaultRequest, 'value' | 'jitter'> {
  const found = valueShape.exec(value)
  if (found === null) throw unreadable(text, `"${value}" is not a number`)
  return { value: Number(found[1]), ...(found[2] === undefined ? {} : { jitter: Number(found[2]) }) }
}

function readOption(text: string, part: string): Partial<FaultRequest> {
  const [name = '', value = ''] = part.split('=')
  switch (name) {
    case 'times':
    case 'after':
    case 'probability':
      if (value.trim() === '' || Number.isNaN(Number(value)))
        throw unreadable(text, `${name} takes a number, not "${value}"`)
      return { [name]: Number(value) }
    case 'processed':
      if (value !== 'yes' && value !== 'no') throw unreadable(text, `processed takes yes or no, not "${value}"`)
      return { processed: value === 'yes' }
    default:
      throw unreadable(text, `unknown option "${name}"; valid options: times, after, probability, processed`)
  }
}

function unreadable(text: string, sentence: string): SimulatorError {
  return new SimulatorError('WRONG_FAULT', `"${text}" is not a valid fault: ${sentence}`)
}

/** A parsed target of a fault. */
type FaultTarget =
  | { readonly kind: 'request'; readonly method: string | undefined; readonly path: RegExp; readonly text: string }
  | { readonly kind: 'frame'; readonly direction: 'in' | 'out'; readonly topic: RegExp; readonly text: string }

const requestTarget = /^(?:([A-Z]+) )?(\/\S*)$/
const frameTarget = /^ws(-in)?(?::(\S+))?$/

/** Parses a target such as `POST /iserver/account/*` or `ws:smd+*`. Returns undefined for an invalid target. */
function compileTarget(text: string): FaultTarget | undefined {
  const request = requestTarget.exec(text)
  if (request !== null) {
    return { kind: 'request', method: request[1], path: wildcards(removeApiPrefix(request[2] ?? '')), text }
  }
  const frame = frameTarget.exec(text)
  if (frame === null) return undefined
  return { kind: 'frame', direction: frame[1] === undefined ? 'out' : 'in', topic: wildcards(frame[2] ?? '*'), text }
}

/** Removes `/v1/api` from a path, because targets do not contain it. */
export function removeApiPrefix(path: string): string {
  return path.startsWith('/v1/api/') ? path.slice('/v1/api'.length) : path
}

function wildcards(text: string): RegExp {
  const parts = text.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`, 's')
}
