import type { SimulatorClock } from './clock.ts'
import { createScaledClock } from './scaled-clock.ts'
import { SimulatorError } from './simulator-error.ts'
import { createTimers, type Timers } from './timers.ts'

/** Both times of a simulator: its own, which may go faster, and the one that its clients live in. */
export interface SimulatedTime {
  /** Simulator time, skew included. */
  readonly now: () => number
  /** The clients' time, skew included: signatures, tokens, beats. */
  readonly realNow: () => number
  /** What `timers` and `realTimers` run on. */
  readonly clock: SimulatorClock
  readonly realClock: SimulatorClock
  readonly timers: Timers
  readonly realTimers: Timers
  setSkew(seconds: number): void
  /** Cancels every timer. */
  close(): void
}

/** Makes the times of a simulator that goes `speed` times as fast as `clock` and whose clock is ahead by `skewSeconds`; throws `WRONG_SPEED`. */
export function createTime(clock: SimulatorClock, speed: number, skewSeconds: number): SimulatedTime {
  if (!(speed >= 0.1 && speed <= 3600)) {
    throw new SimulatorError('WRONG_SPEED', `The speed must lie between 0.1 and 3600, not ${speed}`)
  }
  const own = speed === 1 ? clock : createScaledClock(clock, speed)
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
    close: () => {
      timers.close()
      realTimers.close()
    },
  }
}
