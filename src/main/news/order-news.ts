import type { Order } from '../../shared/domain/orders.ts'

export interface News {
  readonly title: string
  readonly body: string
}

/** Orders whose last change is kept in mind; the oldest is forgotten first. */
const KEPT = 5_000
const FINAL: Readonly<Record<string, string>> = { Filled: 'filled', Cancelled: 'cancelled', Failed: 'rejected' }

/** Says what is worth a word outside the window: an order that was seen working and now is at its end. */
export function createOrderNews(): (order: Order) => News | undefined {
  const working = new Set<string>()
  return (order) => {
    const end = FINAL[order.status]
    if (end === undefined) {
      working.add(order.orderId)
      const [oldest] = working
      if (working.size > KEPT && oldest !== undefined) working.delete(oldest)
      return undefined
    }
    // One that was over when it was first read is old news.
    if (!working.delete(order.orderId)) return undefined
    const price = order.averagePrice === undefined || end !== 'filled' ? '' : ` at ${order.averagePrice}`
    const done = end === 'filled' ? order.filled : order.quantity
    return { title: `Order ${end}`, body: `${order.side} ${done} ${order.symbol}${price} (${order.account})` }
  }
}
