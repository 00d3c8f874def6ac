/** The clock of the library; tests replace it. */
export interface Clock {
  /** Wall time in ms since epoch; may jump after sleep or a clock adjustment. */
  now(): number
  /** Time in ms since an arbitrary start, for durations. Never goes backwards. */
  monotonic(): number
  /** Calls `callback` once after `ms`. Returns a function that cancels the call; calling it again has no effect. */
  after(ms: number, callback: () => void): () => void
}

/** Longest delay of `setTimeout`; a timer with a longer delay would fire immediately. */
const LONGEST_TIMER_MS = 2 ** 31 - 1
const SLEEP_CHECK_MS = 5_000
/** Shortest jump of the clock that counts as sleep, in ms. A busy machine delays a timer by less. */
const SHORTEST_SLEEP_MS = 15_000

function createSystemClock(keepsProcess: boolean): Clock {
  return {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    after(ms, callback) {
      const timer = setTimeout(callback, Math.min(Math.max(ms, 0), LONGEST_TIMER_MS))
      if (!keepsProcess) timer.unref()
      return () => clearTimeout(timer)
    },
  }
}

/** The system clock. A pending timer keeps the process running. */
export const systemClock = createSystemClock(true)

/** The system clock with timers that do not keep the process running. */
export const backgroundClock = createSystemClock(false)

/** Resolves after `ms` of the clock's time, or immediately when the signal aborts. Does not reject. */
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

/** Calls `onWake` after the machine slept. Timers stop during sleep, so the wall clock has jumped at the next check. */
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
