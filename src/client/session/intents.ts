import type { Clock } from '../clock.ts'

/** What the session loop can be asked to do. */
export type Intent =
  /** Check now whether the session is alive. */
  | 'check'
  /** The session is dead: log in again. */
  | 'log-in'
  /** The user wants the brokerage session for this program. */
  | 'take-over'
  /** End the current wait. */
  | 'retry-now'

/** The pending intents of the session loop. None is lost between two waits. */
export class Intents {
  readonly #clock: Clock
  readonly #signal: AbortSignal
  readonly #pending = new Set<Intent>()
  #wake: () => void = () => undefined

  constructor(clock: Clock, signal: AbortSignal) {
    this.#clock = clock
    this.#signal = signal
  }

  add(intent: Intent): void {
    this.#pending.add(intent)
    this.#wake()
  }

  /** Removes an intent; returns whether it was pending. */
  take(intent: Intent): boolean {
    return this.#pending.delete(intent)
  }

  has(intent: Intent): boolean {
    return this.#pending.has(intent)
  }

  /** Resolves once an intent is pending, after `ms` (undefined: never), or at the end of the session. Removes none. */
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
