import type { SimulatorClock } from './clock.ts'
import { createScaledClock } from './scaled-clock.ts'
import { createTimers, type Timers } from './timers.ts'

/** Both times of a simulator: its own, which may go faster, and the one that its clients live in. */
export interface SimulatedTime {
  /** Simulator time, skew included. */
  readonly now: () => number
  /** The clients' time, skew included: signatures, tokens, beats. */
  readonly realNow: () => number
  readonly timers: Timers
  readonly realTimers: Timers
  setSkew(seconds: number): void
  /** Cancels every timer. */
  close(): void
}

/** Makes the times of a simulator that goes `speed` times as fast as `clock` and whose clock is ahead by `skewSeconds`. */
export function createTime(clock: SimulatorClock, speed: number, skewSeconds: number): SimulatedTime {
  const own = speed === 1 ? clock : createScaledClock(clock, speed)
  const timers = createTimers(own)
  const realTimers = createTimers(clock)
  let skew = skewSeconds * 1000
  return {
    now: () => own.now() + skew,
    realNow: () => clock.now() + skew,
    timers,
    realTimers,
    setSkew: (seconds) => {
      skew = seconds * 1000
    },
    close: () => {
      timers.close()
      realTimers.close()
    },
  }
}
