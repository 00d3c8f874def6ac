import { expect, it } from 'vitest'
import type { NewOrder } from '../../../src/client/index.ts'
import { modifySessionOrder, placeOrders } from '../../../src/client/orders/place-orders.ts'
import { PlacementQueue } from '../../../src/client/orders/placement-queue.ts'
import type { PlacementDeps } from '../../../src/client/orders/send-placement.ts'
import { UNNAMED_PROGRAM } from '../../../src/client/rest/request-caller.ts'

const order = { conid: 1, side: 'BUY', quantity: 1, orderType: 'MKT', tif: 'DAY' } as const

/** Places orders in a session that responds with the given rows. */
const place = (orders: readonly NewOrder[], rows: readonly object[]) =>
  placeOrders(
    sessionWith(async () => rows),
    'DU1',
    orders,
  )

function sessionWith(request: (input: { readonly path: string }) => Promise<unknown>): PlacementDeps {
  const context: PlacementDeps = {
    session: { state: { kind: 'ready', accounts: { selected: 'DU1' } }, request },
    orders: { expectChange: () => undefined },
    caller: UNNAMED_PROGRAM,
    withCaller: () => context,
    placements: new PlacementQueue(new AbortController().signal, { demandOutsidePolicy: () => undefined }),
  } as unknown as PlacementDeps
  return context
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

it('rejects with an unknown outcome and the orders to search for if IBKR does not say which orders it accepted', async () => {
  const orders = ['a', 'b', 'c'].map((cOID) => ({ ...order, cOID, isSingleGroup: true }))
  const unnamed = ['2', '3'].map((id) => ({ order_id: id, order_status: 'PreSubmitted' }))
  await expect(place(orders, [row('1', 'a'), ...unnamed])).rejects.toMatchObject({
    code: 'order-outcome-unknown',
    message: expect.stringMatching(
      /^IBKR accepted an order of the request, but 2 of 3 could not be identified: search/,
    ),
    hint: expect.stringMatching(/a.*b.*c/),
    placed: [{ orderId: '1' }],
    refused: [],
    orders,
  })
})

it('names each refused order of a request by its position, with the reason or else the status', async () => {
  const orders = ['a', 'b', 'c'].map((cOID) => ({ ...order, cOID, isSingleGroup: true }))
  const refused = { order_status: 'Failed', order_id: '-1' }
  const rows = [row('1', 'a'), { ...refused, local_order_id: 'b', text: 'No.' }, { ...refused, local_order_id: 'c' }]
  await expect(place(orders, rows)).rejects.toMatchObject({
    code: 'order-rejected',
    message: expect.stringMatching(
      /BUY MKT, order 2 of 3: No\.; BUY MKT, order 3 of 3: The status is Failed\.\nOf the others, IBKR has 1/,
    ),
    refused: [
      { index: 1, message: 'No.' },
      { index: 2, message: expect.stringMatching(/^The status is/) },
    ],
  })
})

it('reports a refused change with the reason of IBKR, or else with the status, also if IBKR accepts another row', async () => {
  const change = (own: object) =>
    modifySessionOrder(
      sessionWith(async () => [{ order_id: '-1', order_status: 'Failed', ...own }, row('8', 'other')]),
      'DU1',
      '7',
      { ...order, orderType: 'LMT', price: 9 },
    )
  await expect(change({ text: 'Too late.' })).rejects.toMatchObject({
    code: 'order-rejected',
    message: 'IBKR did not change order 7: Too late.',
    refused: [{ index: 0, message: 'Too late.' }],
  })
  await expect(change({})).rejects.toMatchObject({ message: 'IBKR did not change order 7: The status is Failed.' })
})

it('reports a cancellation that IBKR refuses, and one whose response is unreadable as unknown', async () => {
  let response: unknown = [row('1', 'mine')]
  const [placed] = await placeOrders(
    sessionWith(async () => response),
    'DU1',
    [{ ...order, cOID: 'mine' }],
  )
  response = { error: 'OrderID 1 does not exist' }
  await expect(placed?.cancel()).rejects.toMatchObject({
    code: 'order-rejected',
    message: expect.stringMatching(/^The cancellation of order 1 was rejected: .*does not exist/),
  })
  response = { unexpected: true }
  await expect(placed?.cancel()).rejects.toMatchObject({ code: 'order-outcome-unknown' })
  response = { msg: 'Request was submitted', order_id: 1 }
  await expect(placed?.cancel()).resolves.toBeUndefined()
})

it('sends a change to the account that the order names, and keeps the order as it was given', async () => {
  const paths: string[] = []
  const session = sessionWith(async ({ path }) => {
    paths.push(path)
    return [{ order_id: '7', order_status: 'Submitted' }]
  })
  const given = { ...order, acctId: 'DU2', quantity: 1 }
  const changing = modifySessionOrder(session, 'DU1', '7', given)
  given.quantity = 2
  expect(await changing).toMatchObject({ orderId: '7', status: 'Submitted', request: { quantity: 1 } })
  expect(paths).toEqual(['iserver/account/DU2/order/7'])
})

it('returns the row of the changed order, wherever IBKR lists it', async () => {
  const rows = [row('8', 'other'), { order_id: '7', order_status: 'Submitted' }]
  const changed = await modifySessionOrder(
    sessionWith(async () => rows),
    'DU1',
    '7',
    order,
  )
  expect(changed).toMatchObject({ orderId: '7', status: 'Submitted' })
})
