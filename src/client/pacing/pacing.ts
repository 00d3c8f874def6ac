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

/** The readable side of pacing. */
export interface Pacing {
  /** Ms until a request would leave if it were made now, of normal priority unless said otherwise; 0 for at once. */
  estimate(method: string, path: string, priority?: RequestPriority): number
  snapshot(): PacingSnapshot
}
