/** The clock of the library; tests replace it. */
export interface Clock {
  /** Wall time in ms since epoch; may jump (sleep, adjustment). */
  now(): number
  /** Ms since an arbitrary start, never backwards; for durations. */
  monotonic(): number
  /** Calls back once after `ms`. Returns an idempotent cancel. */
  after(ms: number, callback: () => void): () => void
}

/** Longest delay of `setTimeout`; a timer with a longer delay would fire immediately. */
const LONGEST_TIMER_MS = 2 ** 31 - 1
const SLEEP_CHECK_MS = 5_000
/** A busy machine delays a timer by less than this. */
const SHORTEST_SLEEP_MS = 15_000

/** The system clock. */
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

/** Calls back after the machine slept: timers stop during sleep, so the wall clock has jumped at the next check. */
export function watchForSleep(clock: Clock, onWake: (sleptMs: number) => void): () => void {
  let last = clock.now()
  let cancel = clock.after(SLEEP_CHECK_MS, check)
  function check(): void {
    const now = clock.now()
    const sleptMs = now - last - SLEEP_CHECK_MS
    last = now
    cancel = clock.after(SLEEP_CHECK_MS, check)
    if (sleptMs >= SHORTEST_SLEEP_MS) onWake(sleptMs)
  }
  return () => cancel()
}
