import { createSignal, type Signal } from '../signal.ts'
import type { Execution, Order } from './order.ts'

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

/** Every order and execution of the day. */
export interface OrderBook {
  add(order: Order): void
  /** Replaces an order; `as` decides how the socket tells it (delta by default). */
  update(id: number, patch: Partial<Order>, as?: 'full' | 'delta'): Order
  get(id: number): Order | undefined
  /** Newest first. */
  all(): readonly Order[]
  /** Oldest first. */
  executions(): readonly Execution[]
  addExecution(execution: Execution): void
  /** The commission of an execution became known. */
  announceCommission(execution: Execution): void
  readonly changed: Signal<OrderEvent>
  readonly executed: Signal<ExecutionEvent>
}

/** Makes an empty book that keeps the newest `limit` orders, and as many executions. */
export function createOrderBook(limit: number): OrderBook {
  const orders = new Map<number, Order>()
  let executions: Execution[] = []
  const changed = createSignal<OrderEvent>()
  const executed = createSignal<ExecutionEvent>()
  return {
    add: (order) => {
      orders.set(order.id, order)
      const [oldest] = orders.keys()
      if (orders.size > limit && oldest !== undefined) orders.delete(oldest)
      changed.emit({ kind: 'full', order })
      changed.emit({ kind: 'placeholder', order })
    },
    update: (id, patch, as = 'delta') => {
      const before = orders.get(id)
      if (before === undefined) throw new Error(`No order ${id} in the book`)
      const order = { ...before, ...patch }
      orders.set(id, order)
      changed.emit(as === 'full' ? { kind: 'full', order } : { kind: 'delta', before, order })
      return order
    },
    get: (id) => orders.get(id),
    all: () => [...orders.values()].reverse(),
    executions: () => executions,
    addExecution: (execution) => {
      executions = [...executions.slice(-(limit - 1)), execution]
      executed.emit({ kind: 'traded', execution })
    },
    announceCommission: (execution) => executed.emit({ kind: 'commission-known', execution }),
    changed,
    executed,
  }
}
