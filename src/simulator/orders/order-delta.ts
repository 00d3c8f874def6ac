import type { Order } from './order.ts'
import type { OrderEvent } from './order-book.ts'
import { identity, type OrderView, orderView } from './order-view.ts'

/** Execution times come with the full object only. */
const neverInDelta = new Set(['lastExecutionTime', 'lastExecutionTime_r'])

/** Only the keys that changed, with the two that say whose; undefined where nothing did. */
export function orderDelta(before: Order, order: Order): OrderView | undefined {
  const old = orderView(before)
  const changed = Object.entries(orderView(order)).filter(
    ([key, value]) => old[key] !== value && !neverInDelta.has(key),
  )
  if (changed.length === 0) return undefined
  const { timeInForce, price } = orderView(order)
  // The last frame of a filled order repeats price and time in force.
  const repeated =
    order.status === 'Filled' && price !== undefined && timeInForce !== undefined ? { timeInForce, price } : {}
  return { acct: order.accountId, orderId: order.id, ...Object.fromEntries(changed), ...repeated }
}

/** What one subscription sends for an event: the first time an order is named, the whole object. */
export function viewFor(event: OrderEvent, known: Set<number>): OrderView | undefined {
  const first = !known.has(event.order.id)
  known.add(event.order.id)
  if (event.kind === 'placeholder') return identity(event.order)
  if (event.kind === 'full' || first) return orderView(event.order)
  return orderDelta(event.before, event.order)
}
