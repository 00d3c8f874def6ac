import type { OrdersItem, OrdersSnapshot } from '../../shared/contract/order-views.ts'
import type { Feed } from '../feed.ts'

/** Calls `run` when orders have new fills. Returns an idempotent unsubscribe function. */
export function onNewFills(orders: Feed<OrdersSnapshot, OrdersItem>, run: () => void): () => void {
  const filled = new Map(orders.snapshot().orders.map((order) => [order.orderId, order.filled ?? 0]))
  return orders.subscribe((items) => {
    let hasFills = false
    for (const item of items) {
      if (item.kind === 'removed') filled.delete(item.orderId)
      if (item.kind !== 'order') continue
      const { orderId, filled: now = 0 } = item.order
      const before = filled.get(orderId)
      if (now > 0 && now !== before) hasFills = true
      filled.set(orderId, now)
    }
    if (hasFills) run()
  })
}
