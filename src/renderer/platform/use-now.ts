import { useSyncExternalStore } from 'react'

/* One clock for the whole window, so that all displayed ages change at the same time. */

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let current = Date.now()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  if (timer === undefined) {
    current = Date.now()
    timer = setInterval(() => {
      current = Date.now()
      for (const each of [...listeners]) each()
    }, 1_000)
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) {
      clearInterval(timer)
      timer = undefined
    }
  }
}

/** Returns the current time in ms since epoch. Renders once a second. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => current)
}
