import type { StreamSource } from './service-types.ts'

/** A stream source that also accepts new items: `push` sends them to all subscribers. */
export interface Feed<S, T> extends StreamSource<S, T> {
  /** Whether the feed has subscribers. */
  readonly isWatched: boolean
  push(items: readonly T[]): void
}

/** Creates a feed. `onWatched` is called when the first subscriber arrives and when the last subscriber leaves. */
export function createFeed<S, T>(
  snapshot: () => S,
  onWatched: (watched: boolean) => void = () => undefined,
): Feed<S, T> {
  const listeners = new Set<(items: readonly T[]) => void>()
  return {
    snapshot,
    get isWatched() {
      return listeners.size > 0
    },
    subscribe(listener) {
      listeners.add(listener)
      if (listeners.size === 1) onWatched(true)
      return () => {
        if (listeners.delete(listener) && listeners.size === 0) onWatched(false)
      }
    },
    push(items) {
      if (items.length === 0) return
      for (const listener of [...listeners]) listener(items)
    },
  }
}
