import {
  aFunction,
  anAbortSignal,
  aPositiveNumber,
  aText,
  checkOptions,
  type OptionKind,
  oneOf,
  trueOrFalse,
} from '../check-options.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import type { PacedPriority } from '../pacing/pacer.ts'
import type { RequestPriority, RequestWait } from '../pacing/pacing.ts'

/** A value of a query parameter; arrays are joined with commas, null and undefined are omitted. */
export type ParamValue = string | number | boolean | null | undefined | readonly (string | number | boolean)[]

/** The argument of `request`. */
export interface RequestInput {
  /**
   * The path, with or without a leading slash: below `/v1/api/`. A path that begins with `/v1/api/`, `/gw/` or
   * `/oauth2/` is absolute on the host.
   */
  readonly path: string
  /** HTTP method; default `GET`. */
  readonly method?: string
  /** Body that is sent as JSON; a `URLSearchParams` is sent as a form. */
  readonly data?: unknown
  /** Body that is sent unchanged, instead of `data`; `application/json` unless `headers` contain another type. */
  readonly body?: string | Uint8Array
  /** Query. Arrays are joined with commas; null and undefined are omitted. */
  readonly params?: Readonly<Record<string, ParamValue>>
  /**
   * Headers that override everything the client sets. Numbers and booleans are sent as text; null and undefined are
   * omitted.
   */
  readonly headers?: Readonly<Record<string, string | number | boolean | null | undefined>>
  /** Aborts the request: it rejects with `aborted`. */
  readonly signal?: AbortSignal
  /** Priority in the pacing queue, if pacing is on. Default `normal`. */
  readonly priority?: RequestPriority
  /**
   * Called when the request has to wait, whenever the wait changes, and at the end with 0 ms. Not called if it leaves
   * immediately.
   */
  readonly onWait?: (wait: RequestWait) => void
  /**
   * Called right before the first byte leaves: after the pacing queue, a login and the wait for a connection. With the
   * option `fetch` it is called before `fetch`, which connects afterwards. If it throws, nothing is sent and the
   * request rejects with its error: use it to check whether an order that waited is still intended. Called again for a
   * read that is repeated.
   */
  readonly beforeSend?: () => void
  /** Time limit in ms that replaces the client's. */
  readonly timeout?: number
  /** Resolves to status, headers, timing and bytes, for any status; rejects only without a response. */
  readonly raw?: boolean
  /**
   * Also rejects if a response with status 200 is a refusal: an order rejected, a reply expired, a tickle that was not
   * processed, an alert refused, a brokerage session lost to another program. Default false, as in `ibkr-client`.
   */
  readonly strict?: boolean
  /**
   * Sends `data`, an object, as a signed JWT: IBKR's policy "Signed JWT" of some `/gw` operations. OAuth 2.0 only. Its
   * fields are the claims; `iss`, `iat` and `exp` (60 s from now) are added if missing.
   */
  readonly jwt?: boolean
}

/** The argument of `stream`: that of `request`, without the options that need the whole body. */
export interface StreamInput extends Omit<RequestInput, 'strict'> {
  /**
   * Ms from leaving the pacing queue to status and headers of the response, instead of the client's `timeout`; also for
   * each further piece.
   */
  readonly timeout?: number
  /**
   * Maximum size of the body in bytes, both as sent and after decompression. Default 1,073,741,824 (1 GiB). Outside 2xx
   * the body is read completely, so the client's `maxBodyBytes` applies too.
   */
  readonly maxBytes?: number
  /** Resolves for any status; outside 2xx the body is already read. */
  readonly raw?: boolean
}

/** Unknown names are ignored, as in `ibkr-client`. */
const REQUEST_FIELDS: Readonly<Record<string, OptionKind>> = {
  path: aText,
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
 * Checks the argument of `request` or `stream`, once, where it enters the library.
 * @throws IbkrError `config-invalid`, with the field and the values it accepts
 */
export function checkRequest(input: RequestInput | StreamInput): void {
  checkOptions('a request', input, REQUEST_FIELDS)
  const path: unknown = input.path
  if (path === undefined) throw new IbkrError('config-invalid', 'A request has no path: it takes a text.')
}

/** How the client sends one request internally. */
export interface SendOptions {
  /** Whether it waits in the pacing queue. */
  readonly paced: boolean
  /** Priority; default: that of the input, or `normal`. */
  readonly priority?: PacedPriority
  /** May be sent in the penalty box. */
  readonly explicit?: boolean
  /** The request only reads; default: it is a GET or HEAD. */
  readonly safe?: boolean
  /**
   * Set by a supervised session, which renews the SSO session and repeats reads itself: the request is sent once, with
   * the current bearer token.
   */
  readonly supervised?: boolean
  /** Aborts the request, in addition to its own signal. */
  readonly signal?: AbortSignal
  /**
   * Creates the Authorization header of a token call; other requests are signed with the live session token or the
   * bearer token. Called when the request may leave, because timestamps expire.
   */
  readonly authorization?: () => string | undefined
  /** Creates a body that expires, when the request may leave. */
  readonly freshData?: () => Promise<unknown>
  /** Resolves to a 2xx response as soon as status and headers arrived. */
  readonly streamed?: boolean
}

/** The duration of each phase of one exchange, in ms. */
export interface ExchangeTiming {
  /** Wait in the pacing queue, and for a free connection. */
  readonly queueMs: number
  /** Opening a connection, including TLS; undefined if an open one was used. */
  readonly connectMs: number | undefined
  /** From sending the request to the first byte of its response. */
  readonly firstByteMs: number
  /** From the first byte of the response to its last. */
  readonly bodyMs: number
  /** From the call to the last byte. */
  readonly totalMs: number
}

/** A response of any status, as it arrived. */
export interface RawResponse {
  /** HTTP status. */
  readonly status: number
  /** Text after the status; may be empty. */
  readonly statusText: string
  /**
   * Headers with names in lower case; a repeated header's values are joined by `, ` (those of `set-cookie` by a line
   * feed).
   */
  readonly headers: Readonly<Record<string, string>>
  /** The body, decompressed but not parsed; empty if there was none. */
  readonly body: Uint8Array
  /** Size of the body before decompression, in bytes. */
  readonly wireBytes: number
  /** Duration of each phase. */
  readonly timing: ExchangeTiming
  /** HTTP method of the request. */
  readonly method: string
  /** URL of the request, without secrets. */
  readonly url: string
}

/** A response whose body is still arriving. */
export interface StreamedResponse extends Pick<RawResponse, 'status' | 'statusText' | 'headers' | 'method' | 'url'> {
  /**
   * The body in decompressed pieces, which can be read once. Rejects like `request`. A reader that stops early, for
   * example by `break`, closes the connection; a slow reader slows the server down.
   */
  readonly body: AsyncIterable<Uint8Array>
  /** Drops the rest of the body. To be called if the body is not read to its end. Idempotent. */
  cancel(): void
  /** The duration of each phase, up to now while the body is arriving. */
  timing(): ExchangeTiming
}

/** The JSON of a response. `any`, as in the original library: its users read fields without a cast. */
// biome-ignore lint/suspicious/noExplicitAny: compatibility with ibkr-client 1.0.4, whose request resolves to any
export type UntypedJson = any
