import type { Clock } from '../clock.ts'
import { Listeners, type Unsubscribe } from '../event-listeners.ts'
import type { Logger } from '../logger.ts'

/** If the clock was set back by more than this, in seconds, the earlier time was wrong and the new time is used. */
const MAX_SETBACK_SECONDS = 60
/**
 * Smallest difference to the server's clock that is corrected. A `Date` header has whole seconds and took time to
 * arrive, and IBKR accepts smaller differences.
 */
const MIN_SKEW_MS = 10_000
/** IBKR accepts only timestamps of ten digits, in ms since epoch here. */
const TEN_DIGITS = { from: 1e12, to: 1e13 } as const

/**
 * The time that requests are signed with: the machine's time plus a shift to the server's time. The shift is taken from
 * the response to a refused request, and changes only with a later refusal.
 * @example
 * ```ts run=oauth1
 * import { readFileSync } from 'node:fs'
 * import { IbkrClient } from 'ibkr-web-client'
 *
 * const client = new IbkrClient(JSON.parse(readFileSync('oauth1.json', 'utf8')))
 * const stop = client.oauth1?.time.onCorrection((skewMs) => console.log(`This clock is ${skewMs} ms behind IBKR's`))
 * await client.init(false)
 * console.log(client.oauth1?.time.skewMs) // => 0
 * stop?.()
 * await client.close()
 * ```
 */
export class ServerTime {
  readonly #clock: Clock
  readonly #listeners: Listeners<number>
  #skewMs = 0
  #lastSecond = 0

  /** @param logger receives errors thrown by listeners */
  constructor(clock: Clock, logger?: Logger) {
    this.#clock = clock
    this.#listeners = new Listeners(logger)
  }

  /** Difference between the server's clock and this machine's in ms, positive if the server's is ahead. Initially 0. */
  get skewMs(): number {
    return this.#skewMs
  }

  /**
   * Calls the listener with each new `skewMs`.
   * @throws IbkrError `config-invalid` for a listener that is not a function
   */
  onCorrection(listener: (skewMs: number) => void): Unsubscribe {
    return this.#listeners.add(listener)
  }

  /**
   * Returns seconds since epoch. The result never decreases, even if the machine's clock is adjusted slightly, because
   * IBKR would reject an earlier timestamp.
   */
  stamp(): string {
    const second = Math.floor((this.#clock.now() + this.#skewMs) / 1000)
    const wasFarAhead = this.#lastSecond - second > MAX_SETBACK_SECONDS
    this.#lastSecond = wasFarAhead ? second : Math.max(this.#lastSecond, second)
    return String(this.#lastSecond)
  }

  /**
   * Applies the `Date` of a response that rejected a signature. Returns whether timestamps change, so that signing
   * again may help. This is false if the clock is correct, and after a second refusal of the same kind.
   * @param receivedAt when the response was created, in ms since epoch by this machine's clock
   */
  correct(date: string | undefined, receivedAt: number): boolean {
    const serverTime = Date.parse(date ?? '')
    if (!(serverTime >= TEN_DIGITS.from && serverTime < TEN_DIGITS.to)) return false
    // The date omits fractions of a second; 500 ms is their average.
    const skewMs = serverTime + 500 - receivedAt
    if (Math.abs(skewMs - this.#skewMs) < MIN_SKEW_MS) return false
    this.#skewMs = Math.abs(skewMs) < MIN_SKEW_MS ? 0 : Math.round(skewMs)
    this.#lastSecond = 0
    this.#listeners.emit(this.#skewMs)
    return true
  }
}

/** Describes a correction of the clock for logs. */
export function describeClockCorrection(skewMs: number): string {
  if (skewMs === 0) return "This machine's clock is correct again: requests are signed with its own time."
  const seconds = Math.round(Math.abs(skewMs) / 1000)
  const side = skewMs > 0 ? 'behind' : 'ahead of'
  return `This machine's clock is ${seconds} seconds ${side} IBKR's: requests are signed with IBKR's time. Set the clock.`
}
