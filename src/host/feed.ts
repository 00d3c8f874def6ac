import type { StreamSource } from './rpc/services.ts'

/** A stream source with a push: a snapshot on request, and items for its subscribers. */
export interface Feed<S, T> extends StreamSource<S, T> {
  push(items: readonly T[]): void
}

/** Calls `onWatched` with the first subscriber and after the last one. */
export function createFeed<S, T>(
  snapshot: () => S,
  onWatched: (watched: boolean) => void = () => undefined,
): Feed<S, T> {
  const listeners = new Set<(items: readonly T[]) => void>()
  return {
    snapshot,
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
