import { create } from 'zustand'
import type { OrdersItem, OrdersSnapshot, OrdersStatus } from '../../shared/contract/views.ts'
import type { FeedGap, FeedHealth } from '../../shared/domain/feed.ts'
import type { Order } from '../../shared/domain/orders.ts'
import { CHANGE_MARK_MS } from '../ui/grid/grid-props.ts'

export interface OrdersData {
  /** An order that did not change keeps its identity, so that its row does not render again. */
  readonly orders: ReadonlyMap<string, Order>
  readonly health: FeedHealth
  readonly gaps: readonly FeedGap[]
  /** Undefined before the first snapshot. */
  readonly status: OrdersStatus | undefined
  /** False before the first snapshot. */
  readonly known: boolean
  /** Times of new or changed orders after the first snapshot, by id: their rows are marked. */
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

/** Applies a snapshot. Unchanged orders keep their identity; others are marked, except in the first snapshot. */
export function ordersFromSnapshot(data: OrdersData, snapshot: OrdersSnapshot, now: number): OrdersData {
  const orders = new Map<string, Order>()
  const touched = new Map<string, number>()
  for (const order of snapshot.orders) {
    const before = data.orders.get(order.orderId)
    const same = isSameState(before, order)
    orders.set(order.orderId, same && before.journaled === order.journaled ? before : order)
    if (data.known && !same) touched.set(order.orderId, now)
  }
  const { gaps, status } = snapshot
  return { orders, health: status.health, gaps, status, known: true, touched }
}

export function applyOrdersItems(data: OrdersData, batch: readonly OrdersItem[], now: number): OrdersData {
  const isChanged = batch.some(({ kind }) => kind === 'order' || kind === 'removed')
  // A status update alone, about one a second, must not render the rows.
  const orders = isChanged ? new Map(data.orders) : new Map<string, Order>()
  const touched = new Map<string, number>()
  for (const [orderId, at] of data.touched) if (now - at < CHANGE_MARK_MS) touched.set(orderId, at)
  let { health, gaps, status } = data
  for (const item of batch) {
    switch (item.kind) {
      case 'order':
        // An order is sent again once it is journaled, which is no change.
        if (!isSameState(orders.get(item.order.orderId), item.order)) touched.set(item.order.orderId, now)
        orders.set(item.order.orderId, item.order)
        break
      case 'removed':
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
  return { orders: isChanged ? orders : data.orders, health, gaps, status, known: data.known, touched }
}

/** Whether an order is unchanged, journaled or not. */
function isSameState(left: Order | undefined, right: Order): left is Order {
  return (
    left?.transitionCount === right.transitionCount &&
    left.changedAt === right.changedAt &&
    left.status === right.status
  )
}
