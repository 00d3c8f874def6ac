import type { SimulatorClock } from '../../../src/simulator/clock.ts'

/** A clock that stands still until a test moves it. */
export interface ManualClock extends SimulatorClock {
  /** Moves on and runs what falls due on the way, in order of time. */
  advance(milliseconds: number): void
  /** Number of timers that wait. */
  pending(): number
}

/** Starts at a given time, by default an ordinary trading morning. */
export function createManualClock(start = Date.UTC(2026, 8, 14, 14, 0, 0)): ManualClock {
  let now = start
  let sequence = 0
  const timers = new Map<number, { readonly at: number; readonly run: () => void }>()
  return {
    now: () => now,
    after: (milliseconds, run) => {
      sequence += 1
      const id = sequence
      timers.set(id, { at: now + milliseconds, run })
      return () => timers.delete(id)
    },
    advance: (milliseconds) => {
      const end = now + milliseconds
      for (;;) {
        const [next] = [...timers]
          .filter(([, timer]) => timer.at <= end)
          .sort((a, b) => a[1].at - b[1].at || a[0] - b[0])
        if (next === undefined) break
        timers.delete(next[0])
        now = Math.max(now, next[1].at)
        next[1].run()
      }
      now = end
    },
    pending: () => timers.size,
  }
}
