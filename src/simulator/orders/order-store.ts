import { startOfDay, startOfTradingDays } from '../market/trading-hours.ts'
import { createSignal, type Signal } from '../signal.ts'
import { type Execution, isDone, isWorking, type Order } from './order.ts'

/** How a change of an order is told on the socket. */
export type OrderEvent =
  /** Whole object. */
  | { readonly kind: 'full'; readonly order: Order }
  /** Ids and nothing else: the placeholder that IBKR sends in between. */
  | { readonly kind: 'placeholder'; readonly order: Order }
  /** Only what changed. */
  | { readonly kind: 'delta'; readonly before: Order; readonly order: Order }

/** How an execution is told: once when it happens, once more when its commission is known. */
export interface ExecutionEvent {
  readonly kind: 'traded' | 'commission-known'
  readonly execution: Execution
}

/** Orders and executions. Every working order is kept; of the others, and of the executions, the newest. */
export interface OrderStore {
  add(order: Omit<Order, 'changedAt'>): void
  /** Changes some properties of an order; `as` decides how the socket tells it (delta by default, quiet: not at all). */
  update(id: number, patch: Partial<Order>, as?: 'full' | 'delta' | 'quiet'): Order
  /** Puts an order in the place of the one with its id, told as a delta. */
  replace(order: Omit<Order, 'changedAt'>): void
  get(id: number): Order | undefined
  /** Forgets an order without telling anyone. */
  remove(id: number): void
  /** The newest order with that `cOID`. */
  byClientId(clientOrderId: string): Order | undefined
  /** Newest first. */
  all(): readonly Order[]
  /** Oldest first; costs nothing for the orders that are done. */
  working(): Iterable<Order>
  workingCount(): number
  /** Oldest first. */
  executions(): readonly Execution[]
  /** Oldest first. */
  executionsSince(at: number): readonly Execution[]
  addExecution(execution: Execution): void
  /** The commission of an execution became known. */
  announceCommission(execution: Execution): void
  /** An event that a listener causes is told after the one that it listens to. */
  readonly changed: Signal<OrderEvent>
  readonly executed: Signal<ExecutionEvent>
}

/** Makes an empty orderStore that keeps the newest `limit` orders that no longer work, and as many executions. */
export function createOrderStore(limit: number, now: () => number): OrderStore {
  const orders = new Map<number, Order>()
  const working = new Set<number>()
  /** In the order in which they ended. */
  const resting = new Set<number>()
  /** Goes on where it was: a new one would walk over all that was deleted before. */
  const restingByAge = resting.values()
  const idsByClientId = new Map<string, number>()
  const executions = createExecutionLog(limit)
  const changed = createSignal<OrderEvent>()
  const executed = createSignal<ExecutionEvent>()
  const waiting: OrderEvent[] = []
  let telling = false

  function tell(event: OrderEvent): void {
    waiting.push(event)
    if (telling) return
    telling = true
    try {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) changed.emit(next)
    } finally {
      telling = false
    }
  }

  function keep(order: Order): Order {
    orders.set(order.id, order)
    if (isWorking(order)) {
      working.add(order.id)
      resting.delete(order.id)
      return order
    }
    working.delete(order.id)
    resting.add(order.id)
    if (resting.size > limit) forget(restingByAge.next().value)
    return order
  }

  function forget(id: number | undefined): void {
    if (id === undefined) return
    const clientOrderId = orders.get(id)?.clientOrderId
    if (clientOrderId !== undefined && idsByClientId.get(clientOrderId) === id) idsByClientId.delete(clientOrderId)
    orders.delete(id)
    resting.delete(id)
  }

  function existing(id: number): Order {
    const order = orders.get(id)
    if (order === undefined) throw new Error(`No order ${id} in the orderStore`)
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
      const order = keep({ ...added, changedAt: now() })
      if (order.clientOrderId !== undefined) idsByClientId.set(order.clientOrderId, order.id)
      tell({ kind: 'full', order })
      tell({ kind: 'placeholder', order })
    },
    update: (id, patch, as = 'delta') => {
      const before = existing(id)
      const order = keep({ ...before, ...patch, changedAt: now() })
      if (as !== 'quiet') tell(as === 'full' ? { kind: 'full', order } : { kind: 'delta', before, order })
      return order
    },
    replace: (replacement) => {
      const before = existing(replacement.id)
      const order = keep({ ...replacement, changedAt: now() })
      tell({ kind: 'delta', before, order })
    },
    get: (id) => orders.get(id),
    remove: forget,
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

/** Executions in the order in which they happened; the oldest beyond a limit are forgotten. */
export interface ExecutionLog {
  add(execution: Execution): void
  /** Oldest first. */
  all(): readonly Execution[]
  /** Those of that time and later, oldest first. */
  since(at: number): readonly Execution[]
}

/** Makes an empty log of at most `limit` executions. */
export function createExecutionLog(limit: number): ExecutionLog {
  let executions: Execution[] = []
  return {
    add: (execution) => {
      executions.push(execution)
      // Cut rarely: moving a long array for every execution would cost more than all the rest.
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

/** Begin of the window of a `days` option: whole trading days, the running one included; 1 to 7, default 1. */
export function windowStart(days: unknown, now: number): number {
  const asked = Math.floor(Number(days ?? 1))
  return startOfTradingDays(now, Math.min(maxDays, Math.max(1, Number.isNaN(asked) ? 1 : asked)))
}

/** Begin of what `str` delivers, whatever its `days` says: the last week. */
export function weekBefore(now: number): number {
  return now - maxDays * 86_400_000
}

/** True for an order that the calls of today know: it works, or it changed since midnight in New York. */
export function isOfToday(order: Order, now: number): boolean {
  return !isDone(order) || order.changedAt >= startOfDay(now)
}
