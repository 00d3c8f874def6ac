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
  /** Sent exactly as it is, instead of `data`; `application/json` unless `headers` say otherwise. */
  readonly body?: string | Uint8Array
  readonly params?: Readonly<Record<string, ParamValue>>
  /** Win over everything the client sets. Numbers and truth values go as text; null and undefined are left out. */
  readonly headers?: Readonly<Record<string, string | number | boolean | null | undefined>>
  readonly signal?: AbortSignal
  /** In the pacing queue, where there is one. Default `normal`. */
  readonly priority?: RequestPriority
  /** Called when it has to wait for its turn, whenever that changes, and in the end with 0 ms. Never where it leaves at once. */
  readonly onWait?: (wait: RequestWait) => void
  /**
   * Called right before the first byte leaves: after the pacing queue, a login and the wait for a connection. With the option `fetch` it is
   * called before `fetch`, which connects afterwards. When it throws, nothing is sent and the request rejects with what it threw: check
   * here whether an order that waited is still wanted. Called again for a read that is sent a second time.
   */
  readonly beforeSend?: () => void
  /** Ms, instead of the client's. */
  readonly timeout?: number
  /** Resolves to status, headers, timing and bytes, whatever the status; rejects only when there was no answer. */
  readonly raw?: boolean
  /**
   * Rejects also where IBKR says with status 200 that it did not do it: an order rejected, a reply that lapsed, a tickle that was not
   * processed, an alert refused, a brokerage session lost to another program. Default false, as in `ibkr-client`.
   */
  readonly strict?: boolean
  /**
   * Sends `data`, an object, as a signed JWT: what IBKR calls the policy "Signed JWT" of some `/gw` operations. OAuth 2.0
   * only. Its fields are the claims, with `iss`, `iat` and `exp` (60 s from now) where it has none of its own.
   */
  readonly jwt?: boolean
}

/** Where the time of one exchange went, in ms. */
export interface ExchangeTiming {
  /** In the pacing queue, and for a free connection. */
  readonly queueMs: number
  /** Opening a connection, TLS included; undefined when an open one was used. */
  readonly connectMs: number | undefined
  /** From sending the request to the first byte of its answer. */
  readonly firstByteMs: number
  readonly bodyMs: number
  readonly totalMs: number
}

/** An answer as it came, of any status. */
export interface RawResponse {
  readonly status: number
  readonly statusText: string
  /** Names in lower case; a repeated header's values are joined by `, ` (those of `set-cookie` by a line feed). */
  readonly headers: Readonly<Record<string, string>>
  /** Decompressed; never parsed, so that nothing is lost. Empty when there was none. */
  readonly body: Uint8Array
  /** Bytes of the body on the wire, before decompression. */
  readonly wireBytes: number
  readonly timing: ExchangeTiming
  /** What was asked for; holds no secret. */
  readonly method: string
  readonly url: string
}

/** An answer's JSON. `any`, as the original's: programs written for it read fields without a cast. */
// biome-ignore lint/suspicious/noExplicitAny: compatibility with ibkr-client 1.0.4, whose request resolves to any
export type UntypedJson = any
