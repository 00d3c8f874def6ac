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
  /** Ms until a request would leave if it were made now; 0 for at once. */
  estimate(method: string, path: string): number
  snapshot(): PacingSnapshot
}
