import type { HttpMethod } from './requests.ts'

/** An action that helps with a response. The user starts it. */
export type NextStep =
  /** Reconnects the session. */
  | { readonly kind: 'reconnect' }
  /** A request that has to come first; then the request again, if it is a read. */
  | { readonly kind: 'send-before'; readonly method: HttpMethod; readonly path: string }
  | { readonly kind: 'send-again' }
  /** The first response of a read is empty or sparse: requests that come first, then the read again until it is complete. */
  | WarmUp
  /** The order list shows whether something happened. */
  | { readonly kind: 'see-orders' }
  /** Another operation returns valid values. `path` without `/v1/api`. */
  | { readonly kind: 'open'; readonly method: HttpMethod; readonly path: string }
  /** The request has to be changed. */
  | { readonly kind: 'edit'; readonly part: 'params' | 'body' }

/** How to warm up a read. */
export interface WarmUp {
  readonly kind: 'warm-up'
  /** Sent once, in this order. */
  readonly before: readonly WarmUpCall[]
  /** A socket topic to subscribe to while the read is repeated, as it is sent: `spl+{}`. */
  readonly topic?: string
  /** Parameters to omit when the read is repeated: with them it would be empty each time. */
  readonly without: readonly string[]
  /** Most repetitions. */
  readonly repeats: number
  /** Ms before each repetition, in addition to pacing. */
  readonly pauseMs: number
}

export interface WarmUpCall {
  readonly method: 'GET'
  /** Without `/v1/api`. */
  readonly path: string
  readonly query: readonly (readonly [name: string, value: string])[]
  /** Adds the contracts of the orders in the body, as `conids`. */
  readonly ofOrders?: true
}
