/** The order of waiting requests; requests of one priority go in order of arrival. */
export type RequestPriority = 'high' | 'normal' | 'low'

/** What is left of IBKR's limits, for a status bar. */
export interface PacingSnapshot {
  /** Requests that may leave at once. */
  readonly globalLeft: number
  /** Requests per second over all paths. */
  readonly globalLimit: number
  /** Waiting requests. */
  readonly queued: number
  /** End of the penalty box in ms since epoch, while in it. */
  readonly penaltyUntil?: number
}

/** The cause of a wait: none, the limit of the endpoint or over all paths, the rest after a 429, or the penalty box. */
export type WaitCause = 'nothing' | 'endpoint-limit' | 'global-limit' | 'endpoint-rest' | 'penalty-box'

/** How long a request waits, and why. */
export interface RequestWait {
  /** Until it probably leaves; 0 for at once. In the penalty box a request is refused instead. */
  readonly ms: number
  readonly cause: WaitCause
  /** The limit that is spent. */
  readonly limit?: { readonly count: number; readonly windowMs: number }
  /** Waiting requests before it: those of its endpoint, or all if the limit is the one over all paths. */
  readonly ahead: number
}

/** The readable side of pacing. */
export interface Pacing {
  /** Ms until a request sent now would leave; 0 for at once. Default priority: `normal`. */
  estimate(method: string, path: string, priority?: RequestPriority): number
  /** The same with its cause. */
  wait(method: string, path: string, priority?: RequestPriority): RequestWait
  snapshot(): PacingSnapshot
}
