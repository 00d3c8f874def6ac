import type { Clock, ResponseTiming } from '../../client/index.ts'

/** Largest difference in ms that does not count. The entries of a smaller one are at most one day off. */
const MAX_DIFFERENCE_MS = 86_400_000

/** Compares the machine's clock with the time that servers send with their responses. */
export class ClockCheck {
  readonly #clock: Clock
  /** The newest time of a server, and when it was received on the monotonic clock. */
  #seen: { readonly serverTime: number; readonly at: number } | undefined

  constructor(clock: Clock) {
    this.#clock = clock
  }

  attach(session: { onResponse(listener: (response: ResponseTiming) => void): void }): void {
    session.onResponse(({ serverTime }) => {
      if (serverTime !== undefined) this.#seen = { serverTime, at: this.#clock.monotonic() }
    })
  }

  /** `unknown` until a server has sent its time. */
  get result(): 'right' | 'wrong' | 'unknown' {
    if (this.#seen === undefined) return 'unknown'
    // The machine's clock may have been set since then. The monotonic clock has not, but may stop during sleep.
    const serverNow = this.#seen.serverTime + this.#clock.monotonic() - this.#seen.at
    return Math.abs(this.#clock.now() - serverNow) > MAX_DIFFERENCE_MS ? 'wrong' : 'right'
  }
}
