import {
  aFunction,
  anAbortSignal,
  aPositiveNumber,
  aString,
  checkOptions,
  type OptionKind,
  oneOf,
  trueOrFalse,
} from '../check-options.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import type { RequestPriority, RequestWait } from '../pacing/pacing.ts'
import type { PacedPriority } from '../pacing/request-pacer.ts'

/** A value of a query parameter. Arrays are joined with commas; null and undefined are omitted. */
export type ParamValue = string | number | boolean | null | undefined | readonly (string | number | boolean)[]

/** The argument of `request` for a request by path. */
export interface RequestInput {
  /**
   * The path below `/v1/api/`, with or without a leading slash. A path that begins with `/v1/api/`, `/gw/` or
   * `/oauth2/` is absolute on the host.
   */
  readonly path: string
  /** HTTP method; default `GET`. */
  readonly method?: string
  /** Body, sent as JSON; a `URLSearchParams` is sent as a form. */
  readonly data?: unknown
  /** Body, sent unchanged instead of `data`. Its type is `application/json` unless `headers` contain another type. */
  readonly body?: string | Uint8Array
  /** Query parameters. Arrays are joined with commas; null and undefined are omitted. */
  readonly params?: Readonly<Record<string, ParamValue>>
  /**
   * Headers that override everything the client sets. Numbers and booleans are sent as strings; null and undefined are
   * omitted.
   */
  readonly headers?: Readonly<Record<string, string | number | boolean | null | undefined>>
  /** Aborts the request, which then rejects with `aborted`. */
  readonly signal?: AbortSignal
  /** Priority in the pacing queue, if pacing is on. Default `normal`. */
  readonly priority?: RequestPriority
  /**
   * Called when the request has to wait, whenever the wait changes, and finally with 0 ms. Not called if the request is
   * sent immediately.
   */
  readonly onWait?: (wait: RequestWait) => void
  /**
   * Called right before the first byte is sent: after the pacing queue, a login and the wait for a connection. With the
   * option `fetch` it is called before `fetch`, which connects afterwards. If it throws, nothing is sent and the
   * request rejects with its error. Use it to check whether an order that waited is still intended. Called again for a
   * read that is repeated. It must not be async: if it returns a promise, nothing is sent and the request rejects with
   * `config-invalid`, because the request would not wait for the promise.
   */
  // biome-ignore lint/suspicious/noConfusingVoidType: `void` alone would accept an async function
  readonly beforeSend?: () => void | undefined
  /** Time limit in ms that replaces the client's. */
  readonly timeout?: number
  /** Resolves to status, headers, timing and bytes, whatever the status. Rejects only if no response arrives. */
  readonly raw?: boolean
  /**
   * Also rejects if a response with status 200 is a refusal: a rejected order, an expired reply, a tickle that was not
   * processed, a refused alert, or a brokerage session that another program took over. Default false, as in
   * `ibkr-client`.
   */
  readonly strict?: boolean
  /**
   * Sends `data`, an object, as a signed JWT, as some `/gw` operations require (IBKR's policy "Signed JWT"). OAuth 2.0
   * only. Its fields are the claims; `iss`, `iat` and `exp` (60 s from now) are added if missing.
   */
  readonly jwt?: boolean
}

/** The argument of `stream`: that of `request` without the options that need the whole body. */
export interface StreamInput extends Omit<RequestInput, 'strict'> {
  /**
   * Time limit in ms from leaving the pacing queue to status and headers of the response, instead of the client's
   * `timeout`. It also applies to each further piece of the body.
   */
  readonly timeout?: number
  /**
   * Maximum size of the body in bytes, both as sent and after decompression. Default 1,073,741,824 (1 GiB). A body with
   * a status outside 2xx is read completely, so the client's `maxBodyBytes` also applies to it.
   */
  readonly maxBytes?: number
  /** Resolves for any status; a body with a status outside 2xx has already been read. */
  readonly raw?: boolean
}

/** The fields that are checked; unknown names are ignored, as in `ibkr-client`. */
const REQUEST_FIELDS: Readonly<Record<string, OptionKind>> = {
  path: aString,
  timeout: aPositiveNumber,
  signal: anAbortSignal,
  priority: oneOf('high', 'normal', 'low'),
  onWait: aFunction,
  beforeSend: aFunction,
  raw: trueOrFalse,
  strict: trueOrFalse,
  jwt: trueOrFalse,
  maxBytes: aPositiveNumber,
}

/**
 * Calls `beforeSend` of a request.
 * @throws the error of `beforeSend`; IbkrError `config-invalid` if it returns a promise
 */
export function callBeforeSend(beforeSend: (() => unknown) | undefined): void {
  const result = beforeSend?.()
  if (typeof Object(result).then !== 'function') return
  // A rejection after the refusal would otherwise end the process as an unhandled rejection.
  const ignore = (): void => undefined
  Promise.resolve(result).then(ignore, ignore)
  const hint =
    'Finish asynchronous checks before the request, or keep their result in a variable that beforeSend reads.'
  throw new IbkrError(
    'config-invalid',
    'beforeSend must not be async: it returned a promise, for which the request cannot wait. Nothing was sent.',
    { hint },
  )
}

/**
 * Checks the argument of `request` or `stream` once, when it enters the library.
 * @throws IbkrError `config-invalid`, with the field and the values it accepts
 */
export function checkRequest(input: RequestInput | StreamInput): void {
  checkOptions('a request', input, REQUEST_FIELDS)
  const path: unknown = input.path
  if (path === undefined) throw new IbkrError('config-invalid', 'A request has no path: pass a string.')
}

/** How the client sends one request internally. */
export interface SendOptions {
  /** Whether the request waits in the pacing queue. */
  readonly paced: boolean
  /** Priority in the pacing queue. Default: that of the input, or `normal`. */
  readonly priority?: PacedPriority
  /** Whether the request may be sent in the penalty box. */
  readonly explicit?: boolean
  /** Whether the request only reads. Default: true for GET and HEAD. */
  readonly safe?: boolean
  /**
   * Whether a supervised session sends the request. The session renews the SSO session and repeats reads itself, so the
   * request is sent once, with the current bearer token.
   */
  readonly supervised?: boolean
  /** Aborts the request, in addition to the request's own signal. */
  readonly signal?: AbortSignal
  /**
   * Creates the Authorization header of a token call. Other requests are signed with the live session token or the
   * bearer token. Called when the request may be sent, because timestamps expire.
   */
  readonly authorization?: () => string | undefined
  /** Creates a body that expires, when the request may be sent. */
  readonly freshData?: () => Promise<unknown>
  /** Resolves to a 2xx response as soon as status and headers arrive. */
  readonly streamed?: boolean
}

/** The duration of each phase of one exchange, in ms. */
export interface ExchangeTiming {
  /** Time in the pacing queue and waiting for a free connection. */
  readonly queueMs: number
  /** Time to open a connection, including TLS; undefined if an open connection was used. */
  readonly connectMs: number | undefined
  /** Time from sending the request to the first byte of its response. */
  readonly firstByteMs: number
  /** Time from the first byte of the response to its last. */
  readonly bodyMs: number
  /** Time from the call to the last byte. */
  readonly totalMs: number
}

/** A response of any status, as it was received. */
export interface RawResponse {
  /** HTTP status. */
  readonly status: number
  /** Status text of the response; may be empty. */
  readonly statusText: string
  /**
   * Headers with names in lower case. The values of a repeated header are joined by `, ` (those of `set-cookie` by a
   * line feed).
   */
  readonly headers: Readonly<Record<string, string>>
  /** The body, decompressed but not parsed; empty if the response has none. */
  readonly body: Uint8Array
  /** Size of the body before decompression, in bytes. */
  readonly wireBytes: number
  /** Duration of each phase of the request. */
  readonly timing: ExchangeTiming
  /** HTTP method of the request. */
  readonly method: string
  /** URL of the request, without secrets. */
  readonly url: string
}

/** A response with a body that is still arriving. */
export interface StreamedResponse extends Pick<RawResponse, 'status' | 'statusText' | 'headers' | 'method' | 'url'> {
  /**
   * The body in decompressed pieces, which can be read once. Rejects like `request`. A reader that stops early, for
   * example by `break`, closes the connection. A slow reader slows the server down.
   */
  readonly body: AsyncIterable<Uint8Array>
  /** Drops the rest of the body. To be called if the body is not read to its end. Calling it again has no effect. */
  cancel(): void
  /** Returns the duration of each phase; while the body is arriving, up to now. */
  timing(): ExchangeTiming
}

/** The JSON of a response. The type is `any`, as in `ibkr-client`, because its users read fields without a cast. */
// biome-ignore lint/suspicious/noExplicitAny: compatibility with ibkr-client 1.0.4, whose request resolves to any
export type UntypedJson = any
