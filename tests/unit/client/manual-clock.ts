import type { Clock } from '../../../src/client/index.ts'

/** Clock that moves only when the test moves it. */
export interface ManualClock extends Clock {
  /** Moves time forward and fires the due timers in order. */
  advance(ms: number): void
  /** Moves only the wall clock, like sleep mode: no timer fires. */
  jump(ms: number): void
  /** Moves to the next timer and fires it. Returns false if no timer is pending. */
  next(): boolean
  /** Number of pending timers. */
  readonly pending: number
}

export function manualClock(start = 1_700_000_000_000): ManualClock {
  let wall = start
  let steady = 0
  let order = 0
  const timers = new Set<{ readonly at: number; readonly order: number; readonly callback: () => void }>()
  const first = () => [...timers].sort((a, b) => a.at - b.at || a.order - b.order)[0]
  return {
    now: () => wall,
    monotonic: () => steady,
    after(ms, callback) {
      order += 1
      const timer = { at: steady + Math.max(0, ms), order, callback }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    advance(ms) {
      const end = steady + ms
      for (;;) {
        const due = first()
        if (due === undefined || due.at > end) break
        timers.delete(due)
        wall += due.at - steady
        steady = due.at
        due.callback()
      }
      wall += end - steady
      steady = end
    },
    jump(ms) {
      wall += ms
    },
    next() {
      const due = first()
      if (due !== undefined) this.advance(due.at - steady)
      return due !== undefined
    },
    get pending() {
      return timers.size
    },
  }
}
