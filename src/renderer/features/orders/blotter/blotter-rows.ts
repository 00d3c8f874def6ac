import type { BlotterFilter, OrderSort } from '../../../../shared/domain/blotter-layout.ts'
import type { FeedGap } from '../../../../shared/domain/feed.ts'
import type { Order } from '../../../../shared/domain/orders.ts'
import { orderFilter } from './order-filter.ts'
import { sortOrders, timeOf } from './sort-orders.ts'

/** A line of the blotter: an order, or a stretch in which nothing was seen. */
export type BlotterRow =
  | { readonly kind: 'order'; readonly id: string; readonly order: Order }
  | { readonly kind: 'gap'; readonly id: string; readonly gap: FeedGap }

export interface BlotterQuery {
  readonly filter: BlotterFilter
  readonly sort: OrderSort
}

/** The lines as they are shown. Gaps have their place only where the lines follow the time. */
export function blotterRows(
  orders: Iterable<Order>,
  gaps: readonly FeedGap[],
  { filter, sort }: BlotterQuery,
): readonly BlotterRow[] {
  const passes = orderFilter(filter)
  const chosen: Order[] = []
  for (const order of orders) {
    if (passes(order)) chosen.push(order)
  }
  const rows = sortOrders(chosen, sort).map(rowOf)
  if (sort.key !== 'time' || rows.length === 0) return rows
  return withGaps(rows, gaps, sort.direction === 'descending')
}

const rowsOfOrders = new WeakMap<Order, BlotterRow>()

/** One row per order object: what did not change stays the same row. */
function rowOf(order: Order): BlotterRow {
  const known = rowsOfOrders.get(order)
  if (known) return known
  const row: BlotterRow = { kind: 'order', id: order.orderId, order }
  rowsOfOrders.set(order, row)
  return row
}

function withGaps(rows: readonly BlotterRow[], gaps: readonly FeedGap[], newestFirst: boolean): readonly BlotterRow[] {
  if (gaps.length === 0) return rows
  const result = [...rows]
  for (const gap of gaps) {
    const at = result.findIndex((row) => {
      const time = row.kind === 'order' ? timeOf(row.order) : row.gap.from
      return newestFirst ? time <= gap.from : time > gap.from
    })
    result.splice(at < 0 ? result.length : at, 0, { kind: 'gap', id: `gap-${gap.from}`, gap })
  }
  return result
}
