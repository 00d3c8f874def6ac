/** Priority of waiting requests; requests with the same priority leave in order of arrival. */
export type RequestPriority = 'high' | 'normal' | 'low'

/** The remaining part of IBKR's limits, for a status bar. */
export interface PacingSnapshot {
  /** Number of requests that may be sent immediately. */
  readonly globalLeft: number
  /** Maximum number of requests per second over all paths. */
  readonly globalLimit: number
  /** Number of waiting requests. */
  readonly queued: number
  /** End of the penalty box in ms since epoch; absent outside it. */
  readonly penaltyUntil?: number
}

/**
 * The cause of a wait: none, the limit of the endpoint or over all paths, the pause after a 429, or the penalty box.
 */
export type WaitCause = 'nothing' | 'endpoint-limit' | 'global-limit' | 'endpoint-rest' | 'penalty-box'

/** How long a request waits, and why. */
export interface RequestWait {
  /** Ms until it probably leaves; 0 for immediately. In the penalty box a request is refused instead. */
  readonly ms: number
  /** The cause of the wait; `nothing` if `ms` is 0. */
  readonly cause: WaitCause
  /** The exhausted limit. */
  readonly limit?: { readonly count: number; readonly windowMs: number }
  /** Number of requests that leave before it: those of its endpoint, or all if the limit is the global one. */
  readonly ahead: number
}

/** The readable state of the pacing. */
export interface Pacing {
  /** Ms until a request sent now would leave; 0 for immediately. Default priority: `normal`. */
  estimate(method: string, path: string, priority?: RequestPriority): number
  /** The wait of a request sent now, with its cause. */
  wait(method: string, path: string, priority?: RequestPriority): RequestWait
  /** Returns the remaining part of the limits. */
  snapshot(): PacingSnapshot
}
