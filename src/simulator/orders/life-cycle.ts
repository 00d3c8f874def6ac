import type { Random } from '../random.ts'
import type { Timers } from '../timers.ts'
import type { Matching } from './matching.ts'
import { isDone, isStop, type Order, type OrderDraft } from './order.ts'
import type { OrderBook } from './order-book.ts'

const routeMilliseconds = 100
const cancelMilliseconds = 150

/** Moves orders through their states at the pace of the real thing, only quicker. */
export interface LifeCycle {
  /** Takes an order; it is PreSubmitted when this returns and works 100 ms later. */
  submit(accountId: string, draft: OrderDraft): Order
  /** Starts a cancellation; it is confirmed 150 ms later. */
  cancel(id: number): Order
  /** Changes a working order. */
  change(id: number, draft: OrderDraft): Order
}

/** Makes the life cycle over a book and an exchange. */
export function createLifeCycle(settings: {
  readonly book: OrderBook
  readonly matching: Matching
  readonly timers: Timers
  readonly random: Random
  readonly now: () => number
}): LifeCycle {
  const { book, matching, timers, random, now } = settings
  let lastId = 922_000_000 + random.integer(0, 90_000)

  function submit(accountId: string, draft: OrderDraft): Order {
    lastId += random.integer(1, 4)
    const id = lastId
    const at = now()
    book.add({
      ...draft,
      id,
      accountId,
      status: 'Inactive',
      filled: 0,
      averagePrice: 0,
      elected: false,
      createdAt: at,
      lastExecutionAt: at,
    })
    book.update(id, { status: 'PendingSubmit' })
    const order = book.update(id, { status: 'PreSubmitted' })
    timers.after(routeMilliseconds, () => work(id))
    return order
  }

  function work(id: number): void {
    const order = book.get(id)
    if (order?.status !== 'PreSubmitted') return
    if (!isStop(order)) book.update(id, { status: 'Submitted' })
    matching.consider(id)
  }

  function cancel(id: number): Order {
    const order = book.update(id, { status: 'PendingCancel' }, 'full')
    timers.after(cancelMilliseconds, () => {
      const current = book.get(id)
      if (current !== undefined && !isDone(current)) book.update(id, { status: 'Cancelled' })
    })
    return order
  }

  function change(id: number, draft: OrderDraft): Order {
    const before = book.get(id)
    const done = before !== undefined && before.filled >= draft.quantity
    // A change need not repeat the client's own id.
    const clientOrderId = draft.clientOrderId ?? before?.clientOrderId
    const order = book.update(id, { ...draft, clientOrderId, ...(done ? { status: 'Filled' as const } : {}) })
    matching.consider(id)
    return order
  }

  return { submit, cancel, change }
}
