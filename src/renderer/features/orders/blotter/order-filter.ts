import type { BlotterFilter, OrderStatusGroup } from '../../../../shared/domain/blotter-layout.ts'
import type { ConsoleOrder } from '../../../../shared/domain/console-orders.ts'
import { formatSide, isWorking, type Order } from '../../../../shared/domain/orders.ts'
import { reasonOf } from '../texts.ts'

export const ORDER_PART_TITLES: Readonly<Record<OrderStatusGroup, string>> = {
  all: 'All',
  working: 'Working',
  filled: 'Filled',
  cancelled: 'Cancelled',
  failed: 'Failed',
}

/** Returns the status group of an order. All orders that are not working, filled or cancelled are `failed`. */
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

/** Returns a function that tests whether an order matches the filter. */
export function orderFilter(filter: BlotterFilter): (order: ConsoleOrder) => boolean {
  const { part, side, account, orderType, timeInForce } = filter
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean)
  return (order) =>
    (part === 'all' || partOf(order) === part) &&
    (side === undefined || order.side === side) &&
    (account === undefined || order.account === account) &&
    (orderType === undefined || order.orderType === orderType) &&
    (timeInForce === undefined || order.timeInForce === timeInForce) &&
    words.every((word) => textOf(order).includes(word))
}

/** Counts the active filters, except the status and the search text. */
export function countChoices({ side, account, orderType, timeInForce }: BlotterFilter): number {
  return [side, account, orderType, timeInForce].filter((choice) => choice !== undefined).length
}

const orderTexts = new WeakMap<ConsoleOrder, string>()

/** Returns the searchable text of an order. Cached, because every keystroke filters thousands of orders. */
function textOf(order: ConsoleOrder): string {
  const known = orderTexts.get(order)
  if (known !== undefined) return known
  const text = [
    order.contractName,
    ...(order.legs?.map(({ name }) => name) ?? []),
    order.symbol,
    order.description,
    order.contractDetails ?? '',
    formatSide(order),
    order.orderType,
    order.status,
    order.account,
    order.orderId,
    order.timeInForce,
    order.exchange ?? '',
    order.orderReference ?? '',
    order.parentId ?? '',
    order.ocaGroup ?? '',
    reasonOf(order) ?? '',
  ]
    .join(' ')
    .toLowerCase()
  orderTexts.set(order, text)
  return text
}
