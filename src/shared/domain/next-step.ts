import type { HttpMethod } from './requests.ts'

/** What may be done about an answer, where one thing is known that helps. Nothing of it happens by itself. */
export type NextStep =
  /** The session is opened anew. */
  | { readonly kind: 'reconnect' }
  /** A call that has to come before; then the request again, if it only reads. */
  | { readonly kind: 'send-before'; readonly method: HttpMethod; readonly path: string }
  | { readonly kind: 'send-again' }
  /** The first answer of a read is empty or sparse: what has to come before, then the read again until it is not. */
  | WarmUp
  /** Whether something happened is seen there. */
  | { readonly kind: 'see-orders' }
  /** Another operation tells what is right. `path` without `/v1/api`. */
  | { readonly kind: 'open'; readonly method: HttpMethod; readonly path: string }
  /** The request has to be changed. */
  | { readonly kind: 'edit'; readonly part: 'params' | 'body' }

/** How a read gets warm. */
export interface WarmUp {
  readonly kind: 'warm-up'
  /** Sent once, in this order. */
  readonly before: readonly WarmUpCall[]
  /** A socket topic to subscribe to while the read is repeated, as it is sent: `spl+{}`. */
  readonly topic?: string
  /** Parameters that the read is repeated without: with them it would be empty each time. */
  readonly without: readonly string[]
  /** Repetitions at most. */
  readonly repeats: number
  /** Ms before each of them, beside what the pacing wants. */
  readonly pauseMs: number
}

export interface WarmUpCall {
  readonly method: 'GET'
  /** Without `/v1/api`. */
  readonly path: string
  readonly query: readonly (readonly [name: string, value: string])[]
  /** The contracts of the orders in the body of the read go with it, as `conids`. */
  readonly ofOrders?: true
}
