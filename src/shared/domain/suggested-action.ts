import type { HttpMethod } from './requests.ts'

/** An action that the user can start to solve the problem of a response. */
export type SuggestedAction =
  /** Reconnects the session. */
  | { readonly kind: 'reconnect' }
  /** Sends a required request first, then repeats the original request if it is a read. */
  | { readonly kind: 'send-before'; readonly method: HttpMethod; readonly path: string }
  | { readonly kind: 'send-again' }
  /**
   * The first response of a read is empty or incomplete. Sends the required requests, then repeats the read until it is
   * complete.
   */
  | WarmUp
  /** Opens the order list, which shows whether the request had an effect. */
  | { readonly kind: 'see-orders' }
  /** Opens another operation, which returns valid values. `path` is without `/v1/api`. */
  | { readonly kind: 'open'; readonly method: HttpMethod; readonly path: string }
  /** Focuses the part of the request that the user must change. */
  | { readonly kind: 'edit'; readonly part: 'params' | 'body' }

/** How to complete a read that needs a warm-up. */
export interface WarmUp {
  readonly kind: 'warm-up'
  /** Requests to send once, in this order. */
  readonly before: readonly WarmUpCall[]
  /** A socket topic that is subscribed to while the read is repeated, for example `spl+{}`. */
  readonly topic?: string
  /** Parameters that are omitted when the read is repeated, because they make it empty each time. */
  readonly without: readonly string[]
  /** Maximum number of repetitions. */
  readonly repeats: number
  /** Time in ms before each repetition, in addition to pacing. */
  readonly pauseMs: number
}

export interface WarmUpCall {
  readonly method: 'GET'
  /** The path without `/v1/api`. */
  readonly path: string
  readonly query: readonly (readonly [name: string, value: string])[]
  /** Whether to add the contracts of the orders in the body, as `conids`. */
  readonly ofOrders?: true
}
