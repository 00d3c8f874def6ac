import { ContractNames } from '../../shared/domain/contract-name.ts'
import { hasEnded, type Order, type OrderSource, type OrderTransition } from '../../shared/domain/orders.ts'
import { isOutdated, mergeOrder, nameContract } from './merge-order.ts'
import { type ParsedOrderRow, readOrderRow } from './read-order-row.ts'

/** Maximum number of orders in one response of IBKR. */
export const MAX_ORDERS_IN_RESPONSE = 1_000
/** Maximum number of stored orders. Ended orders are dropped first, in the order of their last change. */
const MAX_ORDERS = 5_000

/** One received row and its effect. */
export interface OrderEvent {
  /** IBKR's id of the order. */
  readonly orderId: string
  /** The order before the row; undefined if this store did not contain it. */
  readonly before: Order | undefined
  /** The order after the row; undefined if only its id was ever received. */
  readonly order: Order | undefined
  /** Whether the row changed or added an order. */
  readonly isChange: boolean
  /** Whether the row contained only the id of an order. */
  readonly isPlaceholder: boolean
  /** The change for the order's timeline; undefined if the row repeats known values. */
  readonly transition: OrderTransition | undefined
  /** The row as received. */
  readonly row: unknown
}

/** The effect of one frame or read on the known orders. */
export interface OrderUpdate {
  /** Orders that were added or changed. */
  readonly changed: readonly Order[]
  /** Ids of orders that the server no longer has, or that exceed the limit of 5,000. */
  readonly removed: readonly string[]
  /** Every row, in the order of arrival, including repetitions. */
  readonly events: readonly OrderEvent[]
  /** Working orders that the server no longer lists. Their ids are also in `removed`. */
  readonly missing: readonly Order[]
}

export interface OrderStoreOptions {
  /** Names of the contracts of the session. */
  readonly names?: ContractNames
  /** Orders of an earlier session. A row that repeats an earlier order is not a transition. */
  readonly earlier?: ReadonlyMap<string, Order> | undefined
}

/** Decides about the rows of a list. */
interface RowRules {
  readonly accepts?: (row: ParsedOrderRow) => boolean
  readonly mayCorrect?: (orderId: string) => boolean
}

/** The reads that led to a list, by the marks of the store when they were sent. */
export interface ListRead {
  readonly mark: number
  /**
   * Mark of a forced read (`force=true`) that was sent before the list. IBKR caches the list, and a forced read empties
   * the cache. Undefined without a forced read.
   */
  readonly forcedMark?: number | undefined
}

/** The effect of a list. */
export interface ListUpdate extends OrderUpdate {
  /**
   * Whether the list contradicts an ended order or a fill, and is no evidence: the list may be older than the end, because
   * it was not preceded by a forced read.
   */
  readonly isContradictory: boolean
}

/**
 * All known orders of a session. Increasing marks determine which of two updates is older, because a clock may jump.
 */
export class OrderStore {
  readonly #orders = new Map<string, Order>()
  /** The mark of each order's last transition. */
  readonly #marks = new Map<string, number>()
  readonly #names: ContractNames
  readonly #earlier: ReadonlyMap<string, Order>
  #mark = 0

  constructor({ names = new ContractNames(), earlier = new Map() }: OrderStoreOptions = {}) {
    this.#names = names
    this.#earlier = earlier
  }

  /** All orders by order id. Always returns the same map. */
  get orders(): ReadonlyMap<string, Order> {
    return this.#orders
  }

  /** The newest mark. */
  get now(): number {
    return this.#mark
  }

  /** Returns a new mark, which is greater than the mark of any earlier transition. */
  mark(): number {
    this.#mark += 1
    return this.#mark
  }

  /**
   * Merges rows in the given order, because a frame may contain several transitions of one order. `accepts` decides
   * whether to merge the row of an order, and `mayCorrect` whether the row may undo its end or a fill. Default: no row
   * may.
   */
  apply(
    rows: readonly unknown[],
    source: OrderSource,
    now: number,
    { accepts, mayCorrect }: RowRules = {},
  ): OrderUpdate {
    const changed = new Map<string, Order>()
    const events: OrderEvent[] = []
    for (const row of rows) {
      const report = readOrderRow(row)
      if (!report || accepts?.(report) === false) continue
      const event = this.#merge(report, row, source, now, mayCorrect?.(report.orderId) === true)
      events.push(event)
      if (event.isChange && event.order) changed.set(event.orderId, event.order)
    }
    const removed = this.#orders.size > MAX_ORDERS ? this.#prune() : []
    return { changed: [...changed.values()], removed, events, missing: [] }
  }

  /**
   * Merges a list, and preserves changes that arrived after it was requested. It undoes the end of an order only if a
   * forced read preceded it, and both were sent after the end was seen. Removes orders that have not ended and are
   * missing in the list. With `account`, the list is limited to that account, so only its orders are removed.
   */
  applySnapshot(
    rows: readonly unknown[],
    source: OrderSource,
    { mark, forcedMark = 0 }: ListRead,
    now: number,
    account?: string,
  ): ListUpdate {
    /** Ids of the orders in the list, with whether to merge their rows. */
    const listed = new Map<string, boolean>()
    const markOf = (orderId: string): number => this.#marks.get(orderId) ?? 0
    const isOlder = (orderId: string): boolean => markOf(orderId) < mark
    const mayCorrect = (orderId: string): boolean => markOf(orderId) < forcedMark
    let isContradictory = false
    const accepts = (row: ParsedOrderRow): boolean => {
      const { orderId } = row
      const isAccepted = listed.get(orderId) ?? isOlder(orderId)
      listed.set(orderId, isAccepted)
      const known = this.#find(row)
      if (isAccepted && known && !mayCorrect(orderId) && isOutdated(known, row.patch)) isContradictory = true
      return isAccepted
    }
    const update = { ...this.apply(rows, source, now, { accepts, mayCorrect }), isContradictory }
    // A response at IBKR's limit is truncated: orders missing in it may exist.
    if (rows.length >= MAX_ORDERS_IN_RESPONSE) return update
    const missing = [...this.#orders.values()].filter(
      (order) =>
        !hasEnded(order) &&
        isOlder(order.orderId) &&
        !listed.has(order.orderId) &&
        (account === undefined || order.account === account || order.account === ''),
    )
    return { ...update, removed: [...update.removed, ...this.#remove(missing)], missing }
  }

  #merge(report: ParsedOrderRow, row: unknown, source: OrderSource, at: number, mayCorrect: boolean): OrderEvent {
    const { orderId, isPlaceholder } = report
    const before = this.#orders.get(orderId)
    const known = isPlaceholder ? before : this.#find(report)
    const context = { names: this.#names, now: at, mayCorrect }
    const merge = isPlaceholder ? undefined : mergeOrder(known, report, context)
    const order = merge?.order ?? known
    const isChange = order !== before
    if (order && isChange) this.#orders.set(orderId, order)
    let transition: OrderTransition | undefined
    if (order && merge?.text !== undefined) {
      const { status, filled, remaining, averagePrice, serverTime } = order
      transition = { at, source, status, filled, remaining, averagePrice, serverTime, text: merge.text }
      this.#marks.set(orderId, this.#mark)
    }
    return { orderId, before, order, isChange, isPlaceholder, transition, row }
  }

  /** Returns the order that a row is about, also one of an earlier session. */
  #find({ orderId, patch }: ParsedOrderRow): Order | undefined {
    const known = this.#orders.get(orderId)
    const earlier = this.#earlier.get(orderId)
    if (known !== undefined || earlier === undefined) return known
    // An id that IBKR has used again differs in account, contract or side.
    const isReused = (['account', 'conid', 'side'] as const).some(
      (key) => patch[key] !== undefined && earlier[key] && patch[key] !== earlier[key],
    )
    return isReused ? undefined : { ...earlier, contractName: nameContract(earlier, this.#names) }
  }

  #prune(): readonly string[] {
    const ended = [...this.#orders.values()].filter(hasEnded).sort((a, b) => a.changedAt - b.changedAt)
    return this.#remove(ended.slice(0, this.#orders.size - MAX_ORDERS))
  }

  #remove(orders: readonly Order[]): readonly string[] {
    return orders.map(({ orderId }) => {
      this.#orders.delete(orderId)
      this.#marks.delete(orderId)
      return orderId
    })
  }
}
