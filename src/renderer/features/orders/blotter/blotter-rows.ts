import type { BlotterLayout, OrderSort } from '../../../../shared/domain/blotter-layout.ts'
import type { ConsoleOrder } from '../../../../shared/domain/console-orders.ts'
import type { FeedGap } from '../../../../shared/domain/feed.ts'
import { sortRows } from '../../../ui/grid/grid-column.ts'
import { ORDER_COLUMNS, placedOf, updatedOf } from './order-columns.tsx'
import { orderFilter } from './order-filter.ts'
import type { GroupHeader, LegRow } from './order-groups.ts'

/** Row of the blotter: an order, the header of a group, a leg of a combo, or a period without updates. */
export type BlotterRow = ConsoleOrder | GroupHeader | LegRow | FeedGap

export const isOrder = (row: BlotterRow): row is ConsoleOrder => 'orderId' in row

/** Returns the matching orders, sorted. Among orders with equal values, newer orders come first. */
export function sortedOrders(
  orders: Iterable<ConsoleOrder>,
  { filter, sort }: Pick<BlotterLayout, 'filter' | 'sort'>,
): readonly ConsoleOrder[] {
  const matches = orderFilter(filter)
  const chosen: ConsoleOrder[] = []
  for (const order of orders) if (matches(order)) chosen.push(order)
  return sortRows(chosen, ORDER_COLUMNS, sort, ({ orderId }) => -Number(orderId))
}

/** Inserts a row for each gap in the updates if the orders are sorted by time. */
export function withGaps(
  orders: readonly ConsoleOrder[],
  gaps: readonly FeedGap[],
  { key, direction }: OrderSort,
): readonly (ConsoleOrder | FeedGap)[] {
  const timeOf = key === 'time' ? placedOf : key === 'updated' ? updatedOf : undefined
  if (gaps.length === 0 || orders.length === 0 || timeOf === undefined) return orders
  const rows: (ConsoleOrder | FeedGap)[] = [...orders]
  for (const gap of gaps) {
    const at = rows.findIndex((row) => {
      const time = 'orderId' in row ? timeOf(row) : row.from
      return direction === 'descending' ? time <= gap.from : time > gap.from
    })
    rows.splice(at < 0 ? rows.length : at, 0, gap)
  }
  return rows
}
