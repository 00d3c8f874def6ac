/** Ends a subscription; calling it again does nothing. */
export type Unsubscribe = () => void

/** A set of callbacks for one kind of news. A listener that throws hinders neither the others nor the source. */
export class Listeners<News> {
  readonly #callbacks = new Set<{ readonly call: (news: News) => void }>()

  add(call: (news: News) => void): Unsubscribe {
    const entry = { call }
    this.#callbacks.add(entry)
    return () => {
      this.#callbacks.delete(entry)
    }
  }

  tell(news: News): void {
    if (this.#callbacks.size === 0) return
    for (const { call } of [...this.#callbacks]) {
      try {
        call(news)
      } catch (error) {
        // Thrown later and elsewhere: a broken listener ends loudly without stopping the session.
        queueMicrotask(() => {
          throw error
        })
      }
    }
  }

  clear(): void {
    this.#callbacks.clear()
  }
}
