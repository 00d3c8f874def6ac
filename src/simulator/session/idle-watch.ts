import type { Timers } from '../clock.ts'

/** Ends a session that nobody asks anything of. */
export interface IdleWatch {
  /** A request came in. */
  requestReceived(): void
}

/**
 * Runs `expire` once no request has been heard for that many milliseconds, and again after each later pause. It
 * begins to count with the first request; `Infinity` switches it off.
 */
export function createIdleWatch(settings: {
  readonly timers: Timers
  readonly now: () => number
  readonly idleMilliseconds: number
  readonly expire: () => void
}): IdleWatch {
  const { timers, now, idleMilliseconds, expire } = settings
  let lastRequestAt = 0
  let waiting = false

  function wait(milliseconds: number): void {
    waiting = true
    timers.after(milliseconds, () => {
      const left = lastRequestAt + idleMilliseconds - now()
      if (left > 0) return wait(left)
      waiting = false
      expire()
    })
  }

  return {
    requestReceived: () => {
      lastRequestAt = now()
      if (!waiting && idleMilliseconds !== Number.POSITIVE_INFINITY) wait(idleMilliseconds)
    },
  }
}
