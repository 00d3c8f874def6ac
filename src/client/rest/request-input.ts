import {
  aFunction,
  anAbortSignal,
  aPositiveNumber,
  checkOptions,
  type OptionKind,
  oneOf,
  textShape,
  trueOrFalse,
} from '../check-options.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import type { PacedPriority } from '../pacing/pacer.ts'
import type { RequestPriority, RequestWait } from '../pacing/pacing.ts'

/** A value of a query parameter; arrays are joined with commas, null and undefined are left out. */
export type ParamValue = string | number | boolean | null | undefined | readonly (string | number | boolean)[]

/** What `request` takes. */
export interface RequestInput {
  /**
   * With or without a leading slash: below `/v1/api/`. One that begins with `/v1/api/`, `/gw/` or `/oauth2/` is
   * absolute on the host.
   */
  readonly path: string
  /** Default `GET`. */
  readonly method?: string
  /** Sent as JSON; a `URLSearchParams` is sent as a form. */
  readonly data?: unknown
  /** Sent exactly as it is, instead of `data`; `application/json` unless `headers` state another type. */
  readonly body?: string | Uint8Array
  readonly params?: Readonly<Record<string, ParamValue>>
  /** Override everything the client sets. Numbers and booleans are sent as text; null and undefined are left out. */
  readonly headers?: Readonly<Record<string, string | number | boolean | null | undefined>>
  readonly signal?: AbortSignal
  /** In the pacing queue, if pacing is on. Default `normal`. */
  readonly priority?: RequestPriority
  /** Called when the request has to wait, whenever the wait changes, and in the end with 0 ms. Not called if it leaves at once. */
  readonly onWait?: (wait: RequestWait) => void
  /**
   * Called right before the first byte leaves: after the pacing queue, a login and the wait for a connection. With the option `fetch` it is
   * called before `fetch`, which connects afterwards. When it throws, nothing is sent and the request rejects with what it threw: check
   * here whether an order that waited is still wanted. Called again for a read that is repeated.
   */
  readonly beforeSend?: () => void
  /** Ms, instead of the client's. */
  readonly timeout?: number
  /** Resolves to status, headers, timing and bytes, whatever the status; rejects only without a response. */
  readonly raw?: boolean
  /**
   * Rejects also if a response with status 200 is a refusal: an order rejected, a reply that lapsed, a tickle that was not
   * processed, an alert refused, a brokerage session lost to another program. Default false, as in `ibkr-client`.
   */
  readonly strict?: boolean
  /**
   * Sends `data`, an object, as a signed JWT: IBKR's policy "Signed JWT" of some `/gw` operations. OAuth 2.0 only. Its fields are
   * the claims; `iss`, `iat` and `exp` (60 s from now) are added if missing.
   */
  readonly jwt?: boolean
}

/** What `stream` takes: what `request` does, except what needs the whole body. */
export interface StreamInput extends Omit<RequestInput, 'strict'> {
  /** Ms from leaving the pacing queue to the head of the response, instead of the client's `timeout`; also for each further piece. */
  readonly timeout?: number
  /**
   * Bytes of the body, both as sent and after decompression. Default 1,073,741,824 (1 GiB). Outside 2xx the body is read whole, so that
   * `maxBodyBytes` of the client applies too.
   */
  readonly maxBytes?: number
  /** Resolves whatever the status; outside 2xx the body was read before. */
  readonly raw?: boolean
}

/** Unknown names are ignored, as in `ibkr-client`. */
const REQUEST_FIELDS: Readonly<Record<string, OptionKind>> = {
  path: textShape,
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
 * Checks what a caller gave to `request` or `stream`. Once, where it enters the library.
 * @throws IbkrError `config-invalid`, naming the field and what it takes
 */
export function checkRequest(input: RequestInput | StreamInput): void {
  checkOptions('a request', input, REQUEST_FIELDS)
  const path: unknown = input.path
  if (path === undefined) throw new IbkrError('config-invalid', 'A request has no path: it takes a text.')
}

/** How the client sends one request. */
export interface SendOptions {
  /** Waits for its turn in the pacing queue. */
  readonly paced: boolean
  /** Default: that of the input, or `normal`. */
  readonly priority?: PacedPriority
  /** Leaves even in the penalty box. */
  readonly explicit?: boolean
  /** The request only reads; default: it is a GET or HEAD. */
  readonly safe?: boolean
  /** A supervised session renews the SSO session and repeats reads: the request is sent once, with the present bearer. */
  readonly supervised?: boolean
  /** Ends the request besides its own signal. */
  readonly signal?: AbortSignal
  /**
   * The Authorization header of a call for a token; other requests are signed with the live session token or the bearer. Called
   * when the request's turn has come, because timestamps expire.
   */
  readonly authorization?: () => string | undefined
  /** Makes the body when the request's turn has come, for one that expires. */
  readonly freshData?: () => Promise<unknown>
  /** Resolves to a response in 2xx as soon as its head arrived. */
  readonly streamed?: boolean
}

/** Where the time of one exchange went, in ms. */
export interface ExchangeTiming {
  /** In the pacing queue, and for a free connection. */
  readonly queueMs: number
  /** Opening a connection, TLS included; undefined when an open one was used. */
  readonly connectMs: number | undefined
  /** From sending the request to the first byte of its response. */
  readonly firstByteMs: number
  readonly bodyMs: number
  readonly totalMs: number
}

/** A response of any status, as it arrived. */
export interface RawResponse {
  readonly status: number
  readonly statusText: string
  /** Names in lower case; a repeated header's values are joined by `, ` (those of `set-cookie` by a line feed). */
  readonly headers: Readonly<Record<string, string>>
  /** Decompressed, not parsed. Empty when there was none. */
  readonly body: Uint8Array
  /** Bytes of the body on the wire, before decompression. */
  readonly wireBytes: number
  readonly timing: ExchangeTiming
  /** Of the request; holds no secret. */
  readonly method: string
  readonly url: string
}

/** A response whose body is still arriving. */
export interface StreamedResponse extends Pick<RawResponse, 'status' | 'statusText' | 'headers' | 'method' | 'url'> {
  /**
   * Decompressed, piece by piece, to be read once. Rejects as `request` would. A reader that stops early, by `break` for instance, closes
   * the connection; a slow reader slows the server down.
   */
  readonly body: AsyncIterable<Uint8Array>
  /** Drops the rest of the body. Call it if you do not read to the end. Idempotent. */
  cancel(): void
  /** Where the time went: up to now while the body is arriving. */
  timing(): ExchangeTiming
}

/** The JSON of a response. `any`, as the original's: programs written for it read fields without a cast. */
// biome-ignore lint/suspicious/noExplicitAny: compatibility with ibkr-client 1.0.4, whose request resolves to any
export type UntypedJson = any
