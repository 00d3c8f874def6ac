import { demandFunction } from './demand.ts'

/** Ends a subscription; calling it again does nothing. */
export type Unsubscribe = () => void

interface Entry<News> {
  readonly call: (news: News) => void
  /** It has thrown before. */
  isReported: boolean
}

/**
 * A set of callbacks for one kind of news. A listener that throws hinders neither the others nor the source, and does not end the
 * process: the first time it is reported as a warning of the process.
 */
export class Listeners<News> {
  readonly #entries = new Set<Entry<News>>()

  add(call: (news: News) => void): Unsubscribe {
    // Told here, where the mistake is, and not with the first news.
    demandFunction(call, 'A listener')
    const entry = { call, isReported: false }
    this.#entries.add(entry)
    return () => {
      this.#entries.delete(entry)
    }
  }

  get isEmpty(): boolean {
    return this.#entries.size === 0
  }

  tell(news: News): void {
    if (this.isEmpty) return
    for (const entry of [...this.#entries]) {
      try {
        entry.call(news)
      } catch (error) {
        // With every frame of a storm it would bury all else.
        if (!entry.isReported) warnOf(error)
        entry.isReported = true
      }
    }
  }

  clear(): void {
    this.#entries.clear()
  }
}

function warnOf(error: unknown): void {
  const detail = error instanceof Error ? error.stack : String(error)
  process.emitWarning('A listener of ibkr-console threw. It stays in place; when it throws again, nothing is said.', {
    type: 'IbkrListenerWarning',
    ...(detail === undefined ? {} : { detail }),
  })
}
