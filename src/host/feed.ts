import type { StreamSource } from './rpc/services.ts'

/** Something that windows can watch: a snapshot on request, and items pushed to whoever watches. */
export interface Feed<S, T> extends StreamSource<S, T> {
  push(items: readonly T[]): void
}

export function createFeed<S, T>(snapshot: () => S): Feed<S, T> {
  const listeners = new Set<(items: readonly T[]) => void>()
  return {
    snapshot,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    push(items) {
      if (items.length === 0) return
      for (const listener of [...listeners]) listener(items)
    },
  }
}
