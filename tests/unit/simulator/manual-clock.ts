import type { SimulatorClock } from '../../../src/simulator/clock.ts'

/** Clock that moves only when the test advances it. */
export interface ManualClock extends SimulatorClock {
  /** Advances the clock and runs due timers in order. */
  advance(milliseconds: number): void
  /** Moves time without running timers until the next advance, as on a machine in sleep mode. */
  sleep(milliseconds: number): void
  /** Number of pending timers. */
  pending(): number
}

interface Timer {
  readonly at: number
  readonly run: () => void
  cancelled: boolean
}

/** Creates a clock. The default start is a trading morning. */
export function createManualClock(start = Date.UTC(2026, 8, 14, 14, 0, 0)): ManualClock {
  let now = start
  let count = 0
  /**
   * Pending timers, sorted so that the next due timer is last. If two are due at the same time, the older one runs
   * first.
   */
  const timers: Timer[] = []

  function place(timer: Timer): void {
    let low = 0
    let high = timers.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((timers[middle]?.at ?? 0) > timer.at) low = middle + 1
      else high = middle
    }
    timers.splice(low, 0, timer)
  }

  return {
    now: () => now,
    after: (milliseconds, run) => {
      const timer = { at: now + milliseconds, run, cancelled: false }
      place(timer)
      count += 1
      return () => {
        if (!timer.cancelled) count -= 1
        timer.cancelled = true
      }
    },
    advance: (milliseconds) => {
      const end = now + milliseconds
      for (let next = timers.at(-1); next !== undefined && next.at <= end; next = timers.at(-1)) {
        timers.pop()
        if (next.cancelled) continue
        next.cancelled = true
        count -= 1
        now = Math.max(now, next.at)
        next.run()
      }
      now = end
    },
    sleep: (milliseconds) => {
      now += milliseconds
    },
    pending: () => count,
  }
}
