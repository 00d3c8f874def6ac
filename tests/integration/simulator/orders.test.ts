import { expect, test, vi } from 'vitest'
import { createManualClock } from '../../unit/simulator/manual-clock.ts'
import { firstIdOf, orderGateway, ordersPath, smallOrder } from './order-gateway.ts'

interface LiveOrders {
  readonly orders: readonly { readonly orderId: number; readonly status: string; readonly totalSize: number }[]
}

test.each([
  ['no JSON', '{"orders":', 400, /^Failed to parse body as JSON\. /],
  ['a price in text', { ...smallOrder, price: '200' }, 400, 'orders request includes parameter with incorrect type'],
  ['a side in lower case', { ...smallOrder, side: 'buy' }, 400, "Invalid Side (must be 'BUY' or 'SELL')."],
  ['an unknown type', { ...smallOrder, orderType: 'MARKET' }, 400, 'Unknown order type'],
  ['no contract', { ...smallOrder, conid: undefined }, 400, 'conid or conidex is required'],
  ['no price', { ...smallOrder, price: undefined }, 200, { error: 'Invalid order price fields' }],
  [
    'no time in force',
    { ...smallOrder, tif: undefined },
    200,
    { error: 'null time in force is not supported for this order' },
  ],
  [
    'a limit far through the market',
    { ...smallOrder, price: 900 },
    200,
    { error: expect.stringMatching(/^We cannot accept an order at the limit price/) },
  ],
])('rejects an order with %s, with the text that IBKR sends', async (_, order, status, body) => {
  const { client, place } = await orderGateway()
  const response = await (typeof order === 'string' ? client.send('POST', ordersPath, order) : place(order))
  expect(response.status).toBe(status)
  if (body instanceof RegExp) expect(response.body).toMatch(body)
  else expect(response.body).toEqual(body)
})

test('asks three questions about a large order far from the market before the order becomes active', async () => {
  const { place, reply, status } = await orderGateway()
  let response = await place({ ...smallOrder, quantity: 650, cOID: 'big' })
  const asked: unknown[] = []
  while (firstIdOf(response.body).includes('-')) {
    asked.push((response.body as readonly { messageIds: readonly string[] }[])[0]?.messageIds[0])
    response = await reply(firstIdOf(response.body))
  }
  expect(asked).toEqual(['o163', 'o383', 'o451'])
  expect(response.body).toEqual([
    {
      order_id: expect.stringMatching(/^\d+$/),
      order_status: 'PreSubmitted',
      encrypt_message: '1',
      local_order_id: 'big',
    },
  ])
  expect(await status(firstIdOf(response.body))).toMatchObject({
    side: 'B',
    total_size: '650.0',
    limit_price: '200.00',
  })
})

test('returns the price question with the text that IBKR publishes', async () => {
  const { place } = await orderGateway()
  expect((await place(smallOrder)).body).toMatchObject([
    {
      message: [
        'The following order "BUY 5 AAPL NASDAQ.NMS @ 200.0" price exceeds \nthe Percentage constraint of 3%.\nAre you sure you want to submit this order?',
      ],
      isSuppressed: false,
      messageIds: ['o163'],
      messageOptions: ['Yes', 'No'],
    },
  ])
})

test('responds differently to a declined, an unknown and a stale reply', async () => {
  const { place, reply } = await orderGateway()
  expect((await reply(firstIdOf((await place(smallOrder)).body), false)).body).toEqual({
    error: 'Order not confirmed ',
  })
  expect((await reply('nobody-asked')).body).toEqual({ error: "reply id not found: 'nobody-asked'" })
  const stale = firstIdOf((await place(smallOrder)).body)
  await place(smallOrder)
  expect(await reply(stale)).toMatchObject({ status: 503, body: { error: 'Service Unavailable', statusCode: 503 } })
})

test('skips suppressed questions until they are reset', async () => {
  const { client, place } = await orderGateway()
  expect((await client.post('iserver/questions/suppress', { messageIds: ['o163'] })).body).toEqual({
    status: 'submitted',
  })
  expect((await place(smallOrder)).body).toMatchObject([{ order_status: 'PreSubmitted' }])
  await client.post('iserver/questions/suppress/reset')
  expect((await place(smallOrder)).body).toMatchObject([{ messageIds: ['o163'] }])
  expect((await client.post('iserver/questions/suppress', { messageIds: [] })).status).toBe(500)
})

test('asks about an instrument without market data', async () => {
  const { place } = await orderGateway()
  expect((await place({ ...smallOrder, conid: 43645865, price: 69 })).body).toMatchObject([{ messageIds: ['o354'] }])
})

test('rejects a duplicate cOID', async () => {
  const { place } = await orderGateway({ askQuestions: false })
  await place({ ...smallOrder, cOID: 'once' })
  expect((await place({ ...smallOrder, cOID: 'once' })).body).toEqual({
    error: "Order couldn't be submitted: Local order ID=once is already registered",
  })
})

test('returns no orders in the first response and in the response to force=true', async () => {
  const { client } = await orderGateway()
  const read = async (query = '') =>
    (await client.get(`iserver/account/orders${query}`)).body as {
      orders: readonly { status: string; timeInForce: string }[]
      snapshot: boolean
    }
  expect(await read()).toEqual({ orders: [], snapshot: false })
  const { orders, snapshot } = await read()
  expect(snapshot).toBe(true)
  expect(orders).toHaveLength(5)
  expect(orders.map((order) => order.timeInForce)).toContain('CLOSE')
  expect((await read('?filters=filled')).orders.map((order) => order.status)).toEqual(['Filled', 'Filled'])
  expect(await read('?force=true')).toEqual({ orders: [], snapshot: false })
  expect((await read()).orders).toHaveLength(5)
})

test('repeats a frozen list of orders until a read with force=true, in the next session no longer', async () => {
  const { client, simulator, place } = await orderGateway({ askQuestions: false })
  const { controls } = simulator
  const read = async (query = '') => {
    const { body } = await client.get(`iserver/account/orders${query}`)
    return (body as { orders: readonly { status: string }[] }).orders
  }
  await read()
  const before = await read()
  controls.freezeOrderList()
  await place(smallOrder)
  expect(await read()).toEqual(before)
  expect((await read('?filters=filled')).length).toBe(2)
  await read('?force=true')
  expect(await read()).toHaveLength(before.length + 1)
  controls.freezeOrderList()
  await place(smallOrder)
  controls.setLoggedIn(false)
  controls.setLoggedIn(true)
  await client.get('iserver/accounts')
  await read()
  expect(await read()).toHaveLength(before.length + 2)
})

test('busts the fills of an order, and rejects an order without fills', async () => {
  const { client, simulator, status, place } = await orderGateway({ askQuestions: false, fillSeconds: 0.01 })
  const { orders } = await (async () => {
    await client.get('iserver/account/orders')
    return (await client.get('iserver/account/orders')).body as {
      orders: readonly { status: string; orderId: number; ticker: string; orderType: string }[]
    }
  })()
  const filled = orders.find((order) => order.status === 'Filled' && order.orderType === 'Limit')
  simulator.controls.setPrice('GOOGL', 300)
  simulator.controls.bustFills(filled?.orderId ?? 0)
  expect(await status(filled?.orderId)).toMatchObject({
    order_status: 'Submitted',
    cum_fill: '0.0',
    size_and_fills: '0/40',
  })
  const working = Number(firstIdOf((await place(smallOrder)).body))
  for (const id of [working, 1]) {
    expect(() => simulator.controls.bustFills(id)).toThrow(`Order ${id} has no fills`)
  }
})

test('modifies an order with a body that is the bare object, and cancels it by id', async () => {
  const { client, place, status } = await orderGateway({ askQuestions: false })
  const id = firstIdOf((await place(smallOrder)).body)
  const path = `iserver/account/DU1234567/order/${id}`
  expect((await client.post(path, { ...smallOrder, price: 210, quantity: 7 })).body).toMatchObject([{ order_id: id }])
  expect(await status(id)).toMatchObject({ limit_price: '210.00', total_size: '7.0', size_and_fills: '0/7' })
  expect((await client.delete(path)).body).toEqual({
    msg: 'Request was submitted',
    order_id: Number(id),
    conid: 265598,
    account: 'DU1234567',
  })
  await expect.poll(() => status(id)).toMatchObject({ order_status: 'Cancelled' })
  expect(await client.delete(path)).toMatchObject({ status: 400, body: { error: 'Order is inactive' } })
  const missing = await client.delete('iserver/account/DU1234567/order/1')
  expect(missing).toMatchObject({ status: 400, body: { error: "OrderID 1 doesn't exist" } })
})

test('cancels every working order with the order id -1', async () => {
  const { client } = await orderGateway()
  await client.delete('iserver/account/DU1234567/order/-1')
  await client.get('iserver/account/orders?force=true')
  const statuses = async () => {
    const { orders } = (await client.get('iserver/account/orders')).body as { orders: readonly { status: string }[] }
    return new Set(orders.map((order) => order.status))
  }
  await expect.poll(statuses).toEqual(new Set(['Cancelled', 'Filled']))
})

test('updates position and cash after a fill, and lists the fill in the trades', async () => {
  const { client, place, status } = await orderGateway({ askQuestions: false, fillSeconds: 0.05 })
  const cash = async () =>
    ((await client.get('portfolio/DU1234567/ledger')).body as { BASE: { cashbalance: number } }).BASE.cashbalance
  const before = await cash()
  const id = firstIdOf((await place({ ...smallOrder, orderType: 'MKT', price: undefined, conid: 4391 })).body)
  await expect.poll(() => status(id)).toMatchObject({ order_status: 'Filled', cum_fill: '5.0' })
  expect((await client.get('portfolio/DU1234567/position/4391')).body).toMatchObject([{ position: 5 }])
  expect((await client.get('iserver/account/trades')).body).toEqual([])
  const trades = (await client.get('iserver/account/trades')).body as readonly {
    order_id: number
    net_amount: number
    commission: string
  }[]
  const mine = trades.filter((trade) => trade.order_id === Number(id))
  const spent = mine.reduce((sum, trade) => sum + trade.net_amount + Number(trade.commission), 0)
  expect(await cash()).toBeCloseTo(before - spent, 2)
})

test('returns 503 for the status of an order that does not exist', async () => {
  const { client } = await orderGateway()
  expect(await client.get('iserver/account/order/status/1')).toMatchObject({
    status: 503,
    body: { error: 'Order 1 is not found', statusCode: 503 },
  })
})

test('keeps a declined order Inactive for a while, cannot cancel it, and then removes it', async () => {
  const clock = createManualClock()
  const { client, place, reply } = await orderGateway({ clock })
  const inactive = async () =>
    ((await client.get('iserver/account/orders')).body as LiveOrders).orders.filter(
      ({ status }) => status === 'Inactive',
    )
  await inactive()
  await reply(firstIdOf((await place(smallOrder)).body), false)
  const [left] = await inactive()
  expect(left).toMatchObject({ totalSize: smallOrder.quantity })
  const refusal = { status: 400, body: { error: 'Order is inactive' } }
  expect(await client.delete(`iserver/account/DU1234567/order/${left?.orderId}`)).toMatchObject(refusal)
  clock.advance(13_000)
  expect(await client.get(`iserver/account/order/status/${left?.orderId}`)).toMatchObject({ status: 200 })
  clock.advance(60_000)
  expect(await inactive()).toEqual([])
  expect(await client.get(`iserver/account/order/status/${left?.orderId}`)).toMatchObject({ status: 503 })
})

test('returns the price of a stop order in auxPrice, with an empty stop_price', async () => {
  const { client, rows } = await orderGateway({ askQuestions: false })
  const [stop] = await rows({ ...smallOrder, side: 'SELL', orderType: 'STP', price: 180, outsideRTH: false })
  await client.get('iserver/account/orders')
  const { orders } = (await client.get('iserver/account/orders')).body as LiveOrders
  expect(orders.find(({ orderId }) => String(orderId) === stop?.order_id)).toMatchObject({
    ...{ price: '', auxPrice: '180.00', stop_price: '', outsideRTH: false },
  })
})

test('previews only the first order', async () => {
  const { client } = await orderGateway()
  const preview = async (...orders: readonly object[]) =>
    (await client.post(`${ordersPath}/whatif`, { orders })).body as Readonly<Record<string, unknown>>
  const alone = await preview(smallOrder)
  expect(await preview(smallOrder, { ...smallOrder, side: 'neither' })).toEqual(alone)
})

test('lists every warning in warns, and the first warning in warn', async () => {
  const { client } = await orderGateway()
  const order = { ...smallOrder, orderType: 'MKT', quantity: 100_000 }
  const { warn, warns } = (await client.post(`${ordersPath}/whatif`, { orders: [order] })).body as {
    warn: string
    warns: readonly string[]
  }
  expect([warns.length, warns[0]]).toEqual([2, warn])
})

test('formats a preview with separators, and warns if there is no market data', async () => {
  const { client } = await orderGateway()
  const preview = async () =>
    (await client.post(`${ordersPath}/whatif`, { orders: [{ ...smallOrder, quantity: 10 }] })).body
  expect(await preview()).toMatchObject({
    amount: { amount: '2,000 USD (10 Shares)', commission: '1 USD', total: '2,001 USD' },
    position: { current: '300', change: '10', after: '310' },
    warn: expect.stringMatching(/^21\//),
    error: null,
  })
  await client.get('iserver/marketdata/snapshot?conids=265598&fields=31')
  expect(await preview()).toMatchObject({ warn: null })
})

test('shows cents with two digits and every digit of a fractional share in a preview', async () => {
  const { client } = await orderGateway()
  const order = { ...smallOrder, quantity: 2.5125, price: 199.5 }
  expect((await client.post(`${ordersPath}/whatif`, { orders: [order] })).body).toMatchObject({
    amount: { amount: '501.24 USD (2.5125 Shares)' },
    position: { current: '300', change: '2.5125', after: '302.5125' },
  })
  expect((await client.post(`${ordersPath}/whatif`, { orders: [{ ...order, quantity: 1 }] })).body).toMatchObject({
    amount: { amount: '199.50 USD (1 Shares)' },
  })
})

test.each([
  ['orders?filters=filled,bogus', 'filters is not valid: bogus'],
  ['trades?days=0', 'days is not valid: 0'],
  ['trades?days=8', 'days is not valid: 8'],
  ['trades?days=x', 'days is not valid: x'],
])('rejects the invalid request %s', async (query, problem) => {
  const { client } = await orderGateway()
  expect(await client.get(`iserver/account/${query}`)).toMatchObject({
    status: 400,
    body: { error: `Bad Request: ${problem}`, statusCode: 400 },
  })
})

test('rejects orders for an account of another user', async () => {
  const { client } = await orderGateway()
  expect(await client.post('iserver/account/U999/orders', { orders: [smallOrder] })).toMatchObject({
    status: 400,
    body: { error: 'Bad Request: accountId is not valid: U999', statusCode: 400 },
  })
})

test('swaps the colours of a filled order in its status response', async () => {
  const { client, rows, status } = await orderGateway({ askQuestions: false, fillSeconds: 0.02 })
  const [row] = await rows({ ...smallOrder, orderType: 'MKT', price: undefined })
  await vi.waitUntil(async () => (await status(row?.order_id))['order_status'] === 'Filled', { interval: 10 })
  await client.get('iserver/account/orders')
  const { orders } = (await client.get('iserver/account/orders')).body as LiveOrders
  expect(orders.find(({ orderId }) => String(orderId) === row?.order_id)).toMatchObject({
    ...{ bgColor: '#FFFFFF', fgColor: '#000000' },
  })
  expect(await status(row?.order_id)).toMatchObject({
    ...{ bg_color: '#000000', fg_color: '#FFFFFF', child_order_type: '0', limit_price: '', size: '0.0' },
  })
})
