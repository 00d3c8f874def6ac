import { describe, expect, it } from 'vitest'
import { blotterRows } from '../../../src/renderer/features/orders/blotter/blotter-rows.ts'
import { countParts, orderFilter, partOf } from '../../../src/renderer/features/orders/blotter/order-filter.ts'
import { nextSort, SORT_BY_TIME, sortOrders } from '../../../src/renderer/features/orders/blotter/sort-orders.ts'
import { shiftOf } from '../../../src/renderer/features/orders/blotter/use-steady-scroll.ts'
import { DEFAULT_LAYOUT } from '../../../src/shared/domain/blotter-layout.ts'
import { ORDER_STATUSES } from '../../../src/shared/domain/orders.ts'
import { anOrder } from './an-order.ts'

const { filter } = DEFAULT_LAYOUT
const all = { filter, sort: SORT_BY_TIME } as const

describe('the parts of the orders', () => {
  it('put every status into one part beside "all"', () => {
    const counts = countParts(ORDER_STATUSES.map((status, index) => anOrder({ orderId: String(index), status })))
    expect(counts.all).toBe(ORDER_STATUSES.length)
    expect(counts.working + counts.filled + counts.cancelled + counts.failed).toBe(counts.all)
  })

  it('keep an order whose cancel is not confirmed among the working ones', () => {
    expect(partOf(anOrder({ status: 'PendingCancel' }))).toBe('working')
    expect(partOf(anOrder({ status: 'A status that nobody published' }))).toBe('working')
  })

  it('count a rejected and an inactive order as failed, not as working or cancelled', () => {
    expect(partOf(anOrder({ status: 'Failed' }))).toBe('failed')
    expect(partOf(anOrder({ status: 'Inactive' }))).toBe('failed')
  })

  it('filter by every word of a text', () => {
    const order = anOrder({ symbol: 'EUR.USD', side: 'SELL' })
    const passes = (text: string) => orderFilter({ ...filter, text })(order)
    expect(passes('eur sell')).toBe(true)
    expect(passes('eur buy')).toBe(false)
    expect(passes('  ')).toBe(true)
  })

  it('narrow by side, account, type and time in force, all of them together', () => {
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

describe('sorting', () => {
  const orders = [
    anOrder({ orderId: '1', limitPrice: '9.5' }),
    anOrder({ orderId: '2' }),
    anOrder({ orderId: '3', limitPrice: '1,010.25' }),
  ]
  const ids = (direction: 'ascending' | 'descending') =>
    sortOrders(orders, { key: 'limit', direction }).map((order) => order.orderId)

  it('compares prices as numbers and leaves what has none at the end', () => {
    expect(ids('ascending')).toEqual(['1', '3', '2'])
    expect(ids('descending')).toEqual(['3', '1', '2'])
  })

  it('does not move rows that are equal', () => {
    expect(sortOrders(orders, { key: 'symbol', direction: 'ascending' }).map((order) => order.orderId)).toEqual([
      '3',
      '2',
      '1',
    ])
  })

  it('turns round with the second click', () => {
    const once = nextSort(SORT_BY_TIME, 'symbol')
    expect(once).toEqual({ key: 'symbol', direction: 'ascending' })
    expect(nextSort(once, 'symbol').direction).toBe('descending')
  })
})

describe('gaps', () => {
  const orders = [100, 200, 300].map((changedAt) => anOrder({ orderId: String(changedAt), changedAt }))
  const gaps = [{ from: 210, to: 290, repairedAt: 295 }]

  it('have their place in time, whichever way time runs', () => {
    expect(blotterRows(orders, gaps, all).map((row) => row.id)).toEqual(['300', 'gap-210', '200', '100'])
    const upwards = { ...all, sort: { key: 'time', direction: 'ascending' } as const }
    expect(blotterRows(orders, gaps, upwards).map((row) => row.id)).toEqual(['100', '200', 'gap-210', '300'])
  })

  it('are left out where the rows do not follow the time', () => {
    const bySymbol = { ...all, sort: { key: 'symbol', direction: 'ascending' } as const }
    expect(blotterRows(orders, gaps, bySymbol)).toHaveLength(3)
  })
})

describe('what is being read', () => {
  const rowsOf = (...ids: readonly string[]) =>
    ids.map((id) => rows.find((row) => row.id === id)).filter((row) => row !== undefined)
  const rows = blotterRows(
    ['1', '2', '3', '4', '5'].map((orderId) => anOrder({ orderId, changedAt: Number(orderId) })),
    [],
    { ...all, sort: { key: 'time', direction: 'ascending' } },
  )

  it('moves down with the rows that came in above it', () => {
    expect(shiftOf(rowsOf('3', '4'), 1, rowsOf('1', '2', '3', '4'))).toBe(1)
  })

  it('is held by its neighbour when it is itself what moved away', () => {
    expect(shiftOf(rowsOf('3', '4'), 2, rowsOf('1', '2', '4', '5'))).toBe(-1)
  })

  it('stays where it is when none of it is left', () => {
    expect(shiftOf(rowsOf('3'), 2, rowsOf('1', '2'))).toBe(0)
  })
})

it('makes one row per order object, so that what did not change is not drawn again', () => {
  const order = anOrder()
  expect(blotterRows([order], [], all)[0]).toBe(blotterRows([order], [], all)[0])
})
