import { mergeOrder } from './merge-order.ts'
import { isWorking, type Order, type OrderSource, type OrderStep } from './orders.ts'
import { readOrderRow } from './read-order-row.ts'

/** Most orders in one answer of IBKR. */
const ANSWER_LIMIT = 1_000
/** Steps kept per order; the oldest go first. */
const STEPS_KEPT = 500
/** Orders kept; ended ones go first, oldest change first. */
const ORDERS_KEPT = 5_000

export interface BookChange {
  readonly changed: readonly Order[]
  readonly removed: readonly string[]
}

/** All orders of a session as far as they are known, and the timeline of each. Holds no clock and no socket. */
export class OrderBook {
  readonly #orders = new Map<string, Order>()
  readonly #steps = new Map<string, OrderStep[]>()

  /** By order id; goes on changing. */
  get byId(): ReadonlyMap<string, Order> {
    return this.#orders
  }

  orders(): readonly Order[] {
    return [...this.#orders.values()]
  }

  order(orderId: string): Order | undefined {
    return this.#orders.get(orderId)
  }

  timeline(orderId: string): readonly OrderStep[] {
    return this.#steps.get(orderId) ?? []
  }

  /** Merges rows in the order they came: several steps of one order may share a frame. */
  apply(rows: readonly unknown[], source: OrderSource, now: number): BookChange {
    const changed = new Map<string, Order>()
    for (const row of rows) {
      const report = readOrderRow(row)
      if (!report) continue
      const merge = mergeOrder(this.#orders.get(report.orderId), report, now)
      if (!merge) continue
      this.#orders.set(report.orderId, merge.order)
      changed.set(report.orderId, merge.order)
      if (merge.step) this.#record(report.orderId, { ...merge.step, at: now, source })
    }
    return { changed: [...changed.values()], removed: this.#prune() }
  }

  /**
   * Merges a full reading. `askedAt` is when it was asked for: what changed since is newer than the reading and stays.
   * A working order that the server no longer knows is removed, never shown on as a phantom.
   */
  applySnapshot(rows: readonly unknown[], source: OrderSource, askedAt: number, now: number): BookChange {
    const named = new Set<string>()
    const usable: unknown[] = []
    for (const row of rows) {
      const report = readOrderRow(row)
      if (!report) continue
      named.add(report.orderId)
      const known = this.#orders.get(report.orderId)
      if (!known || known.changedAt <= askedAt) usable.push(row)
    }
    const { changed, removed } = this.apply(usable, source, now)
    // A full answer is cut at IBKR's limit: what it does not name may exist all the same.
    const complete = rows.length < ANSWER_LIMIT
    const phantoms = this.orders().filter(
      (order) => complete && isWorking(order) && order.changedAt <= askedAt && !named.has(order.orderId),
    )
    for (const order of phantoms) this.#forget(order.orderId)
    return { changed, removed: [...removed, ...phantoms.map((order) => order.orderId)] }
  }

  #record(orderId: string, step: OrderStep): void {
    const steps = this.#steps.get(orderId) ?? []
    steps.push(step)
    if (steps.length > STEPS_KEPT) steps.shift()
    this.#steps.set(orderId, steps)
  }

  #prune(): string[] {
    const excess = this.#orders.size - ORDERS_KEPT
    if (excess <= 0) return []
    const ended = this.orders().filter((order) => !isWorking(order))
    const oldest = ended.sort((a, b) => a.changedAt - b.changedAt).slice(0, excess)
    for (const order of oldest) this.#forget(order.orderId)
    return oldest.map((order) => order.orderId)
  }

  #forget(orderId: string): void {
    this.#orders.delete(orderId)
    this.#steps.delete(orderId)
  }
}
