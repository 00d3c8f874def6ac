/** An event with any number of listeners. */
export interface EventSignal<T> {
  /** Calls every listener in the order of subscription. */
  emit(value: T): void
  /** Adds a listener. Returns an idempotent unsubscribe function. */
  on(listener: (value: T) => void): () => void
}

export function createSignal<T>(): EventSignal<T> {
  const listeners = new Set<(value: T) => void>()
  return {
    emit: (value) => {
      for (const listener of [...listeners]) listener(value)
    },
    on: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}
