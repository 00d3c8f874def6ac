import { describe, expect, it } from 'vitest'
import { isOrder, sortedOrders, withGaps } from '../../../src/renderer/features/orders/blotter/blotter-rows.ts'
import { ORDER_COLUMNS } from '../../../src/renderer/features/orders/blotter/order-columns.tsx'
import { countParts, orderFilter, partOf } from '../../../src/renderer/features/orders/blotter/order-filter.ts'
import { nextSort } from '../../../src/renderer/ui/grid/grid-column.ts'
import { DEFAULT_LAYOUT } from '../../../src/shared/domain/blotter-layout.ts'
import { ORDER_STATUSES } from '../../../src/shared/domain/orders.ts'
import { anOrder } from './an-order.ts'

const { filter, sort: byTime } = DEFAULT_LAYOUT

describe('order tabs', () => {
  it('assigns each order status to exactly one tab besides "All"', () => {
    const counts = countParts(ORDER_STATUSES.map((status, index) => anOrder({ orderId: String(index), status })))
    expect(counts.all).toBe(ORDER_STATUSES.length)
    expect(counts.working + counts.filled + counts.cancelled + counts.failed).toBe(counts.all)
  })

  it('counts an order with an unconfirmed cancellation as working', () => {
    expect(partOf(anOrder({ status: 'PendingCancel' }))).toBe('working')
    expect(partOf(anOrder({ status: 'An unpublished status' }))).toBe('working')
  })

  it('counts rejected and inactive orders as failed', () => {
    expect(partOf(anOrder({ status: 'Failed' }))).toBe('failed')
    expect(partOf(anOrder({ status: 'Inactive' }))).toBe('failed')
  })

  it('shows only orders that contain every word of the search text', () => {
    const order = anOrder({ symbol: 'EUR.USD', side: 'SELL' })
    const matches = (text: string) => orderFilter({ ...filter, text })(order)
    expect(matches('eur sell')).toBe(true)
    expect(matches('eur buy')).toBe(false)
    expect(matches('  ')).toBe(true)
    const legs = [{ conid: 1, ratio: 1, name: 'AAPL 20JAN27 240 C' }]
    expect(orderFilter({ ...filter, text: '240 jan27' })(anOrder({ contractName: 'AAPL combo' }))).toBe(false)
    expect(orderFilter({ ...filter, text: '240 20jan27' })(anOrder({ contractName: 'AAPL combo', legs }))).toBe(true)
  })

  it('combines the filters for side, account, type and time in force', () => {
    const order = anOrder({ side: 'SELL', account: 'DU2', orderType: 'Limit', timeInForce: 'GTC' })
    const chosen = { side: 'SELL', account: 'DU2', orderType: 'Limit', timeInForce: 'GTC' } as const
    expect(orderFilter({ ...filter, ...chosen })(order)).toBe(true)
    for (const change of [
      { side: 'BUY' },
      { account: 'DU1' },
      { orderType: 'Stop' },
      { timeInForce: 'DAY' },
    ] as const) {
      expect(orderFilter({ ...filter, ...chosen, ...change })(order)).toBe(false)
    }
  })
})

describe('order sorting', () => {
  const orders = [
    anOrder({ orderId: '1', limitPrice: '9.5' }),
    anOrder({ orderId: '2' }),
    anOrder({ orderId: '3', limitPrice: '1,010.25' }),
  ]
  const ids = (direction: 'ascending' | 'descending') =>
    sortedOrders(orders, { filter, sort: { key: 'limit', direction } }).map((order) => order.orderId)

  it('compares prices as numbers and sorts orders without a price last', () => {
    expect(ids('ascending')).toEqual(['1', '3', '2'])
    expect(ids('descending')).toEqual(['3', '1', '2'])
  })

  it('sorts equal rows by order ID, newest first', () => {
    const sort = { key: 'symbol', direction: 'ascending' } as const
    expect(sortedOrders(orders, { filter, sort }).map(({ orderId }) => orderId)).toEqual(['3', '2', '1'])
  })

  it('reverses the sort direction on the second click', () => {
    const once = nextSort(byTime, ORDER_COLUMNS, 'symbol')
    expect(once).toEqual({ key: 'symbol', direction: 'ascending' })
    expect(nextSort(once, ORDER_COLUMNS, 'symbol').direction).toBe('descending')
    expect(nextSort(once, ORDER_COLUMNS, 'time').direction).toBe('descending')
  })
})

describe('gap rows', () => {
  const orders = [100, 200, 300].map((changedAt) => anOrder({ orderId: String(changedAt), changedAt }))
  const gaps = [{ from: 210, to: 290, repairedAt: 295 }]
  const ids = (sort: typeof byTime) =>
    withGaps(sortedOrders(orders, { filter, sort }), gaps, sort).map((row) => (isOrder(row) ? row.orderId : row.from))

  it('inserts gap rows in time order in both sort directions', () => {
    expect(ids(byTime)).toEqual(['300', 210, '200', '100'])
    expect(ids({ key: 'time', direction: 'ascending' })).toEqual(['100', '200', 210, '300'])
  })

  it('omits gap rows if the orders are not sorted by time', () => {
    expect(ids({ key: 'symbol', direction: 'ascending' })).toHaveLength(3)
  })
})
