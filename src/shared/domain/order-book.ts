import { isOutdated, mergeOrder, tellsSomething } from './merge-order.ts'
import { hasEnded, type Order, type OrderSource, type OrderStep } from './orders.ts'
import { type OrderReport, readOrderRow } from './read-order-row.ts'

/** Most orders in one answer of IBKR. */
export const ANSWER_LIMIT = 1_000
/** Orders kept; ended ones go first, oldest change first. */
const ORDERS_KEPT = 5_000

/** One row that was told, and what it came to. */
export interface OrderEvent {
  readonly orderId: string
  /** Before it, where this book held the order already. */
  readonly before: Order | undefined
  /** After it; undefined for an order of which only the id was ever told. */
  readonly order: Order | undefined
  /** It told something that was not known. */
  readonly isNews: boolean
  /** It named the order and nothing about it. */
  readonly isPlaceholder: boolean
  /** Where it was a step of the order's life. */
  readonly step: OrderStep | undefined
  /** As it came. */
  readonly said: unknown
}

export interface BookChange {
  readonly changed: readonly Order[]
  readonly removed: readonly string[]
  /** Every row in the order in which it came, those without news too. */
  readonly events: readonly OrderEvent[]
  /** Orders that had not ended and that the server does not know any more, as they were. They are among `removed`. */
  readonly phantoms: readonly Order[]
}

/** What is remembered of an order from before this book, by its id. */
export type Remember = (orderId: string) => Order | undefined

/** All orders of a session as far as they are known. Holds no clock and no socket: what came before what is told by marks. */
export class OrderBook {
  readonly #orders = new Map<string, Order>()
  /** When each order changed last, as a mark. */
  readonly #marks = new Map<string, number>()
  readonly #remember: Remember
  #mark = 0

  constructor(remember: Remember = () => undefined) {
    this.#remember = remember
  }

  /** By order id; goes on changing. */
  get byId(): ReadonlyMap<string, Order> {
    return this.#orders
  }

  /** The newest mark. */
  get now(): number {
    return this.#mark
  }

  /** A new mark: everything before has a smaller one, everything after this one or a greater. */
  mark(): number {
    this.#mark += 1
    return this.#mark
  }

  orders(): readonly Order[] {
    return [...this.#orders.values()]
  }

  order(orderId: string): Order | undefined {
    return this.#orders.get(orderId)
  }

  /** One more thing that happened to an order, and changed nothing of it. Undefined for one that is not known. */
  note(orderId: string): Order | undefined {
    const order = this.#orders.get(orderId)
    if (!order) return undefined
    const noted = { ...order, steps: order.steps + 1 }
    this.#orders.set(orderId, noted)
    return noted
  }

  /** Merges rows in the order they came: several steps of one order may share a frame. */
  apply(rows: readonly unknown[], source: OrderSource, now: number): BookChange {
    const changed = new Map<string, Order>()
    const events: OrderEvent[] = []
    for (const said of rows) {
      const report = readOrderRow(said)
      if (!report) continue
      const event = this.#take(report, said, source, now)
      events.push(event)
      if (event.isNews && event.order) changed.set(event.orderId, event.order)
    }
    return { changed: [...changed.values()], removed: this.#prune(), events, phantoms: [] }
  }

  /**
   * Merges a reading. `mark` is that of when it was asked for: what changed since is newer than the reading and stays. An order
   * that has not ended and that it does not name is removed, never shown on as a phantom; where `account` is given, only one of that account,
   * which is all that the reading is about.
   */
  applySnapshot(
    rows: readonly unknown[],
    source: OrderSource,
    mark: number,
    now: number,
    account?: string,
  ): BookChange {
    const named = new Set<string>()
    const usable: unknown[] = []
    for (const row of rows) {
      const report = readOrderRow(row)
      if (!report) continue
      named.add(report.orderId)
      if (this.#isOlder(report.orderId, mark)) usable.push(row)
    }
    const change = this.apply(usable, source, now)
    // An answer is cut at IBKR's limit: what it does not name may exist all the same.
    const isWhole = rows.length < ANSWER_LIMIT
    const phantoms = this.orders().filter(
      (order) =>
        isWhole &&
        !hasEnded(order) &&
        this.#isOlder(order.orderId, mark) &&
        !named.has(order.orderId) &&
        (account === undefined || order.account === account || order.account === ''),
    )
    for (const order of phantoms) this.#forget(order.orderId)
    return { ...change, removed: [...change.removed, ...phantoms.map(({ orderId }) => orderId)], phantoms }
  }

  #take(report: OrderReport, said: unknown, source: OrderSource, now: number): OrderEvent {
    const { orderId } = report
    const held = this.#orders.get(orderId)
    const known = held ?? this.#recall(report)
    const merge = mergeOrder(known, report, now, source === 'snapshot')
    const order = merge?.order ?? known
    const isNews = merge !== undefined || held !== order
    if (order && isNews) this.#orders.set(orderId, order)
    const words = merge?.words
    if (words !== undefined) this.#marks.set(orderId, this.#mark)
    const step = order && words !== undefined ? stepOf(order, words, source, now) : undefined
    return { orderId, before: held, order, isNews, isPlaceholder: !tellsSomething(report.patch), step, said }
  }

  /** From before, unless the id is another order's now. */
  #recall({ orderId, patch }: OrderReport): Order | undefined {
    const before = this.#remember(orderId)
    if (before === undefined || !tellsSomething(patch)) return undefined
    const same = (['account', 'conid', 'side'] as const).every((key) => (patch[key] ?? before[key]) === before[key])
    // What had ended and works, or has fewer fills, is another one.
    return same && !isOutdated(before, patch) ? before : undefined
  }

  #isOlder(orderId: string, mark: number): boolean {
    return (this.#marks.get(orderId) ?? 0) < mark
  }

  #prune(): string[] {
    const excess = this.#orders.size - ORDERS_KEPT
    if (excess <= 0) return []
    const ended = this.orders().filter(hasEnded)
    const oldest = ended.sort((a, b) => a.changedAt - b.changedAt).slice(0, excess)
    for (const order of oldest) this.#forget(order.orderId)
    return oldest.map((order) => order.orderId)
  }

  #forget(orderId: string): void {
    this.#orders.delete(orderId)
    this.#marks.delete(orderId)
  }
}

function stepOf(order: Order, text: string, source: OrderSource, at: number): OrderStep {
  const { status, filled, remaining, averagePrice, serverTime } = order
  const step: { -readonly [key in keyof OrderStep]: OrderStep[key] } = { at, source, status, filled, remaining, text }
  if (averagePrice !== undefined) step.averagePrice = averagePrice
  if (serverTime !== undefined) step.serverTime = serverTime
  return step
}
