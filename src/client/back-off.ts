import type { Clock } from './clock.ts'
import type { RandomSource } from './random-source.ts'

const BASE_MS = 1_000
const EARLY_CAP_MS = 5_000
const LATE_CAP_MS = 30_000
const EARLY_FOR_MS = 120_000
/** Time in ms after which a connection counts as successful. A connection that closes sooner does not. */
const STABLE_MS = 5_000

/**
 * Computes the delays between retries: none at first, then exponential from 1 s with full jitter; at most 5 s during
 * the first two minutes and 30 s afterwards. Full jitter prevents clients from reconnecting to a restarted server at
 * the same time.
 */
export class BackOff {
  readonly #clock: Clock
  readonly #random: RandomSource
  #retries = 0
  #downSince: number | undefined

  constructor(clock: Clock, random: RandomSource) {
    this.#clock = clock
    this.#random = random
  }

  /** Number of retries since the last success, or since `restart`. */
  get retries(): number {
    return this.#retries
  }

  /** Returns the ms until the next retry, counted from now. */
  next(): number {
    const now = this.#clock.monotonic()
    this.#downSince ??= now
    const cap = now - this.#downSince < EARLY_FOR_MS ? EARLY_CAP_MS : LATE_CAP_MS
    const fraction = this.#random.fraction()
    this.#retries += 1
    return this.#retries === 1
      ? 0
      : Math.floor(fraction * Math.min(cap, BASE_MS * 2 ** Math.min(this.#retries - 2, 16)))
  }

  /** Resets the delays, after the user has requested a retry. */
  restart(): void {
    this.#retries = 0
  }

  succeeded(): void {
    this.#retries = 0
    this.#downSince = undefined
  }

  /** Records that a connection ended. `upSince`: when it was established, in ms of the monotonic clock. */
  connectionEnded(upSince: number): void {
    if (this.#clock.monotonic() - upSince >= STABLE_MS) this.succeeded()
  }
}
