import { startOfDay, startOfTradingDays } from '../market/trading-hours.ts'
import { createSignal, type Signal } from '../signal.ts'
import { type Execution, isDone, isWorking, type Order } from './order.ts'

/** A change of an order, as the socket reports it. */
export type OrderEvent =
  /** The whole object. */
  | { readonly kind: 'full'; readonly order: Order }
  /** Ids only: the placeholder that IBKR sends in between. */
  | { readonly kind: 'placeholder'; readonly order: Order }
  /** Changed fields only. */
  | { readonly kind: 'delta'; readonly before: Order; readonly order: Order }

/** An execution, reported once when it happens and again when its commission is known. */
export interface ExecutionEvent {
  readonly kind: 'traded' | 'commission-known'
  readonly execution: Execution
}

/** Orders and executions. All working orders are stored; of the others, and of the executions, the newest. */
export interface OrderStore {
  add(order: Omit<Order, 'changedAt'>): void
  /** Changes an order. `as` selects how the socket reports it: delta (default), full, or not at all. */
  update(id: number, patch: Partial<Order>, as?: 'full' | 'delta' | 'quiet'): Order
  /** Replaces the order with this id, reported as a delta. */
  replace(order: Omit<Order, 'changedAt'>): void
  get(id: number): Order | undefined
  /** Removes an order without an event. */
  remove(id: number): void
  /** The newest order with that `cOID`. */
  byClientId(clientOrderId: string): Order | undefined
  /** Newest first. */
  all(): readonly Order[]
  /** Oldest first. Its cost does not depend on orders that are done. */
  working(): Iterable<Order>
  workingCount(): number
  /** Oldest first. */
  executions(): readonly Execution[]
  /** Oldest first. */
  executionsSince(at: number): readonly Execution[]
  addExecution(execution: Execution): void
  /** Reports the commission of an execution. */
  announceCommission(execution: Execution): void
  /** An event that a listener causes is emitted after the current one. */
  readonly changed: Signal<OrderEvent>
  readonly executed: Signal<ExecutionEvent>
}

/** Creates an empty store of all working orders, the newest `limit` others and as many executions. */
export function createOrderStore(limit: number, now: () => number): OrderStore {
  const orders = new Map<number, Order>()
  const working = new Set<number>()
  /** In the order in which they stopped working. */
  const idle = new Set<number>()
  /** One iterator for all deletions: a new one would skip over all earlier deleted entries. */
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
    announceCommission: (execution) => executed.emit({ kind: 'commission-known', execution }),
    changed,
    executed,
  }
}

/** Executions in chronological order; the oldest beyond a limit are dropped. */
export interface ExecutionLog {
  add(execution: Execution): void
  /** Oldest first. */
  all(): readonly Execution[]
  /** At that time or later, oldest first. */
  since(at: number): readonly Execution[]
}

export function createExecutionLog(limit: number): ExecutionLog {
  let executions: Execution[] = []
  return {
    add: (execution) => {
      executions.push(execution)
      // Trimmed rarely, because moving a long array for every execution would dominate the cost.
      if (executions.length >= 2 * limit) executions = executions.slice(-limit)
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

/** Start of the window of a `days` option: whole trading days including the current one, 1 to 7, default 1. */
export function windowStart(days: unknown, now: number): number {
  const asked = Math.floor(Number(days ?? 1))
  return startOfTradingDays(now, Math.min(maxDays, Math.max(1, Number.isNaN(asked) ? 1 : asked)))
}

/** Start of the window of `str`: always the last week, whatever `days` says. */
export function weekBefore(now: number): number {
  return now - maxDays * 86_400_000
}

/** Whether the calls about today include an order: it works, or it changed since midnight in New York. */
export function isOfToday(order: Order, now: number): boolean {
  return !isDone(order) || order.changedAt >= startOfDay(now)
}
