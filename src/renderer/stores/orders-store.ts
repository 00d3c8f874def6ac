import { create } from 'zustand'
import type { OrdersItem, OrdersSnapshot, OrdersStatus } from '../../shared/contract/order-views.ts'
import type { ConsoleOrder } from '../../shared/domain/console-orders.ts'
import type { FeedGap, FeedHealth } from '../../shared/domain/feed.ts'
import { CHANGE_MARK_MS } from '../ui/grid/grid-props.ts'

export interface OrdersData {
  /** Orders by id. An unchanged order remains the same object and does not render again. */
  readonly orders: ReadonlyMap<string, ConsoleOrder>
  readonly health: FeedHealth
  readonly gaps: readonly FeedGap[]
  /** Status of the order feed; undefined before the first snapshot. */
  readonly status: OrdersStatus | undefined
  /** Whether the first snapshot has arrived. */
  readonly known: boolean
  /** Time of the last change of each order since the first snapshot, by order id. Recent changes are highlighted. */
  readonly touched: ReadonlyMap<string, number>
}

export const NO_ORDERS: OrdersData = {
  orders: new Map(),
  health: { kind: 'waiting' },
  gaps: [],
  status: undefined,
  known: false,
  touched: new Map(),
}

export const useOrdersStore = create<OrdersData>()(() => NO_ORDERS)

/** Applies a snapshot. Highlights the orders that changed since the previous snapshot. */
export function ordersFromSnapshot(data: OrdersData, snapshot: OrdersSnapshot, now: number): OrdersData {
  const orders = new Map<string, ConsoleOrder>()
  const touched = new Map<string, number>()
  for (const order of snapshot.orders) {
    const before = data.orders.get(order.orderId)
    orders.set(order.orderId, isEqual(before, order) ? before : order)
    if (data.known && !isSameState(before, order)) touched.set(order.orderId, now)
  }
  const { gaps, status } = snapshot
  return { orders, health: status.health, gaps, status, known: true, touched }
}

export function applyOrdersItems(data: OrdersData, batch: readonly OrdersItem[], now: number): OrdersData {
  // Copied only for a changed order, so that a batch with only a status does not render the rows again.
  let orders: Map<string, ConsoleOrder> | undefined
  const touched = new Map<string, number>()
  for (const [orderId, at] of data.touched) if (now - at < CHANGE_MARK_MS) touched.set(orderId, at)
  let { health, gaps, status } = data
  for (const item of batch) {
    switch (item.kind) {
      case 'order':
        orders ??= new Map(data.orders)
        // The host sends an order again once it is journaled. This is not highlighted as a change.
        if (!isSameState(orders.get(item.order.orderId), item.order)) touched.set(item.order.orderId, now)
        orders.set(item.order.orderId, item.order)
        break
      case 'removed':
        orders ??= new Map(data.orders)
        orders.delete(item.orderId)
        touched.delete(item.orderId)
        break
      case 'gaps':
        gaps = item.gaps
        break
      case 'status':
        status = item.status
        health = status.health
    }
  }
  return { orders: orders ?? data.orders, health, gaps, status, known: data.known, touched }
}

/** Reports whether two versions of an order have the same values. A combo with legs never has. */
function isEqual(left: ConsoleOrder | undefined, right: ConsoleOrder): left is ConsoleOrder {
  const names = Object.keys(right) as (keyof ConsoleOrder)[]
  return (
    left !== undefined && names.length === Object.keys(left).length && names.every((name) => left[name] === right[name])
  )
}

/** Reports whether two versions of an order are at the same transition. Fields such as the time in force may differ. */
function isSameState(left: ConsoleOrder | undefined, right: ConsoleOrder): boolean {
  return (
    left?.transitionCount === right.transitionCount &&
    left.changedAt === right.changedAt &&
    left.status === right.status
  )
}
