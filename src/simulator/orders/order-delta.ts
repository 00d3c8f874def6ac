import { isDone, type Order } from './order.ts'
import type { OrderEvent } from './order-book.ts'
import { changedKeys, identity, type OrderView, orderView } from './order-view.ts'

/** Only the keys that changed, with the two that say whose; undefined where nothing did. */
export function orderDelta(before: Order, order: Order): OrderView | undefined {
  const changed = changedKeys(before, order)
  if (Object.keys(changed).length === 0) return undefined
  const delta = { acct: order.accountId, orderId: order.id, ...changed }
  if (order.status !== 'Filled') return delta
  // The last frame of a filled order repeats price and time in force.
  const { timeInForce = '', price = '' } = orderView(order)
  return { ...delta, timeInForce, price }
}

/** What one subscription sends for an event: the first time an order is named, the whole object. */
export function viewFor(event: OrderEvent, known: Set<number>): OrderView | undefined {
  const { order } = event
  const first = !known.has(order.id)
  // An order that is done has no further changes, and a long day must not fill the memory.
  if (isDone(order)) known.delete(order.id)
  else known.add(order.id)
  if (event.kind === 'placeholder') return identity(order)
  if (event.kind === 'full' || first) return orderView(order)
  return orderDelta(event.before, order)
}
