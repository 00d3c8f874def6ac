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

/** How much of an order a subscription tells. */
type Part = 'identity' | 'whole' | 'delta'

/** What one subscription sends for an event: the first time an order is named, the whole object. */
export function viewFor(event: OrderEvent, known: Set<number>): OrderView | undefined {
  return viewOf(event, partFor(event, known))
}

/** The same as JSON, written once for all subscriptions. With `muted` only the ids are told, and nothing counts as known by it. */
export function textFor(event: OrderEvent, known: Set<number>, muted: boolean): string | undefined {
  const part = muted ? 'identity' : partFor(event, known)
  const texts = written.get(event) ?? new Map<Part, string | undefined>()
  if (!texts.has(part)) {
    const view = viewOf(event, part)
    texts.set(part, view === undefined ? undefined : JSON.stringify(view))
    written.set(event, texts)
  }
  return texts.get(part)
}

const written = new WeakMap<OrderEvent, Map<Part, string | undefined>>()

function partFor({ kind, order }: OrderEvent, known: Set<number>): Part {
  const first = !known.has(order.id)
  // An order that is done has no further changes, and a long day must not fill the memory.
  if (isDone(order)) known.delete(order.id)
  else known.add(order.id)
  if (kind === 'placeholder') return 'identity'
  return kind === 'full' || first ? 'whole' : 'delta'
}

function viewOf(event: OrderEvent, part: Part): OrderView | undefined {
  if (part === 'identity') return identity(event.order)
  return part === 'delta' && event.kind === 'delta' ? orderDelta(event.before, event.order) : orderView(event.order)
}
