import type { Order } from '../../../../shared/domain/orders.ts'

export interface WaitingChanges {
  readonly changes: number
  readonly orders: number
}

/** What happened since the rows stand still: steps of orders, orders that came, orders that went. */
export function countWaiting(shown: ReadonlyMap<string, Order>, known: ReadonlyMap<string, Order>): WaitingChanges {
  let changes = 0
  let orders = 0
  for (const [orderId, order] of known) {
    const before = shown.get(orderId)
    if (before === order) continue
    orders += 1
    // A change that is no step, such as a price that was moved, is one too.
    changes += Math.max(1, order.transitionCount - (before?.transitionCount ?? 0))
  }
  for (const orderId of shown.keys()) {
    if (known.has(orderId)) continue
    orders += 1
    changes += 1
  }
  return { changes, orders }
}
