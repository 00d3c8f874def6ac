import type { Clock } from '../clock.ts'
import { HostError } from '../host-error.ts'

/** Failures in a row without a pause: a person mistypes. */
export const FREE_ATTEMPTS = 3
/** Ms of the first pause; each further failure doubles it. */
export const FIRST_PAUSE_MS = 2_000
/** Ms of the longest pause. */
export const LONGEST_PAUSE_MS = 15 * 60_000

/**
 * Slows down guessing, whichever connection it comes from: after three failures in a row each attempt waits longer. Only a
 * success resets the count; time alone would give a patient guesser new free attempts.
 */
export class AttemptLimit {
  readonly #clock: Clock
  #failures = 0
  #failedAt = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Failures since the last success. */
  get failures(): number {
    return this.#failures
  }

  /** @throws HostError `limit` while a pause lasts */
  check(): void {
    // The monotonic clock: setting the wall clock changes no pause.
    const left = this.#failedAt + this.#pause() - this.#clock.monotonic()
    if (left <= 0) return
    throw new HostError('limit', `Too many failed attempts. Try again in ${Math.ceil(left / 1000)} s.`, {
      retryable: true,
    })
  }

  /** Returns how many failures in a row there are now. */
  failed(): number {
    this.#failures += 1
    this.#failedAt = this.#clock.monotonic()
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
