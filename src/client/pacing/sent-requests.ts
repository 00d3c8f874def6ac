import type { Unsubscribe } from '../event-listeners.ts'
import { emptyWindows, type RateLimitWindows } from './rate-limit-windows.ts'

/**
 * The requests that IBKR has counted for one login. Clients of a login that follow each other share them, because a new
 * session does not reset IBKR's rate limits.
 */
export class SentRequests {
  windows: RateLimitWindows = emptyWindows
  readonly #listeners = new Set<() => void>()

  /** Calls the listener after a request has ended, because another one may be sent now. */
  onEnded(listener: () => void): Unsubscribe {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  announceEnd(): void {
    for (const listener of [...this.#listeners]) listener()
  }
}
