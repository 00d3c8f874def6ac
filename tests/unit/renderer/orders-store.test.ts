import { describe, expect, it } from 'vitest'
import {
  applyOrdersItems,
  NO_ORDERS,
  type OrdersData,
  ordersFromSnapshot,
} from '../../../src/renderer/stores/orders-store.ts'
import { CHANGE_MARK_MS } from '../../../src/renderer/ui/grid/grid-props.ts'
import { anOrder } from './an-order.ts'

const status = { health: { kind: 'streaming', since: 0 }, journal: { kind: 'writing' } } as const

function known(...ids: readonly string[]): OrdersData {
  const orders = ids.map((orderId) => anOrder({ orderId }))
  return ordersFromSnapshot(NO_ORDERS, { orders, gaps: [], status }, 0)
}

describe('order store', () => {
  it('distinguishes "no orders" from "not loaded yet"', () => {
    expect(NO_ORDERS.known).toBe(false)
    expect(known().known).toBe(true)
  })

  it('keeps the objects of unchanged orders', () => {
    const before = known('1', '2')
    const after = applyOrdersItems(before, [{ kind: 'order', order: anOrder({ orderId: '2', filled: 5 }) }], 10)
    expect(after.orders.get('1')).toBe(before.orders.get('1'))
    expect(after.orders.get('2')?.filled).toBe(5)
  })

  it('keeps the objects of orders that a snapshot repeats', () => {
    const before = known('1', '2')
    const snapshot = {
      orders: [anOrder({ orderId: '1' }), anOrder({ orderId: '2', transitionCount: 2 })],
      gaps: [],
      status,
    }
    const after = ordersFromSnapshot(before, snapshot, 10)
    expect(after.orders.get('1')).toBe(before.orders.get('1'))
    expect([...after.touched.keys()]).toEqual(['2'])
  })

  it('shows a field of a snapshot that changed without a transition', () => {
    const orders = [anOrder({ orderId: '1', timeInForce: 'GTC' })]
    const after = ordersFromSnapshot(known('1'), { orders, gaps: [], status }, 10)
    expect(after.orders.get('1')?.timeInForce).toBe('GTC')
    expect(after.touched.size).toBe(0)
  })

  it('does not highlight orders as changed on the first snapshot', () => {
    expect(known('1', '2').touched.size).toBe(0)
  })

  it('does not highlight an order when only its update is journaled', () => {
    const unwritten = applyOrdersItems(
      known('1'),
      [{ kind: 'order', order: anOrder({ transitionCount: 2, journaled: false }) }],
      10,
    )
    const order = anOrder({ transitionCount: 2 })
    const streamed = applyOrdersItems(unwritten, [{ kind: 'order', order }], 10 + CHANGE_MARK_MS)
    const refreshed = ordersFromSnapshot(unwritten, { orders: [order], gaps: [], status }, 20)
    for (const after of [streamed, refreshed]) {
      expect(after.orders.get('1')?.journaled).toBeUndefined()
      expect(after.touched.size).toBe(0)
    }
  })

  it('removes the highlight of a changed order after the highlight duration', () => {
    const touched = applyOrdersItems(known('1'), [{ kind: 'order', order: anOrder({ transitionCount: 2 }) }], 10)
    const later = applyOrdersItems(touched, [{ kind: 'status', status }], 10 + CHANGE_MARK_MS)
    expect(touched.touched.get('1')).toBe(10)
    expect(later.touched.size).toBe(0)
  })

  it('applies the updates of a batch in order', () => {
    const order = anOrder({ orderId: '3' })
    const after = applyOrdersItems(
      known('1'),
      [
        { kind: 'order', order },
        { kind: 'removed', orderId: '3' },
      ],
      0,
    )
    expect([...after.orders.keys()]).toEqual(['1'])
  })

  it('removes orders that a later snapshot does not contain', () => {
    const after = ordersFromSnapshot(known('1', '2'), { orders: [anOrder()], gaps: [], status }, 0)
    expect([...after.orders.keys()]).toEqual(['1'])
  })
})
