/** Time as the host sees it; tests bring their own. */
export interface Clock {
  /** ms since epoch */
  now(): number
  /** Runs once after `ms`; returns an idempotent cancel. A waiting run does not keep the process alive. */
  after(ms: number, run: () => void): () => void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms)
    timer.unref()
    return () => clearTimeout(timer)
  },
}
