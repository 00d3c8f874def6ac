/** Priority of waiting requests. Requests with the same priority are sent in order of arrival. */
export type RequestPriority = 'high' | 'normal' | 'low'

/** The remaining part of IBKR's limits, for a status bar. */
export interface PacingSnapshot {
  /** Number of requests that may be sent immediately. */
  readonly globalLeft: number
  /** Maximum number of requests per second over all paths. */
  readonly globalLimit: number
  /** Number of waiting requests. */
  readonly queued: number
  /** End of the penalty box in ms since epoch; absent if there is no penalty. */
  readonly penaltyUntil?: number
}

/**
 * The cause of a wait: none, the limit of the endpoint, the limit over all paths, the pause after a 429, or the penalty
 * box.
 */
export type WaitCause = 'nothing' | 'endpoint-limit' | 'global-limit' | 'endpoint-rest' | 'penalty-box'

/** How long a request waits, and why. */
export interface RequestWait {
  /** Estimated ms until the request is sent; 0 for immediately. In the penalty box the request is refused instead. */
  readonly ms: number
  /** The cause of the wait; `nothing` if `ms` is 0. */
  readonly cause: WaitCause
  /** The exhausted limit. */
  readonly limit?: { readonly count: number; readonly windowMs: number }
  /**
   * Number of requests that are sent before this request: the requests to its endpoint, or all requests if the global
   * limit is exhausted.
   */
  readonly ahead: number
}

/** The current state of the pacing, read-only. */
export interface Pacing {
  /**
   * Estimates the ms until a request made now would be sent; 0 for immediately. Default priority: `normal`.
   * @throws IbkrError `config-invalid` for a method or path that is not a string
   */
  estimate(method: string, path: string, priority?: RequestPriority): number
  /**
   * Estimates the wait of a request made now, with its cause.
   * @throws IbkrError `config-invalid` for a method or path that is not a string
   */
  wait(method: string, path: string, priority?: RequestPriority): RequestWait
  /** Returns the unused part of the limits. */
  snapshot(): PacingSnapshot
}
