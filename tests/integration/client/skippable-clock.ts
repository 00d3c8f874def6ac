import type { Clock } from '../../../src/client/index.ts'

/** Real clock that the test can move forward. */
export interface SkippableClock extends Clock {
  /** Moves time forward and fires due timers in order. */
  skip(ms: number): void
  /** Total skipped time in ms, without the real time that has passed. */
  readonly skipped: number
  /** Moves only the wall clock, like sleep mode: no timer fires. */
  sleep(ms: number): void
  readonly pending: number
  /** Number of timers that were ever set. It grows while there is any activity. */
  readonly armed: number
  /** Time until the next timer in ms, or undefined without a timer. */
  readonly next: number | undefined
}

interface Timer {
  readonly at: number
  readonly callback: () => void
  disarm: () => void
}

/** Maximum wait in ms of the skippable clock. */
const HURRIED_MS = 60_000

/** Skips time until a promise settles, with short real pauses for socket traffic. */
export async function skipUntil<T>(clock: SkippableClock, awaited: Promise<T>): Promise<T> {
  let over = false
  const end = (): void => {
    over = true
  }
  awaited.then(end, end)
  for (const begun = clock.monotonic(); !over && clock.monotonic() - begun < HURRIED_MS; ) {
    await new Promise((resolve) => setTimeout(resolve, 5))
    if (!over) clock.skip(100)
  }
  return awaited
}

export function skippableClock(): SkippableClock {
  let skipped = 0
  let slept = 0
  let armed = 0
  const timers = new Set<Timer>()
  const steady = (): number => performance.now() + skipped
  const fire = (timer: Timer): void => {
    if (timers.delete(timer)) timer.callback()
  }
  const arm = (timer: Timer): void => {
    const wait = timer.at - steady()
    if (wait > 0) {
      const handle = setTimeout(fire, wait, timer)
      timer.disarm = () => clearTimeout(handle)
    } else {
      // `setTimeout` would wait for at least 1 ms.
      const handle = setImmediate(fire, timer)
      timer.disarm = () => clearImmediate(handle)
    }
  }
  return {
    now: () => Math.round(performance.timeOrigin + steady() + slept),
    monotonic: steady,
    get skipped() {
      return skipped
    },
    after(ms, callback) {
      const timer: Timer = { at: steady() + Math.max(0, ms), callback, disarm: () => undefined }
      arm(timer)
      timers.add(timer)
      armed += 1
      return () => {
        timer.disarm()
        timers.delete(timer)
      }
    },
    skip(ms) {
      skipped += ms
      for (const timer of [...timers].sort((one, other) => one.at - other.at)) {
        timer.disarm()
        arm(timer)
      }
    },
    sleep(ms) {
      slept += ms
    },
    get pending() {
      return timers.size
    },
    get armed() {
      return armed
    },
    get next() {
      if (timers.size === 0) return undefined
      return Math.max(0, Math.min(...[...timers].map(({ at }) => at)) - steady())
    },
  }
}
