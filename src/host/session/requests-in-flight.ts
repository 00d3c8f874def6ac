import type { Clock } from '../../client/index.ts'

/**
 * The requests of a profile that entered the gate, until their results are recorded. A session that ends waits for them
 * for a limited time, so that the journal gets the results that IBKR still sends.
 */
export class RequestsInFlight {
  readonly #clock: Pick<Clock, 'after'>
  readonly #requests = new Set<Promise<void>>()

  constructor(clock: Pick<Clock, 'after'>) {
    this.#clock = clock
  }

  /** Adds a request. Returns the function that records its end. */
  begin(): () => void {
    let end = (): void => undefined
    const request = new Promise<void>((resolve) => (end = resolve))
    this.#requests.add(request)
    return () => {
      this.#requests.delete(request)
      end()
    }
  }

  /** The requests that have not ended. */
  get current(): readonly Promise<void>[] {
    return [...this.#requests]
  }

  /** Resolves when these requests have ended, at the latest after a time in ms. */
  async ended(requests: readonly Promise<void>[], withinMs: number): Promise<void> {
    if (requests.length === 0) return
    let cancel = (): void => undefined
    const late = new Promise<void>((resolve) => (cancel = this.#clock.after(withinMs, resolve)))
    await Promise.race([Promise.all(requests), late])
    cancel()
  }
}
