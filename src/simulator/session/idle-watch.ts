import type { Timers } from '../clock.ts'

/** Ends a session that receives no requests. */
export interface IdleWatch {
  requestReceived(): void
}

/**
 * Creates a watch that calls `expire` after this number of milliseconds without a request, and again after each later
 * pause. The time starts with the first request; `Infinity` disables the watch.
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
