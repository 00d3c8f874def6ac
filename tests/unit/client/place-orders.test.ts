import { expect, it } from 'vitest'
import type { NewOrder } from '../../../src/client/index.ts'
import { placeOrders } from '../../../src/client/orders/place-orders.ts'
import { PlacementQueue } from '../../../src/client/orders/placement-queue.ts'
import type { PlacementDeps } from '../../../src/client/orders/send-placement.ts'
import { UNNAMED_PROGRAM } from '../../../src/client/rest/request-caller.ts'

const order = { conid: 1, side: 'BUY', quantity: 1, orderType: 'MKT', tif: 'DAY' } as const

/** Places orders in a session that responds with the given rows. */
function place(orders: readonly NewOrder[], rows: readonly object[]) {
  const context: PlacementDeps = {
    session: { state: { kind: 'ready', accounts: { selected: 'DU1' } }, request: async () => rows },
    orders: { expectChange: () => undefined },
    caller: UNNAMED_PROGRAM,
    withCaller: () => context,
    placements: new PlacementQueue(new AbortController().signal, { demandOutsidePolicy: () => undefined }),
  } as unknown as PlacementDeps
  return placeOrders(context, 'DU1', orders)
}

const row = (id: string, cOID: string) => ({ order_id: id, order_status: 'PreSubmitted', local_order_id: cOID })

it('returns the parent order id of a child if the parent is in the batch or given by its id', async () => {
  const group = [
    { ...order, isSingleGroup: true, cOID: 'first' },
    { ...order, isSingleGroup: true, cOID: 'second' },
    { ...order, isSingleGroup: true, cOID: 'child', parentId: 'second' },
  ]
  const placed = await place(group, [row('3', 'child'), row('2', 'second'), row('1', 'first')])
  expect(placed.map(({ orderId, parentOrderId }) => [orderId, parentOrderId])).toEqual([
    ['1', undefined],
    ['2', undefined],
    ['3', '2'],
  ])
  const child = { ...order, cOID: 'child' }
  const parentIds = ['987', 'earlier'].map(async (parentId) => {
    const [only] = await place([{ ...child, parentId }], [row('3', 'child')])
    return only?.parentOrderId
  })
  expect(await Promise.all(parentIds)).toEqual(['987', undefined])
})

it('ignores changes that the caller makes to an order after the call', async () => {
  const changing = { ...order, cOID: 'mine' }
  const placing = place([changing], [row('1', 'mine')])
  changing.cOID = 'next'
  expect(await placing).toMatchObject([{ request: { cOID: 'mine' } }])
})

it('returns no parent order id for the child of a refused parent', async () => {
  const orders = [
    { ...order, cOID: '55' },
    { ...order, cOID: 'child', parentId: '55' },
  ]
  const refused = { order_id: '-1', order_status: 'Failed', local_order_id: '55', text: 'No.' }
  await expect(place(orders, [refused, row('3', 'child')])).rejects.toMatchObject({
    code: 'order-rejected',
    placed: [{ orderId: '3', parentOrderId: undefined }],
  })
})
