import {
  createAccessDeniedPage,
  createEmptyResponse,
  createErrorWithoutStatus,
  createIserverError,
  type HttpResponse,
  html,
  json,
} from '../http/response.ts'
import type { AppliedFault } from './fault-registry.ts'

const jsonType = 'application/json; charset=utf-8'

/** The way in which the bytes of a response are sent, such as whole, cut or delayed. */
export type ResponseDelivery =
  | { readonly kind: 'whole' }
  | { readonly kind: 'none' }
  | { readonly kind: 'reset' }
  | { readonly kind: 'frozen' }
  | { readonly kind: 'restart'; readonly seconds: number }
  | { readonly kind: 'cut'; readonly bytes: number }
  | { readonly kind: 'trickle'; readonly bytesPerSecond: number }
  | { readonly kind: 'wrong-length'; readonly by: number }

/** The combined effect of all faults on one request. */
export interface CombinedRequestFaults {
  readonly verbs: readonly string[]
  /** Whether the request is executed. */
  readonly processed: boolean
  readonly delayMilliseconds: number
  /** New clock skew of the server, set before the request is handled. */
  readonly clockSkewSeconds: number | undefined
  /** A response that replaces the original response. */
  readonly replacement: HttpResponse | undefined
  /** Corrupts the response body. The status becomes 200, so that clients read the body instead of reporting an error. */
  readonly damage: ((body: string) => Buffer) | undefined
  /** Content type of the damaged body. */
  readonly contentType: string
  readonly delivery: ResponseDelivery
}

/**
 * Combines the faults of one request. Delays are added, a lost response stays lost, and otherwise the first fault of
 * each kind applies. Returns undefined without faults.
 */
export function combineRequestFaults(appliedFaults: readonly AppliedFault[]): CombinedRequestFaults | undefined {
  if (appliedFaults.length === 0) return undefined
  const first = <T>(of: (applied: AppliedFault) => T | undefined): T | undefined =>
    appliedFaults.map(of).find((found) => found !== undefined)
  const replacement = first(insteadOf)
  const lost = appliedFaults.map(deliveryOf).find((delivery) => delivery !== undefined && sendsNothing(delivery))
  return {
    verbs: appliedFaults.map((applied) => applied.fault.verb),
    processed: appliedFaults.every((applied) => applied.fault.processed),
    delayMilliseconds: appliedFaults.reduce((sum, applied) => sum + delayOf(applied), 0),
    clockSkewSeconds: first(({ fault, value }) => (fault.verb === 'clock-skew' ? value : undefined)),
    replacement,
    damage: replacement === undefined ? first(damageOf) : undefined,
    contentType: appliedFaults.some(({ fault }) => fault.verb === 'mislabelled') ? 'text/html;charset=utf-8' : jsonType,
    delivery: lost ?? first(deliveryOf) ?? { kind: 'whole' },
  }
}

/** Reports whether the client receives no byte of the response. */
export function sendsNothing({ kind }: ResponseDelivery): boolean {
  return kind === 'none' || kind === 'reset' || kind === 'frozen' || kind === 'restart'
}

function delayOf({ fault, value }: AppliedFault): number {
  if (fault.verb === 'latency') return value
  return fault.verb === '503' ? value * 1000 : 0
}

function insteadOf({ fault, value }: AppliedFault): HttpResponse | undefined {
  switch (fault.verb) {
    case '401':
    case '410':
      return createEmptyResponse(Number(fault.verb))
    case '429':
      return json({ error: 'Too many requests' }, 429, value > 0 ? { 'retry-after': String(value) } : {})
    case '500':
      return createErrorWithoutStatus(500, 'unknown')
    case '503':
      return value > 0 ? createEmptyResponse(503) : createIserverError(503, 'Service Unavailable')
    case 'empty':
      return createEmptyResponse(value)
    case 'html':
      return value === 403
        ? createAccessDeniedPage()
        : html(`<html><head><title>Error</title></head><body><h1>Error ${value}</h1></body></html>`, value)
    default:
      return undefined
  }
}

function damageOf({ fault, value }: AppliedFault): CombinedRequestFaults['damage'] {
  switch (fault.verb) {
    case 'malformed':
      return (body) => Buffer.from(`{"error":,${body}`)
    case 'truncated':
      return (body) => Buffer.from(body).subarray(0, Math.max(1, Math.floor(Buffer.byteLength(body) / 2)))
    case 'non-utf8':
      // Replace two bytes of valid JSON by a lone continuation byte and a byte that never occurs in UTF-8.
      return (body) =>
        Buffer.concat([Buffer.from('{"text":"'), Buffer.from([0x80, 0xff]), Buffer.from(`","was":${body || 'null'}}`)])
    case 'mislabelled':
      return (body) => Buffer.from(body)
    case 'deep':
      return (body) => Buffer.from(`${'['.repeat(value)}${body || 'null'}${']'.repeat(value)}`)
    case 'large':
      return (body) => enlargedBody(body || 'null', value)
    case 'strange':
      return (body) => Buffer.from(`{${strangeMembers},"was":${body || 'null'}}`)
    default:
      return undefined
  }
}

const strangeMembers = [
  '"markup":"<img src=x onerror=alert(1)><script>alert(2)</script>"',
  String.raw`"turned":"\u202ecod.exe","<b>name</b>":"</span>"`,
  '"exact":[9007199254740993,123456789012345678901234567890,-0,1.10,1e400]',
].join()

/** Creates JSON of this number of bytes, or slightly more if the number is too small. */
function enlargedBody(body: string, bytes: number): Buffer {
  const [head, tail] = [Buffer.from('{"padding":"'), Buffer.from(`","was":${body}}`)]
  const padding = Buffer.alloc(Math.max(0, bytes - head.length - tail.length), 'x')
  return Buffer.concat([head, padding, tail])
}

function deliveryOf({ fault, value }: AppliedFault): ResponseDelivery | undefined {
  switch (fault.verb) {
    case 'reset':
      return { kind: 'reset' }
    case 'silence':
      return { kind: 'none' }
    case 'half-open':
      return { kind: 'frozen' }
    case 'restart':
      return { kind: 'restart', seconds: value }
    case 'cut':
      return { kind: 'cut', bytes: value }
    case 'slow-body':
      return { kind: 'trickle', bytesPerSecond: value }
    case 'wrong-length':
      return { kind: 'wrong-length', by: value }
    default:
      return undefined
  }
}
