/** The host's time; tests use their own. */
export interface Clock {
  /** ms since epoch; jumps when the clock of the machine is set. */
  now(): number
  /** ms from an arbitrary start, never backwards; may pause while the machine sleeps. */
  monotonic(): number
  /** Runs once after `ms`; returns an idempotent cancel. A waiting run does not keep the process alive. */
  after(ms: number, run: () => void): () => void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms)
    timer.unref()
    return () => clearTimeout(timer)
  },
}
