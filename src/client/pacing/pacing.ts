/** Whose turn comes earlier where several wait; among equals it is the one who came first. */
export type RequestPriority = 'high' | 'normal' | 'low'

/** What is left of IBKR's limits, for a status bar. */
export interface PacingSnapshot {
  /** Requests that may leave at once. */
  readonly globalLeft: number
  /** Requests per second over all paths. */
  readonly globalLimit: number
  /** Requests that wait for their turn. */
  readonly queued: number
  /** End of the penalty box in ms since epoch, while in it. */
  readonly penaltyUntil?: number
}

/** What a request waits for: nothing, a limit of its endpoint or of all together, the rest after a 429, or the end of the penalty box. */
export type WaitCause = 'nothing' | 'endpoint-limit' | 'global-limit' | 'endpoint-rest' | 'penalty-box'

/** How long a request waits for its turn, and why. */
export interface RequestWait {
  /** Until it probably leaves; 0 for at once. In the penalty box nothing waits: it is refused until then. */
  readonly ms: number
  readonly cause: WaitCause
  /** The limit that is spent. */
  readonly limit?: { readonly count: number; readonly windowMs: number }
  /** Requests that wait and go before it: those of its endpoint, or all where the limit is that of all together. */
  readonly ahead: number
}

/** The readable side of pacing. */
export interface Pacing {
  /** Ms until a request would leave if it were made now, of normal priority unless said otherwise; 0 for at once. */
  estimate(method: string, path: string, priority?: RequestPriority): number
  /** The same with its reason. */
  wait(method: string, path: string, priority?: RequestPriority): RequestWait
  snapshot(): PacingSnapshot
}
