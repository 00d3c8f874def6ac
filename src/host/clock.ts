/** The host's clock; tests replace it. */
export interface Clock {
  /** Returns ms since epoch. Jumps when the clock of the machine is set. */
  now(): number
  /** Returns ms since an arbitrary start. Never goes backwards, but may pause while the machine sleeps. */
  monotonic(): number
  /**
   * Runs `run` once after `ms`. Returns an idempotent cancel function. A pending timer does not keep the process alive.
   */
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
