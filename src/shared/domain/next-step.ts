import type { HttpMethod } from './requests.ts'

/** An action that helps with a response. The user starts it. */
export type NextStep =
  /** Reconnects the session. */
  | { readonly kind: 'reconnect' }
  /** Sends a required request first, then repeats the original one if it is a read. */
  | { readonly kind: 'send-before'; readonly method: HttpMethod; readonly path: string }
  | { readonly kind: 'send-again' }
  /**
   * The first response of a read is empty or incomplete: sends the required requests, then repeats the read until it is
   * complete.
   */
  | WarmUp
  /** Opens the order list, which shows whether anything happened. */
  | { readonly kind: 'see-orders' }
  /** Opens another operation that returns valid values. `path` without `/v1/api`. */
  | { readonly kind: 'open'; readonly method: HttpMethod; readonly path: string }
  /** Focuses the part of the request that has to be changed. */
  | { readonly kind: 'edit'; readonly part: 'params' | 'body' }

/** How to warm up a read. */
export interface WarmUp {
  readonly kind: 'warm-up'
  /** Requests to send once, in this order. */
  readonly before: readonly WarmUpCall[]
  /** A socket topic to subscribe to while the read is repeated, such as `spl+{}`. */
  readonly topic?: string
  /** Parameters to omit when the read is repeated, because they make it empty each time. */
  readonly without: readonly string[]
  /** Maximum number of repetitions. */
  readonly repeats: number
  /** Ms before each repetition, in addition to pacing. */
  readonly pauseMs: number
}

export interface WarmUpCall {
  readonly method: 'GET'
  /** The path without `/v1/api`. */
  readonly path: string
  readonly query: readonly (readonly [name: string, value: string])[]
  /** Adds the contracts of the orders in the body, as `conids`. */
  readonly ofOrders?: true
}
