import type { Unsubscribe } from '../event-listeners.ts'

/** Duration in ms of the penalty box, as IBKR documents it. */
export const PENALTY_MS = 15 * 60_000

/**
 * IBKR's penalty box. It applies to the address that the requests come from, so the clients of several logins on one
 * machine can share it.
 */
export class PenaltyBox {
  #until: number | undefined
  readonly #listeners = new Set<(until: number | undefined) => void>()

  /** Returns the end of the penalty in ms since epoch; undefined if there is no penalty or it has ended. */
  endsAt(now: number): number | undefined {
    return this.#until !== undefined && this.#until > now ? this.#until : undefined
  }

  /** Begins the penalty, or extends it. */
  begin(now: number): void {
    const isNew = this.endsAt(now) === undefined
    this.#until = Math.max(this.#until ?? 0, now + PENALTY_MS)
    if (isNew) this.#emit()
  }

  /** Ends the penalty, because a tickle succeeded. */
  end(): void {
    this.#until = undefined
    this.#emit()
  }

  /** Calls the listener with the end of the penalty when it begins, and with undefined when a tickle has ended it. */
  onChange(listener: (until: number | undefined) => void): Unsubscribe {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #emit(): void {
    for (const listener of [...this.#listeners]) listener(this.#until)
  }
}
