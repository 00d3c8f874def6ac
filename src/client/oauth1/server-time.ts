import type { Clock } from '../clock.ts'
import { Listeners, type Unsubscribe } from '../listeners.ts'
import type { Logger } from '../logger.ts'

/** A clock set back by more was wrong before: its time is followed. */
const FARTHEST_BACK_SECONDS = 60
/** A `Date` has whole seconds and took its way: a difference below this is no reason for a refusal. */
const SMALLEST_SKEW_MS = 10_000
/** IBKR takes time-stamps of ten digits only. */
const TEN_DIGITS = { from: 1e12, to: 1e13 } as const

/**
 * The time that requests are signed with: the machine's, shifted by what a refused request told of the server's. The shift
 * is kept, and replaced when another refusal tells another time.
 */
export class ServerTime {
  readonly #clock: Clock
  readonly #news: Listeners<number>
  #skewMs = 0
  #lastSecond = 0

  /** @param logger receives errors thrown by listeners */
  constructor(clock: Clock, logger?: Logger) {
    this.#clock = clock
    this.#news = new Listeners(logger)
  }

  /** By how many ms the server's clock is ahead of this machine's, as far as is known; 0 at first. */
  get skewMs(): number {
    return this.#skewMs
  }

  /** Told each new `skewMs`. */
  onCorrection(listener: (skewMs: number) => void): Unsubscribe {
    return this.#news.add(listener)
  }

  /** Seconds since epoch. Never backwards, which IBKR refuses: a machine's clock does go back when it is corrected a little. */
  stamp(): string {
    const second = Math.floor((this.#clock.now() + this.#skewMs) / 1000)
    const wasFarAhead = this.#lastSecond - second > FARTHEST_BACK_SECONDS
    this.#lastSecond = wasFarAhead ? second : Math.max(this.#lastSecond, second)
    return String(this.#lastSecond)
  }

  /**
   * Takes the `Date` of an answer that refused a signature. Answers whether time-stamps differ from now on, so that signing
   * once more may help: with a clock that is right, and after the first refusal of the same kind, they do not.
   * @param receivedAt ms since epoch by this machine's clock, when the answer was made
   */
  correct(date: string | undefined, receivedAt: number): boolean {
    const told = Date.parse(date ?? '')
    if (!(told >= TEN_DIGITS.from && told < TEN_DIGITS.to)) return false
    // Half of the second that it leaves out.
    const skewMs = told + 500 - receivedAt
    if (Math.abs(skewMs - this.#skewMs) < SMALLEST_SKEW_MS) return false
    this.#skewMs = Math.abs(skewMs) < SMALLEST_SKEW_MS ? 0 : Math.round(skewMs)
    this.#lastSecond = 0
    this.#news.emit(this.#skewMs)
    return true
  }
}

/** A correction in words, for logs. */
export function correctionText(skewMs: number): string {
  if (skewMs === 0) return "This machine's clock is right again: requests are signed with its own time."
  const seconds = Math.round(Math.abs(skewMs) / 1000)
  const side = skewMs > 0 ? 'behind' : 'ahead of'
  return `This machine's clock is ${seconds} seconds ${side} IBKR's: requests are signed with IBKR's time. Set the clock.`
}
