import type { BlotterFilter, OrderStatusGroup } from '../../../../shared/domain/blotter-layout.ts'
import { isWorking, type Order } from '../../../../shared/domain/orders.ts'

export const ORDER_PART_TITLES: Readonly<Record<OrderStatusGroup, string>> = {
  all: 'All',
  working: 'Working',
  filled: 'Filled',
  cancelled: 'Cancelled',
  failed: 'Failed',
}

/** `failed` holds what neither works nor ended by a fill or a cancel: rejected, declined and parked orders. */
export function partOf(order: Order): Exclude<OrderStatusGroup, 'all'> {
  if (isWorking(order)) return 'working'
  if (order.status === 'Filled') return 'filled'
  return order.status === 'Cancelled' ? 'cancelled' : 'failed'
}

export function countParts(orders: Iterable<Order>): Readonly<Record<OrderStatusGroup, number>> {
  const counts = { all: 0, working: 0, filled: 0, cancelled: 0, failed: 0 }
  for (const order of orders) {
    counts.all += 1
    counts[partOf(order)] += 1
  }
  return counts
}

/** Whether an order is shown; made once for many orders. */
export function orderFilter(filter: BlotterFilter): (order: Order) => boolean {
  const { part, side, account, orderType, timeInForce } = filter
  const hasSearchText = wordFilter(filter.text)
  return (order) =>
    (part === 'all' || partOf(order) === part) &&
    (side === undefined || order.side === side) &&
    (account === undefined || order.account === account) &&
    (orderType === undefined || order.orderType === orderType) &&
    (timeInForce === undefined || order.timeInForce === timeInForce) &&
    hasSearchText(order)
}

/** Every word is somewhere in what the row shows. */
function wordFilter(text: string): (order: Order) => boolean {
  const words = text.trim().toLowerCase().split(/\s+/)
  if (words[0] === '') return () => true
  return (order) => {
    const row = textOf(order)
    return words.every((word) => row.includes(word))
  }
}

/** How many of the choices beside the part and the text narrow. */
export function countChoices({ side, account, orderType, timeInForce }: BlotterFilter): number {
  return [side, account, orderType, timeInForce].filter((choice) => choice !== undefined).length
}

const textsOfOrders = new WeakMap<Order, string>()

/** Put together once per order object: a storm brings thousands of rows to every letter typed. */
function textOf(order: Order): string {
  const known = textsOfOrders.get(order)
  if (known !== undefined) return known
  const text = [
    order.symbol,
    order.description,
    order.side,
    order.orderType,
    order.status,
    order.account,
    order.orderId,
    order.timeInForce,
    order.exchange ?? '',
    order.orderReference ?? '',
  ]
    .join(' ')
    .toLowerCase()
  textsOfOrders.set(order, text)
  return text
}
