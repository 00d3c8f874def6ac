import { createSignal, type EventSignal } from '../event-signal.ts'
import { findStartOfDay, findStartOfTradingDays } from '../market/trading-hours.ts'
import { type Execution, isDone, isWorking, type Order } from './order.ts'

/** A change of an order, in the form in which the socket reports it. */
export type OrderEvent =
  /** Reports the whole order. */
  | { readonly kind: 'full'; readonly order: Order }
  /** Reports only ids. IBKR sends this placeholder between other changes. */
  | { readonly kind: 'placeholder'; readonly order: Order }
  /** Reports only the changed fields. */
  | { readonly kind: 'delta'; readonly before: Order; readonly order: Order }

/** An execution, reported once when it happens and again when its commission is known. */
interface ExecutionEvent {
  readonly kind: 'traded' | 'commission-known'
  readonly execution: Execution
}

/**
 * The orders and executions. Stores all working orders, and only the newest of the other orders and of the executions.
 */
export interface OrderStore {
  add(order: Omit<Order, 'changedAt'>): void
  /**
   * Changes an order. `as` determines how the socket reports the change: as a delta (default), in full, or not at all.
   */
  update(id: number, patch: Partial<Order>, as?: 'full' | 'delta' | 'quiet'): Order
  /** Replaces the order that has the same id. The socket reports the change as a delta. */
  replace(order: Omit<Order, 'changedAt'>): void
  get(id: number): Order | undefined
  /** Removes an order without reporting it. */
  remove(id: number): void
  /** Finds the newest order with this `cOID`. */
  byClientId(clientOrderId: string): Order | undefined
  /** Returns all orders, newest first. */
  all(): readonly Order[]
  /** Returns the working orders, oldest first, in a time that does not depend on the number of other orders. */
  working(): Iterable<Order>
  workingCount(): number
  /** Returns the executions, oldest first. */
  executions(): readonly Execution[]
  /** Returns the executions since a time, oldest first. */
  executionsSince(at: number): readonly Execution[]
  addExecution(execution: Execution): void
  /** Removes and returns the executions of an order, without reporting it. */
  removeExecutions(orderId: number): readonly Execution[]
  /** Sets and reports the commission of an execution. */
  announceCommission(execution: Execution): void
  /** Signal for each change of an order. An event that a listener causes is emitted after the current event. */
  readonly changed: EventSignal<OrderEvent>
  readonly executed: EventSignal<ExecutionEvent>
}

/** Creates a store of all working orders, the newest `limit` other orders, and as many executions. */
export function createOrderStore(limit: number, now: () => number): OrderStore {
  const orders = new Map<number, Order>()
  const working = new Set<number>()
  /** Orders that no longer work, in the order in which they ended. */
  const idle = new Set<number>()
  /** One iterator for all deletions: a new iterator would skip over all earlier deleted entries. */
  const idleByAge = idle.values()
  const idsByClientId = new Map<string, number>()
  const executions = createExecutionLog(limit)
  const changed = createSignal<OrderEvent>()
  const executed = createSignal<ExecutionEvent>()
  const waiting: OrderEvent[] = []
  let emitting = false

  function emit(event: OrderEvent): void {
    waiting.push(event)
    if (emitting) return
    emitting = true
    try {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) changed.emit(next)
    } finally {
      emitting = false
    }
  }

  function store(order: Order): Order {
    orders.set(order.id, order)
    if (isWorking(order)) {
      working.add(order.id)
      idle.delete(order.id)
      return order
    }
    working.delete(order.id)
    idle.add(order.id)
    if (idle.size > limit) drop(idleByAge.next().value)
    return order
  }

  function drop(id: number | undefined): void {
    if (id === undefined) return
    const clientOrderId = orders.get(id)?.clientOrderId
    if (clientOrderId !== undefined && idsByClientId.get(clientOrderId) === id) idsByClientId.delete(clientOrderId)
    orders.delete(id)
    idle.delete(id)
  }

  function existing(id: number): Order {
    const order = orders.get(id)
    if (order === undefined) throw new Error(`No order ${id} in the store`)
    return order
  }

  function* workingOrders(): Generator<Order> {
    for (const id of working) {
      const order = orders.get(id)
      if (order !== undefined) yield order
    }
  }

  return {
    add: (added) => {
      const order = store({ ...added, changedAt: now() })
      if (order.clientOrderId !== undefined) idsByClientId.set(order.clientOrderId, order.id)
      emit({ kind: 'full', order })
      emit({ kind: 'placeholder', order })
    },
    update: (id, patch, as = 'delta') => {
      const before = existing(id)
      const order = store({ ...before, ...patch, changedAt: now() })
      if (as !== 'quiet') emit(as === 'full' ? { kind: 'full', order } : { kind: 'delta', before, order })
      return order
    },
    replace: (replacement) => {
      const before = existing(replacement.id)
      const order = store({ ...replacement, changedAt: now() })
      emit({ kind: 'delta', before, order })
    },
    get: (id) => orders.get(id),
    remove: drop,
    byClientId: (clientOrderId) => orders.get(idsByClientId.get(clientOrderId) ?? Number.NaN),
    all: () => [...orders.values()].reverse(),
    working: workingOrders,
    workingCount: () => working.size,
    executions: executions.all,
    executionsSince: executions.since,
    addExecution: (execution) => {
      executions.add(execution)
      executed.emit({ kind: 'traded', execution })
    },
    removeExecutions: executions.remove,
    announceCommission: (execution) => executed.emit({ kind: 'commission-known', execution }),
    changed,
    executed,
  }
}

/** Executions in chronological order. Beyond a limit the oldest executions are dropped. */
interface ExecutionLog {
  add(execution: Execution): void
  /** Removes and returns the executions of an order. */
  remove(orderId: number): readonly Execution[]
  /** Returns all executions, oldest first. */
  all(): readonly Execution[]
  /** Returns the executions at the given time or later, oldest first. */
  since(at: number): readonly Execution[]
}

function createExecutionLog(limit: number): ExecutionLog {
  let executions: Execution[] = []
  return {
    add: (execution) => {
      executions.push(execution)
      // Trim rarely, because moving a long array for every execution would take most of the time.
      if (executions.length >= 2 * limit) executions = executions.slice(-limit)
    },
    remove: (orderId) => {
      const removed = executions.filter(({ order }) => order.id === orderId)
      executions = executions.filter(({ order }) => order.id !== orderId)
      return removed
    },
    all: () => executions.slice(-limit),
    since: (at) => {
      let start = executions.length
      const oldest = Math.max(0, executions.length - limit)
      while (start > oldest && (executions[start - 1]?.at ?? 0) >= at) start -= 1
      return executions.slice(start)
    },
  }
}

const maxDays = 7

/**
 * Returns the start of the period of a `days` option: whole trading days including the current day, 1 to 7, default 1.
 */
export function findExecutionsStart(days: unknown, now: number): number {
  const asked = Math.floor(Number(days ?? 1))
  return findStartOfTradingDays(now, Math.min(maxDays, Math.max(1, Number.isNaN(asked) ? 1 : asked)))
}

/** Returns the start of the period of `str`: always the last week, regardless of `days`. */
export function findWeekStart(now: number): number {
  return now - maxDays * 86_400_000
}

/**
 * Reports whether the calls about today's orders include an order: it works, or was changed since midnight in New York.
 */
export function isOrderOfToday(order: Order, now: number): boolean {
  return !isDone(order) || order.changedAt >= findStartOfDay(now)
}
