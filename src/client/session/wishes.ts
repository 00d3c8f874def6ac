import type { Clock } from '../clock.ts'

/** What can be asked of a session's loop from outside. */
export type Wish =
  /** Look now whether the session is alive. */
  | 'tickle'
  /** The session is dead: log in again. */
  | 'log-in'
  /** The user wants the brokerage session for this program. */
  | 'take-over'
  /** End the present wait. */
  | 'retry-now'

/** Wishes that wait for the loop, and the loop's way of waiting for them: nothing is lost between two waits. */
export class Wishes {
  readonly #clock: Clock
  readonly #signal: AbortSignal
  readonly #pending = new Set<Wish>()
  #wake: () => void = () => undefined

  constructor(clock: Clock, signal: AbortSignal) {
    this.#clock = clock
    this.#signal = signal
  }

  add(wish: Wish): void {
    this.#pending.add(wish)
    this.#wake()
  }

  /** Takes a wish back; tells whether it was there. */
  take(wish: Wish): boolean {
    return this.#pending.delete(wish)
  }

  has(wish: Wish): boolean {
    return this.#pending.has(wish)
  }

  /** Resolves once there is a wish, after `ms` (undefined: never), or at the end of the session. Takes none. */
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
