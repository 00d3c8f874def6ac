import type { Clock } from '../clock.ts'
import { HostError } from '../host-error.ts'

/** Failures in a row without a pause: a person mistypes. */
export const FREE_ATTEMPTS = 3
/** Ms of the first pause; each further failure doubles it. */
export const FIRST_PAUSE_MS = 2_000
/** Ms of the longest pause, and without a failure for that long the count starts over. */
export const LONGEST_PAUSE_MS = 15 * 60_000

/** Slows down guessing, whichever connection it comes from: after three failures in a row each attempt waits longer. */
export class AttemptLimit {
  readonly #clock: Clock
  #failures = 0
  #failedAt = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** @throws HostError `limit` while a pause lasts */
  check(): void {
    if (this.#failures === 0) return
    const passed = this.#clock.now() - this.#failedAt
    // A clock that was set back starts the pause anew, and does not make it longer.
    if (passed < 0) this.#failedAt = this.#clock.now()
    if (passed >= LONGEST_PAUSE_MS) this.#failures = 0
    const left = this.#pause() - Math.max(0, passed)
    if (left <= 0) return
    throw new HostError('limit', `Too many failed attempts. Try again in ${Math.ceil(left / 1000)} s.`, {
      retryable: true,
    })
  }

  /** Answers how many failures in a row there are now. */
  failed(): number {
    this.#failures += 1
    this.#failedAt = this.#clock.now()
    return this.#failures
  }

  succeeded(): void {
    this.#failures = 0
  }

  #pause(): number {
    const beyond = this.#failures - FREE_ATTEMPTS
    return beyond < 0 ? 0 : Math.min(FIRST_PAUSE_MS * 2 ** beyond, LONGEST_PAUSE_MS)
  }
}
