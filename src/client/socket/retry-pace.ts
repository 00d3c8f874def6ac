import { backOffDelay } from '../back-off.ts'
import type { Clock } from '../clock.ts'
import type { RandomSource } from '../random.ts'

/** A connection that lasted longer was good: the next retry is again the first. */
const STEADY_MS = 5_000

/** When a socket is tried again: at once, then ever later, as long as no connection lasts. */
export class RetryPace {
  readonly #clock: Clock
  readonly #random: RandomSource
  #retries = 0
  #downSince: number | undefined

  constructor(clock: Clock, random: RandomSource) {
    this.#clock = clock
    this.#random = random
  }

  /** Retries since a connection lasted, or somebody asked for one. */
  get retries(): number {
    return this.#retries
  }

  /** Somebody asks for a connection: the next retry is again the first. */
  restart(): void {
    this.#retries = 0
  }

  /** A connection ended that was up since then, on the steady clock. One that greets and hangs up was not good. */
  ended(upSince: number): void {
    if (this.#clock.monotonic() - upSince < STEADY_MS) return
    this.#retries = 0
    this.#downSince = undefined
  }

  /** Ms until the next retry, which counts from now on. */
  next(): number {
    const now = this.#clock.monotonic()
    this.#downSince ??= now
    const [downForMs, fraction] = [now - this.#downSince, this.#random.fraction()]
    const delay = backOffDelay({ retries: this.#retries, downForMs, fraction })
    this.#retries += 1
    return delay
  }
}
