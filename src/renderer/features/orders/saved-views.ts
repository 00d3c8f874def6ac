import { isWorking, type Order } from '../../../shared/domain/orders.ts'

export const SAVED_VIEWS = ['all', 'working', 'filled', 'cancelled'] as const

export type SavedView = (typeof SAVED_VIEWS)[number]

export const SAVED_VIEW_TITLES: Readonly<Record<SavedView, string>> = {
  all: 'All',
  working: 'Working',
  filled: 'Filled',
  cancelled: 'Cancelled',
}

export const isSavedView = (value: unknown): value is SavedView => (SAVED_VIEWS as readonly unknown[]).includes(value)

/** Every order is in `all` and in exactly one of the others. What failed ended without a fill, like what was cancelled. */
export function savedViewOf(order: Order): Exclude<SavedView, 'all'> {
  if (isWorking(order)) return 'working'
  return order.status === 'Filled' ? 'filled' : 'cancelled'
}

export function countViews(orders: Iterable<Order>): Readonly<Record<SavedView, number>> {
  const counts = { all: 0, working: 0, filled: 0, cancelled: 0 }
  for (const order of orders) {
    counts.all += 1
    counts[savedViewOf(order)] += 1
  }
  return counts
}

/** Every word of the filter is somewhere in what the row shows. */
export function matchesFilter(order: Order, filter: string): boolean {
  return orderFilter(filter)(order)
}

/** The same, made once for many orders. */
export function orderFilter(filter: string): (order: Order) => boolean {
  const words = filter.trim().toLowerCase().split(/\s+/)
  if (words[0] === '') return () => true
  return (order) => {
    const text = textOf(order)
    return words.every((word) => text.includes(word))
  }
}

function textOf(order: Order): string {
  return [
    order.symbol,
    order.description,
    order.side,
    order.orderType,
    order.status,
    order.account,
    order.orderId,
    order.timeInForce,
    order.orderReference ?? '',
  ]
    .join(' ')
    .toLowerCase()
}
