import type { Clock } from '../clock.ts'

const DAY_MS = 24 * 60 * 60_000

/** Values that IBKR calls static, for 24 hours. Drops the oldest above a maximum number of values. */
export class DayCache<Value> {
  readonly #clock: Pick<Clock, 'now'>
  readonly #limit: number
  readonly #values = new Map<string, { readonly value: Value; readonly until: number }>()

  constructor(clock: Pick<Clock, 'now'>, limit: number) {
    this.#clock = clock
    this.#limit = limit
  }

  get(key: string): Value | undefined {
    const entry = this.#values.get(key)
    return entry !== undefined && entry.until > this.#clock.now() ? entry.value : undefined
  }

  set(key: string, value: Value): void {
    this.#values.delete(key)
    this.#values.set(key, { value, until: this.#clock.now() + DAY_MS })
    for (const oldest of this.#values.keys()) {
      if (this.#values.size <= this.#limit) return
      this.#values.delete(oldest)
    }
  }
}
