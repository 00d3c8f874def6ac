import { expect, test } from 'vitest'
import { firstIdOf, orderGateway, smallOrder } from './order-gateway.ts'

const exit = { ...smallOrder, side: 'SELL', tif: 'GTC', parentId: 'entry' }
const entry = { ...smallOrder, cOID: 'entry' }
const bracket = [entry, { ...exit, price: 300 }, { ...exit, orderType: 'STP', price: 180 }] as const

test('returns three rows for a bracket in any order, matched by id', async () => {
  const orders = new Set<string>()
  for (let seed = 1; seed <= 6; seed += 1) {
    const { rows } = await orderGateway({ askQuestions: false, seed })
    const response = await rows(...bracket)
    expect(response.filter((row) => row.local_order_id === 'entry')).toMatchObject([{ order_status: 'PreSubmitted' }])
    expect(response.filter((row) => row.parent_order_id === 'entry')).toHaveLength(2)
    orders.add(response.map((row) => row.local_order_id ?? 'child').join())
  }
  expect(orders).toEqual(new Set(['entry,child,child', 'child,child,entry']))
})

test('keeps children waiting for their parent, and cancels them together with it', async () => {
  const { client, rows, status } = await orderGateway({ askQuestions: false, fillSeconds: 0.05 })
  const response = await rows(...bracket)
  const parent = response.find((row) => row.local_order_id === 'entry')?.order_id
  const children = response.flatMap((row) => (row.parent_order_id === undefined ? [] : [row.order_id]))
  await expect.poll(() => status(parent)).toMatchObject({ order_status: 'Submitted' })
  for (const child of children) expect(await status(child)).toMatchObject({ order_status: 'PreSubmitted' })
  await client.delete(`iserver/account/DU1234567/order/${parent}`)
  for (const child of children) {
    await expect.poll(() => status(child)).toMatchObject({ order_status: 'Cancelled' })
  }
  await client.get('iserver/account/orders?force=true')
  const { body } = await client.get('iserver/account/orders')
  const { orders } = body as { orders: readonly Readonly<Record<string, unknown>>[] }
  const child = orders.find((order) => String(order['orderId']) === children[0])
  expect(child).toMatchObject({
    parentId: Number(parent),
    ocaGroupId: parent,
    order_cancellation_by_system_reason: expect.any(String),
  })
})

test('cancels the stop order when the take-profit order is filled', async () => {
  const { simulator, rows, status } = await orderGateway({ askQuestions: false, fillSeconds: 0.05 })
  const response = await rows(...bracket)
  const [profit, stop] = response.filter((row) => row.parent_order_id !== undefined)
  simulator.controls.setPrice('AAPL', 199)
  await expect.poll(() => status(profit?.order_id)).toMatchObject({ order_status: 'Submitted' })
  simulator.controls.setPrice('AAPL', 301)
  await expect.poll(() => status(profit?.order_id)).toMatchObject({ order_status: 'Filled' })
  await expect.poll(() => status(stop?.order_id)).toMatchObject({ order_status: 'Cancelled' })
})

test('fails only the child with an invalid price, and keeps the parent inactive', async () => {
  const { client, rows, status } = await orderGateway({ askQuestions: false })
  const response = await rows(entry, { ...exit, price: 300.001 }, { ...exit, orderType: 'STP', price: 180 })
  expect(response.find((row) => row.order_status === 'Failed')).toMatchObject({
    order_id: '-1',
    text: 'Invalid order price fields',
    warning_message: expect.any(String),
    parent_order_id: 'entry',
  })
  const parent = response.find((row) => row.local_order_id === 'entry')
  expect(parent).toMatchObject({ order_status: 'Inactive' })
  expect(await status(parent?.order_id)).toMatchObject({ order_status: 'Inactive' })
  const cancelled = await client.delete(`iserver/account/DU1234567/order/${parent?.order_id}`)
  expect(cancelled).toMatchObject({ status: 400, body: { error: 'Order is inactive' } })
})

test('rejects the last child of a bracket, or loses all children, once on request', async () => {
  const { simulator, rows, status } = await orderGateway({ askQuestions: false })
  const named = (cOID: string) =>
    bracket.map((order, at) => ({ ...order, ...(at === 0 ? { cOID } : { parentId: cOID }) }))
  simulator.controls.breakNextBracket('reject-child')
  const rejected = await rows(...named('first'))
  expect(rejected.filter((row) => row.order_status === 'Failed')).toHaveLength(1)
  expect(rejected.find((row) => row.local_order_id === 'first')).toMatchObject({ order_status: 'Inactive' })
  simulator.controls.breakNextBracket('lose-children')
  const [only, ...others] = await rows(...named('second'))
  expect([only?.local_order_id, others]).toEqual(['second', []])
  expect(await status(only?.order_id)).not.toHaveProperty('children_order_ids')
  expect(await rows(...named('third'))).toHaveLength(3)
})

test('keeps the links of a bracket whose question was declined', async () => {
  const { client, place, reply } = await orderGateway()
  await reply(firstIdOf((await place(...bracket)).body), false)
  await client.get('iserver/account/orders?force=true')
  const { orders } = (await client.get('iserver/account/orders?filters=inactive')).body as {
    orders: readonly { orderId: number; parentId?: number }[]
  }
  const parent = orders.find(({ parentId }) => parentId === undefined)
  expect(orders.map(({ parentId }) => parentId).toSorted()).toEqual([parent?.orderId, parent?.orderId, undefined])
})

test('includes parent, children and group in the status of a bracket order', async () => {
  const { rows, status } = await orderGateway({ askQuestions: false })
  const response = await rows(entry, exit, { ...exit, orderType: 'STP', price: 180 })
  const parent = response.find((row) => row.local_order_id === 'entry')
  const children = response.filter((row) => row !== parent).map((row) => row.order_id)
  const { children_order_ids, limit_price } = await status(parent?.order_id)
  expect([String(children_order_ids).split(',').toSorted(), limit_price]).toEqual([children.toSorted(), '200.00'])
  expect(await status(children[0])).toMatchObject({
    parent_order_id: Number(parent?.order_id),
    oca_group_id: parent?.order_id,
    oca_group_type: 'ReduceOnFillNonBlock',
  })
})

test('fails the whole bracket if a child has an invalid contract', async () => {
  const { place } = await orderGateway({ askQuestions: false })
  expect((await place(entry, { ...exit, conid: 1 })).body).toEqual({ error: expect.stringContaining('no sec defs') })
})

test('accepts a later child by the client order id or the order id of its parent', async () => {
  const { rows } = await orderGateway({ askQuestions: false })
  const [parent] = await rows(entry)
  const [byClientId] = await rows({ ...exit, price: 300 })
  const [byId] = await rows({ ...exit, parentId: parent?.order_id, price: 310 })
  expect([byClientId?.order_status, byId?.order_status]).toEqual(['PreSubmitted', 'PreSubmitted'])
})

test('fills only one order of an OCA group', async () => {
  const { simulator, rows, status } = await orderGateway({ askQuestions: false, fillSeconds: 0.05 })
  const group = [200, 190].map((price) => ({ ...smallOrder, price, isSingleGroup: true }))
  const [high, low] = await rows(...group)
  simulator.controls.setPrice('AAPL', 199)
  await expect.poll(() => status(high?.order_id)).toMatchObject({ order_status: 'Filled' })
  expect(await status(low?.order_id)).toMatchObject({ order_status: 'Cancelled' })
})

test('rejects unrelated orders in one request, and two orders with the same client order id', async () => {
  const { place } = await orderGateway({ askQuestions: false })
  expect((await place(smallOrder, smallOrder)).body).toEqual({ error: expect.stringContaining('bracket') })
  expect((await place(entry, { ...exit, parentId: 'another', price: 300 })).body).toEqual({
    error: expect.stringContaining('bracket'),
  })
  const twin = { ...smallOrder, isSingleGroup: true, cOID: 'twin' }
  expect((await place(twin, twin)).body).toEqual({ error: expect.stringContaining('Local order ID=twin') })
})

test('buys whole shares for a cash quantity, keeps the exchange, and saves an order without transmitting it', async () => {
  const { client, confirmed, status } = await orderGateway()
  const { quantity: _, ...money } = { ...smallOrder, price: 230, cashQty: 1_000 }
  const { asked, response } = await confirmed({ ...money, conid: undefined, conidex: '265598@NYSE', deactivated: true })
  expect(asked).toEqual(['o163', 'o10164', 'o10223'])
  const [row] = response.body as readonly { order_id: string; order_status: string }[]
  expect(row?.order_status).toBe('Inactive')
  expect(await status(row?.order_id)).toMatchObject({ total_size: '4.0', conidex: '265598@NYSE' })
  await client.get('iserver/account/orders?force=true')
  const { orders } = (await client.get('iserver/account/orders?filters=inactive')).body as { orders: readonly object[] }
  expect(orders).toMatchObject([{ totalSize: 4, totalCashSize: 1000, exchange: 'NYSE', status: 'Inactive' }])
})
