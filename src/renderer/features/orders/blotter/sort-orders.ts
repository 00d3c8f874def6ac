import { type BlotterColumn, DEFAULT_LAYOUT, type OrderSort } from '../../../../shared/domain/blotter-layout.ts'
import type { Order } from '../../../../shared/domain/orders.ts'

/** Newest first. */
export const SORT_BY_TIME: OrderSort = DEFAULT_LAYOUT.sort

const price = (text: string | undefined): number | undefined => {
  const value = Number.parseFloat(text?.replaceAll(',', '') ?? '')
  return Number.isNaN(value) ? undefined : value
}

/** The time at which an order last changed: the server's where it told one. */
export const timeOf = (order: Order): number => order.serverTime ?? order.changedAt

const VALUES: Readonly<Record<BlotterColumn, (order: Order) => number | string | undefined>> = {
  time: timeOf,
  account: (order) => order.account,
  symbol: (order) => order.symbol,
  side: (order) => order.side,
  type: (order) => order.orderType,
  quantity: (order) => order.quantity,
  filled: (order) => order.filled,
  remaining: (order) => order.remaining,
  limit: (order) => price(order.limitPrice),
  stop: (order) => price(order.stopPrice),
  average: (order) => price(order.averagePrice),
  tif: (order) => order.timeInForce,
  status: (order) => order.status,
  id: (order) => Number(order.orderId),
  reference: (order) => order.orderReference,
  exchange: (order) => order.exchange,
}

/** A new array. What has no value comes last either way; ties are settled by the order id, so that rows keep still. */
export function sortOrders(orders: readonly Order[], sort: OrderSort): readonly Order[] {
  const readValue = VALUES[sort.key]
  const sign = sort.direction === 'ascending' ? 1 : -1
  // Each value is worked out once, not once per comparison: thousands of orders sort within a frame.
  const keyed = orders.map((order) => ({ order, value: readValue(order), id: Number(order.orderId) }))
  keyed.sort((left, right) => {
    if (left.value === undefined || right.value === undefined) {
      if (left.value !== right.value) return left.value === undefined ? 1 : -1
    } else if (left.value !== right.value) {
      return (left.value < right.value ? -1 : 1) * sign
    }
    return right.id - left.id
  })
  return keyed.map((each) => each.order)
}

/** Another column sorts ascending first (time: newest first); the same column turns round. */
export function nextSort(sort: OrderSort, key: BlotterColumn): OrderSort {
  if (sort.key !== key) return { key, direction: key === 'time' ? 'descending' : 'ascending' }
  return { key, direction: sort.direction === 'ascending' ? 'descending' : 'ascending' }
}
