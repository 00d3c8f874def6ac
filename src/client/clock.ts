/** Time as the library sees it, so that a test can own it. */
export interface Clock {
  /** Wall time in ms since epoch; may jump (sleep, adjustment). */
  now(): number
  /** Ms from an arbitrary start, never backwards; for durations. */
  monotonic(): number
  /** Calls back once after `ms`; the answer cancels, any number of times. */
  after(ms: number, callback: () => void): () => void
}

/** Longest delay of `setTimeout`; a longer one would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, Math.min(Math.max(ms, 0), LONGEST_TIMER_MS))
    return () => clearTimeout(timer)
  },
}

/** Resolves after `ms` of the clock's time, or at once when the signal aborts (it does not reject). */
export function pause(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve()
    const done = (): void => {
      cancel()
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const cancel = clock.after(ms, done)
    signal?.addEventListener('abort', done)
  })
}
