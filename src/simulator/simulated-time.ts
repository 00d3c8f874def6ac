import { createTimers, type SimulatorClock, type Timers } from './clock.ts'
import { SimulatorError } from './simulator-error.ts'

/** The two times of a simulator: simulator time, which `speed` scales, and real time, in which its clients run. */
export interface SimulatedTime {
  /** Returns simulator time, including the clock skew. */
  readonly now: () => number
  /** Returns real time, including the clock skew. Used for signatures, tokens and heartbeats. */
  readonly realNow: () => number
  /** The clocks that `timers` and `realTimers` use. */
  readonly clock: SimulatorClock
  readonly realClock: SimulatorClock
  readonly timers: Timers
  readonly realTimers: Timers
  setSkew(seconds: number): void
  /**
   * Moves simulator time forward to `to` without waiting. Timers that become due run once, in the order in which they
   * are due; for them, it is already `to`, as after a machine has slept. Real time does not change.
   */
  leap(to: number): void
  /** Cancels every timer of both clocks. */
  close(): void
}

/**
 * Creates the two times of a simulator that runs `speed` times as fast as `clock`, with a clock skew of `skewSeconds`.
 * Throws `WRONG_SPEED`.
 */
export function createSimulatedTime(clock: SimulatorClock, speed: number, skewSeconds: number): SimulatedTime {
  if (!(speed >= 0.1 && speed <= 3600)) {
    throw new SimulatorError('WRONG_SPEED', `The speed must be between 0.1 and 3600, not ${speed}`)
  }
  const own = createLeapingClock(speed === 1 ? clock : createScaledClock(clock, speed))
  const timers = createTimers(own)
  const realTimers = createTimers(clock)
  let skew = skewSeconds * 1000
  return {
    now: () => own.now() + skew,
    realNow: () => clock.now() + skew,
    clock: own,
    realClock: clock,
    timers,
    realTimers,
    setSkew: (seconds) => {
      skew = seconds * 1000
    },
    leap: (to) => own.leap(to - skew),
    close: () => {
      timers.close()
      realTimers.close()
    },
  }
}

interface PendingTimer {
  readonly at: number
  readonly run: () => void
  stop: () => void
}

/** Creates a clock that runs as fast as another clock, and can leap forward. */
function createLeapingClock(base: SimulatorClock): SimulatorClock & { leap(to: number): void } {
  const pending = new Set<PendingTimer>()
  let ahead = 0
  const now = () => base.now() + ahead

  function arm(timer: PendingTimer): void {
    timer.stop = base.after(timer.at - now(), () => {
      pending.delete(timer)
      timer.run()
    })
  }

  return {
    now,
    after: (milliseconds, run) => {
      const timer: PendingTimer = { at: now() + Math.max(0, milliseconds), run, stop: () => {} }
      pending.add(timer)
      arm(timer)
      return () => {
        pending.delete(timer)
        timer.stop()
      }
    },
    leap: (to) => {
      ahead += to - now()
      // One millisecond more, because sums of fractions can be slightly above the time that was meant.
      const due = [...pending].filter(({ at }) => at < to + 1).sort((one, other) => one.at - other.at)
      for (const timer of pending) {
        timer.stop()
        if (!due.includes(timer)) arm(timer)
      }
      // A timer may cancel another one.
      for (const timer of due) if (pending.delete(timer)) timer.run()
    },
  }
}

/** Maximum real time in ms during which timers run before other events are processed. */
const turnMilliseconds = 20

interface Due {
  readonly at: number
  readonly run: () => void
  cancelled: boolean
}

/**
 * Creates a clock that runs `speed` times as fast as another clock, starting at its current time. Timers run in order
 * and read exactly their due time. If the machine is too slow, this clock falls behind instead of skipping timers.
 */
export function createScaledClock(base: SimulatorClock, speed: number): SimulatorClock {
  const start = base.now()
  const queue: Due[] = []
  let reached = start
  let running = false
  let wake: { readonly at: number; readonly stop: () => void } | undefined

  const target = () => start + (base.now() - start) * speed

  function now(): number {
    // Never move the time past a timer that has not run, or backwards.
    if (!running) reached = Math.max(reached, Math.min(target(), queue[0]?.at ?? Infinity))
    return reached
  }

  function arm(): void {
    const head = queue[0]
    if (running || (head !== undefined && wake?.at === head.at)) return
    wake?.stop()
    wake = undefined
    if (head === undefined) return
    // Round up to whole milliseconds: a fraction could be too small to advance the other clock.
    const wait = Math.max(0, Math.ceil((head.at - target()) / speed))
    wake = { at: head.at, stop: base.after(wait, turn) }
  }

  function turn(): void {
    wake = undefined
    running = true
    const until = base.now() + turnMilliseconds
    try {
      for (let head = queue[0]; head !== undefined && head.at <= target(); head = queue[0]) {
        queue.shift()
        reached = Math.max(reached, head.at)
        if (!head.cancelled) head.run()
        if (base.now() >= until) break
      }
    } finally {
      running = false
      arm()
    }
  }

  return {
    now,
    after: (milliseconds, run) => {
      const due: Due = { at: now() + Math.max(0, milliseconds), run, cancelled: false }
      queue.splice(insertionIndex(queue, due.at), 0, due)
      arm()
      return () => {
        if (due.cancelled) return
        due.cancelled = true
        const index = queue.indexOf(due)
        if (index === -1) return
        queue.splice(index, 1)
        arm()
      }
    },
  }
}

/** Finds the position in the queue after every timer that is due earlier or at the same time. */
function insertionIndex(queue: readonly Due[], at: number): number {
  let low = 0
  let high = queue.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((queue[middle]?.at ?? Infinity) <= at) low = middle + 1
    else high = middle
  }
  return low
}
