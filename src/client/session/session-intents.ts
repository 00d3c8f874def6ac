import type { Clock } from '../clock.ts'

/** A request to the session loop. */
export type SessionIntent =
  /** Check immediately whether the session is valid. */
  | 'check'
  /** Log in again, because the session is lost. */
  | 'log-in'
  /** Take over the brokerage session, because the user requested it. */
  | 'take-over'
  /** End the current wait now. */
  | 'retry-now'

/** The pending intents of the session loop. An intent that is added between two waits is not lost. */
export class PendingIntents {
  readonly #clock: Clock
  readonly #signal: AbortSignal
  readonly #pending = new Set<SessionIntent>()
  #wake: () => void = () => undefined

  constructor(clock: Clock, signal: AbortSignal) {
    this.#clock = clock
    this.#signal = signal
  }

  add(intent: SessionIntent): void {
    this.#pending.add(intent)
    this.#wake()
  }

  /** Removes an intent; returns whether it was pending. */
  take(intent: SessionIntent): boolean {
    return this.#pending.delete(intent)
  }

  has(intent: SessionIntent): boolean {
    return this.#pending.has(intent)
  }

  /**
   * Resolves when an intent is pending, after `ms` (undefined: no time limit), or at the end of the session. Does not
   * remove the intent.
   */
  wait(ms: number | undefined): Promise<void> {
    return new Promise((resolve) => {
      if (this.#pending.size > 0 || this.#signal.aborted) return resolve()
      const done = (): void => {
        cancel()
        this.#signal.removeEventListener('abort', done)
        this.#wake = () => undefined
        resolve()
      }
      const cancel = ms === undefined ? () => undefined : this.#clock.after(ms, done)
      this.#signal.addEventListener('abort', done)
      this.#wake = done
    })
  }
}
