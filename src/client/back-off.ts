const BASE_MS = 1_000
const EARLY_CAP_MS = 5_000
const LATE_CAP_MS = 30_000
const EARLY_FOR_MS = 120_000

/** What a retry's delay depends on. */
export interface BackOff {
  /** Retries already made since the connection was last good: 0 for the first. */
  readonly retries: number
  /** Ms since it was last good. */
  readonly downForMs: number
  /** At least 0, below 1. */
  readonly fraction: number
}

/**
 * Ms to wait before the next try: none the first time, then exponential from 1 s with full jitter; at most 5 s during
 * the first two minutes and 30 s after. Full jitter keeps the clients of a restarted server from coming back in step.
 */
export function backOffDelay(backOff: BackOff): number {
  if (backOff.retries === 0) return 0
  const cap = backOff.downForMs < EARLY_FOR_MS ? EARLY_CAP_MS : LATE_CAP_MS
  return Math.floor(backOff.fraction * Math.min(cap, BASE_MS * 2 ** Math.min(backOff.retries - 1, 16)))
}
