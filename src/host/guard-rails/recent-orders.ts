import type { Clock } from '../../client/index.ts'

const MINUTE_MS = 60_000

/** The orders that each profile sent within the last minute. They count on when the profile is used again. */
export class RecentOrders {
  readonly #clock: Pick<Clock, 'monotonic'>
  /** Times of the orders, by profile, on the monotonic clock. */
  readonly #sentAt = new Map<string, readonly number[]>()

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock
  }

  count(profileId: string): number {
    return this.#recent(profileId).length
  }

  add(profileId: string, count: number): void {
    const now = this.#clock.monotonic()
    this.#sentAt.set(profileId, [...this.#recent(profileId), ...Array.from({ length: count }, () => now)])
  }

  #recent(profileId: string): readonly number[] {
    const now = this.#clock.monotonic()
    return (this.#sentAt.get(profileId) ?? []).filter((at) => now - at < MINUTE_MS)
  }
}
