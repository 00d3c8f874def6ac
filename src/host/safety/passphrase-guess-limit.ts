import type { Clock } from '../../client/index.ts'
import { HostError } from '../host-error.ts'

/** Number of consecutive failures without a pause, because people mistype. */
export const ATTEMPTS_WITHOUT_PAUSE = 3
/** Length of the first pause in ms. Each further failure doubles the pause. */
export const FIRST_PAUSE_MS = 2_000
/** Length of the longest pause in ms. */
export const MAX_PAUSE_MS = 15 * 60_000

/**
 * Slows down guesses of the passphrase or of a confirmation code, over any number of connections. After three
 * consecutive failures each attempt waits longer. Only a success resets the count: if time also did, a patient attacker
 * would get new free attempts.
 */
export class PassphraseGuessLimit {
  readonly #clock: Clock
  #failures = 0
  #failedAt = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Number of failures since the last success. */
  get failures(): number {
    return this.#failures
  }

  /**
   * Checks that no pause is active.
   * @throws HostError `limit` during a pause
   */
  check(): void {
    // Use the monotonic clock, so that setting the wall clock does not shorten a pause.
    const left = this.#failedAt + this.#pause() - this.#clock.monotonic()
    if (left <= 0) return
    throw new HostError('limit', `Too many failed attempts. Try again in ${Math.ceil(left / 1000)} s.`, {
      retryable: true,
    })
  }

  /** Counts a failure. Returns the number of consecutive failures. */
  failed(): number {
    this.#failures += 1
    this.#failedAt = this.#clock.monotonic()
    return this.#failures
  }

  succeeded(): void {
    this.#failures = 0
  }

  #pause(): number {
    const beyond = this.#failures - ATTEMPTS_WITHOUT_PAUSE
    return beyond < 0 ? 0 : Math.min(FIRST_PAUSE_MS * 2 ** beyond, MAX_PAUSE_MS)
  }
}
