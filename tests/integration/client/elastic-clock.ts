import type { Clock } from '../../../src/client/index.ts'

/** The machine's time, with hours that a test can skip. */
export interface ElasticClock extends Clock {
  /** Moves time forward: what was to happen meanwhile happens now, in order. */
  skip(ms: number): void
  /** Ms that were skipped until now: what passed, but for the time that the machine itself took. */
  readonly skipped: number
  /** Moves the wall clock alone, as sleep does: no timer fires. */
  sleep(ms: number): void
  readonly pending: number
  /** Timers ever set: what still moves sets some. */
  readonly armed: number
  /** Ms until the next timer; undefined without one. */
  readonly next: number | undefined
}

interface Timer {
  readonly at: number
  readonly callback: () => void
  handle: NodeJS.Timeout
}

/** Longest that something may take, in ms of the clock. */
const HURRIED_MS = 60_000

/** Skips the pauses of the clock until something is there, a little of the machine's own time for what goes over sockets. */
export async function hurried<T>(clock: ElasticClock, awaited: Promise<T>): Promise<T> {
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

export function elasticClock(): ElasticClock {
  let skipped = 0
  let slept = 0
  let armed = 0
  const timers = new Set<Timer>()
  const steady = (): number => performance.now() + skipped
  const arm = (timer: Timer): NodeJS.Timeout =>
    setTimeout(
      () => {
        timers.delete(timer)
        timer.callback()
      },
      Math.max(0, timer.at - steady()),
    )
  return {
    now: () => Math.round(performance.timeOrigin + steady() + slept),
    monotonic: steady,
    get skipped() {
      return skipped
    },
    after(ms, callback) {
      const timer = { at: steady() + Math.max(0, ms), callback } as Timer
      timer.handle = arm(timer)
      timers.add(timer)
      armed += 1
      return () => {
        clearTimeout(timer.handle)
        timers.delete(timer)
      }
    },
    skip(ms) {
      skipped += ms
      for (const timer of timers) {
        clearTimeout(timer.handle)
        timer.handle = arm(timer)
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
