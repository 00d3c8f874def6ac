import { expect, test } from 'vitest'
import { orderGateway, ordersPath, smallOrder } from './order-gateway.ts'

const wrongType = 'orders request includes parameter with incorrect type'
const prices = { error: 'Invalid order price fields' }
const algorithmError = (parameter: string) => ({ error: expect.stringContaining(` parameter ${parameter} of `) })
const trailing = { trailingAmt: 1, trailingType: 'amt' }

test.each([
  ['a quantity in text', { quantity: '5' }, 400, wrongType],
  ['no quantity', { quantity: undefined }, 400, wrongType],
  ['a quantity of nothing', { quantity: 0 }, 400, wrongType],
  ['a flag in text', { outsideRTH: 'true' }, 400, wrongType],
  ['a flag in text that is rarely used', { allOrNone: 'yes' }, 400, wrongType],
  ['an object that is text', { strategyParameters: 'fast' }, 400, wrongType],
  ['a number as client id', { cOID: 7 }, 400, wrongType],
  ['a type that only the rules list', { orderType: 'REL' }, 400, 'Unknown order type'],
  ['a side of the samples', { side: 'Buy' }, 400, "Invalid Side (must be 'BUY' or 'SELL')."],
  ['neither conid nor conidex', { conid: undefined }, 400, 'conid or conidex is required'],
  ['a price between two ticks', { price: 200.005 }, 200, prices],
  ['a price below zero', { price: -200 }, 200, prices],
  ['no stop price', { orderType: 'STP', price: undefined }, 200, prices],
  ['a stop limit without its stop', { orderType: 'STOP_LIMIT' }, 200, prices],
  ['a stop between two ticks', { orderType: 'STOP_LIMIT', auxPrice: 210.001 }, 200, prices],
  ['a trailing stop without a distance', { orderType: 'TRAIL' }, 200, prices],
  ['a distance of another kind', { orderType: 'TRAIL', ...trailing, trailingType: 'points' }, 200, prices],
  ['a trailing stop limit without its limit', { orderType: 'TRAILLMT', ...trailing, price: undefined }, 200, prices],
  ['an unknown contract', { conid: 1 }, 200, { error: 'no sec defs returned forSecDef reqId=resolve ecReqByConid1' }],
  [
    'an exchange that does not list it',
    { conid: undefined, conidex: '265598@MOON' },
    200,
    { error: 'no sec defs returned forSecDef reqId=resolve ecReqByConid265598@MOON' },
  ],
  ['no time in force', { tif: null }, 200, { error: 'null time in force is not supported for this order' }],
  ['a time in force for coins', { tif: 'PAX' }, 200, { error: 'PAX time in force is not supported for this order' }],
  ['an unknown time in force', { tif: 'FOK' }, 200, { error: 'FOK time in force is not supported for this order' }],
  [
    'a stop for the opening',
    { orderType: 'STP', tif: 'OPG' },
    200,
    { error: 'OPG time in force is not supported for this order' },
  ],
  [
    'a stop that must fill at once',
    { orderType: 'STP', tif: 'IOC' },
    200,
    { error: 'IOC time in force is not supported for this order' },
  ],
  [
    'a close that is good till cancelled',
    { orderType: 'MOC', tif: 'GTC' },
    200,
    { error: 'GTC time in force is not supported for this order' },
  ],
  ['a limit if touched without its trigger', { orderType: 'LIT' }, 200, prices],
  ['a trailing distance of 100 percent', { orderType: 'TRAIL', trailingAmt: 100, trailingType: '%' }, 200, prices],
  ['a fraction on close', { orderType: 'MOC', quantity: 0.5 }, 200, { error: expect.stringContaining('whole') }],
  [
    'a midprice without smart routing',
    { orderType: 'MIDPRICE', conid: undefined, conidex: '265598@IEX' },
    200,
    { error: 'MIDPRICE orders are not supported for AAPL on IEX' },
  ],
  ['an algorithm for a market order', { orderType: 'MKT', strategy: 'Twap' }, 200, { error: expect.any(String) }],
  ['an algorithm without a required parameter', { strategy: 'Vwap' }, 200, algorithmError('maxPctVol')],
  [
    'a share of the volume above 50',
    { strategy: 'Vwap', strategyParameters: { maxPctVol: 51 } },
    200,
    algorithmError('maxPctVol'),
  ],
  [
    'an urgency that is unknown',
    { strategy: 'Adaptive', strategyParameters: { adaptivePriority: 'Now' } },
    200,
    algorithmError('adaptivePriority'),
  ],
  [
    'a time that is none',
    { strategy: 'Twap', strategyParameters: { startTime: '25:00:00' } },
    200,
    algorithmError('startTime'),
  ],
  [
    'a parameter of another algorithm',
    { strategy: 'Twap', strategyParameters: { pctVol: 1 } },
    200,
    algorithmError('pctVol'),
  ],
  ['a long client id', { cOID: 'x'.repeat(65) }, 200, { error: expect.stringContaining('64') }],
  ['five decimals of a share', { quantity: 1.00001 }, 200, { error: expect.stringContaining('decimals') }],
  ['more shares than there are', { quantity: 1e12 }, 200, { error: expect.stringContaining('exceeds') }],
  ['money for less than a share', { quantity: undefined, cashQty: 150 }, 200, { error: expect.any(String) }],
  ['money and shares', { cashQty: 1500 }, 200, { error: expect.stringContaining('cannot be combined') }],
  ['a time of its own', { manualOrderTime: 1_790_000_000 }, 200, { error: expect.stringContaining('not allowed') }],
  ['an unknown algorithm', { strategy: 'Magic' }, 200, { error: 'Unknown strategy Magic' }],
  ['an unknown parent', { parentId: 'nobody' }, 200, { error: 'The parent order does not exist or was cancelled' }],
])('rejects an order with %s', async (_, change, status, body) => {
  const { place } = await orderGateway({ askQuestions: false })
  const response = await place({ ...smallOrder, ...change })
  expect(response.body).toEqual(body)
  expect(response.status).toBe(status)
})

test('rejects another user’s account in the body in the same way as in the path', async () => {
  const { place } = await orderGateway()
  expect(await place({ ...smallOrder, acctId: 'U999' })).toMatchObject({
    status: 400,
    body: { error: 'Bad Request: accountId is not valid: U999', statusCode: 400 },
  })
})

test.each([
  ['nothing', '', 400, { error: "Bad Request: body can't be empty", statusCode: 400 }],
  ['no orders', { orders: [] }, 400, wrongType],
  ['orders that are none', { orders: 'all' }, 400, wrongType],
  ['an order that is none', { orders: [null] }, 400, wrongType],
  ['a hundred and one orders', { orders: Array(101).fill(smallOrder) }, 400, wrongType],
  ['broken JSON', '{"orders":[', 400, expect.stringMatching(/^Failed to parse body as JSON\. /)],
  ['a number that no computer can hold', '{"orders":[{"conid":265598,"price":1e999}]}', 400, wrongType],
])('rejects a body with %s, and leaves the orders unchanged', async (_, body, status, expected) => {
  const { client } = await orderGateway()
  const read = async () => {
    await client.get('iserver/account/orders?force=true')
    return (await client.get('iserver/account/orders')).body as { orders: readonly { orderId: number }[] }
  }
  const ids = async () => (await read()).orders.map(({ orderId }) => orderId)
  const before = await ids()
  const response = await client.send('POST', ordersPath, body === '' ? undefined : body)
  expect(response).toMatchObject({ status, body: expected })
  expect(await ids()).toEqual(before)
})

test('requires the manual indicator for futures', async () => {
  const { client, place } = await orderGateway({ askQuestions: false })
  const { body } = await client.get('trsrv/futures?symbols=ES')
  const conid = (body as { ES: readonly { conid: number }[] }).ES[0]?.conid
  const future = { ...smallOrder, conid }
  expect((await place(future)).body).toEqual({ error: 'manualIndicator is required for futures' })
  expect((await place({ ...future, manualIndicator: true })).body).toMatchObject([{ order_status: 'PreSubmitted' }])
  expect((await place({ ...future, conid: 710_000_002 })).body).toEqual({ error: 'Order is already expired.' })
})

test('rejects orders for contracts that are only listed', async () => {
  const { place } = await orderGateway({ askQuestions: false })
  expect((await place({ ...smallOrder, conid: 740_000_001 })).body).toEqual({
    error: 'BTC (CRYPTO) is listed in the simulator, but not traded',
  })
})

test('rejects orders for an index', async () => {
  const { place, simulator } = await orderGateway({ askQuestions: false })
  for (const conid of [416904, 11004968])
    expect((await place({ ...smallOrder, conid })).body).toEqual({
      error: expect.stringMatching(/^(SPX|ES) is an index, which cannot be traded$/),
    })
  const order = { symbol: 'SPX', side: 'BUY', quantity: 1, price: 6700 } as const
  expect(() => simulator.controls.addOrder(order)).toThrow('an instrument that can be traded, not SPX')
})

test.each(['', '/whatif'])('rejects an operator that the account may not use with status 500%s', async (path) => {
  const { client } = await orderGateway({ askQuestions: false })
  const orders = [{ ...smallOrder, manualIndicator: true, extOperator: 'me' }]
  expect(await client.post(`${ordersPath}${path}`, { orders })).toMatchObject({
    status: 500,
    body: { error: 'Can not contain field # 8089' },
  })
})

test('accepts a combo order with its legs, and its modification', async () => {
  const { client, place, rows, status } = await orderGateway({ askQuestions: false })
  const { conid: _, ...order } = { ...smallOrder, conidex: '28812380;;;265598/1,8314/-1', price: -90.5 }
  const [row] = await rows(order)
  const path = `iserver/account/DU1234567/order/${row?.order_id}`
  expect((await client.post(path, { ...order, price: -95 })).body).toMatchObject([{ order_id: row?.order_id }])
  expect(await status(row?.order_id)).toMatchObject({
    conidex: order.conidex,
    conid: 28812380,
    sec_type: 'BAG',
    limit_price: '-95.00',
  })
  const other = { ...order, conidex: '28812380;;;265598/1,8314/-2' }
  expect((await client.post(path, other)).body).toEqual({ error: expect.stringContaining('contract') })
  expect((await place({ ...order, orderType: 'STP' })).body).toEqual({ error: 'STP is not supported for combos' })
  expect((await place({ ...order, quantity: 1.5 })).body).toEqual({ error: expect.stringContaining('whole') })
  expect((await place({ ...order, conidex: '28812380;;;1/1,2/-1' })).body).toEqual({
    error: expect.stringContaining('no sec defs'),
  })
})

test.each([
  ['a ratio of 0', '265598/1,8314/0', /^The ratio of leg 8314 must be a whole number/],
  ['the same leg twice', '265598/1,265598/-1', 'Leg 265598 is in the combo twice'],
  ['legs in two currencies', '265598/1,712000001/-1', 'The legs of a combo need the same currency, not USD and GBP'],
  ['seven legs', '265598/1,8314/1,272093/1,76792991/1,756733/1,320227571/1,4815747/1', /^A combo has at most 6 legs/],
  [
    'an unknown leg',
    '265598/1,1/-1',
    'no sec defs returned forSecDef reqId=resolve ecReqByConid28812380;;;265598/1,1/-1',
  ],
])('rejects a combo with %s, also in a preview and a bracket', async (_, legs, reason) => {
  const { client, place } = await orderGateway({ askQuestions: false })
  const { conid: _conid, ...order } = { ...smallOrder, conidex: `28812380;;;${legs}` }
  const error = typeof reason === 'string' ? reason : expect.stringMatching(reason)
  expect(await place(order)).toMatchObject({ status: 200, body: { error } })
  expect(await client.post(`${ordersPath}/whatif`, { orders: [order] })).toMatchObject({ body: { error } })
  const child = { ...order, parentId: 'parent' }
  expect(await place({ ...smallOrder, cOID: 'parent' }, child)).toMatchObject({ status: 200, body: { error } })
})

test('rejects a combo with a leg that is halted or has no market data permission, and accepts it afterwards', async () => {
  const { client, place, simulator } = await orderGateway({ askQuestions: false })
  const { conid: _, ...order } = { ...smallOrder, conidex: '28812380;;;265598/1,8314/-1', price: -90.5 }
  simulator.controls.setHalted('IBM', true)
  expect((await place(order)).body).toEqual({
    error: 'Trading is halted for IBM (8314), a leg of the combo. Try again after the halt or remove the leg.',
  })
  simulator.controls.setHalted('IBM', false)
  expect((await client.post(`${ordersPath}/whatif`, { orders: [order] })).body).toMatchObject({ error: null })
  simulator.controls.withholdMarketData('AAPL')
  const error = 'No market data permission for AAPL (265598), a leg of the combo. Subscribe to it or remove the leg.'
  expect((await place(order)).body).toEqual({ error })
  expect((await client.post(`${ordersPath}/whatif`, { orders: [order] })).body).toMatchObject({ error })
})

test('rejects a combo with an expired leg, and one with a future without the manual indicator', async () => {
  const { place, client } = await orderGateway({ askQuestions: false })
  const { conid: _, ...order } = { ...smallOrder, price: 5 }
  const { ES } = (await client.get('trsrv/futures?symbols=ES')).body as { ES: readonly { conid: number }[] }
  const calendar = { ...order, conidex: `28812380;;;${ES[1]?.conid}/1,${ES[0]?.conid}/-1` }
  expect((await place(calendar)).body).toEqual({ error: 'manualIndicator is required for futures' })
  expect((await place({ ...calendar, manualIndicator: true })).body).toMatchObject([{ order_status: 'PreSubmitted' }])
  const expired = { ...order, conidex: `28812380;;;${ES[1]?.conid}/1,710000002/-1`, manualIndicator: true }
  expect((await place(expired)).body).toEqual({ error: 'Order is already expired.' })
})

test('previews a combo of options as a debit or a credit, with the commission of each leg', async () => {
  const { client } = await orderGateway({ askQuestions: false })
  const [hit] = (await client.get('iserver/secdef/search?symbol=AAPL')).body as readonly {
    readonly sections: readonly { readonly months?: string }[]
  }[]
  const chain = `conid=265598&sectype=OPT&month=${hit?.sections[1]?.months?.split(';').at(-1)}`
  await client.get(`iserver/secdef/strikes?${chain}`)
  const conidAt = async (strike: number) =>
    (
      (await client.get(`iserver/secdef/info?${chain}&strike=${strike}&right=P`)).body as readonly { conid: number }[]
    )[0]?.conid
  const conidex = `28812380;;;${await conidAt(220)}/1,${await conidAt(240)}/-1`
  const { conid: _, ...order } = { ...smallOrder, conidex, price: -4.5, quantity: 2 }
  expect((await client.post(`${ordersPath}/whatif`, { orders: [order] })).body).toMatchObject({
    amount: { amount: '-900 USD (2 Contracts)', commission: '2.60 USD', total: '-897.40 USD' },
    // The legs need margin, although the combo has a negative price.
    initial: { change: expect.stringMatching(/^[1-9]/) },
    error: null,
  })
})

test('checks a modification like a new order, and rejects changes of contract, side and reference', async () => {
  const { client, rows, status } = await orderGateway({ askQuestions: false })
  const [row] = await rows({ ...smallOrder, cOID: 'mine' })
  await rows({ ...smallOrder, cOID: 'other' })
  const change = (body: unknown, id = row?.order_id) => client.post(`iserver/account/DU1234567/order/${id}`, body)
  expect((await change({ ...smallOrder, price: 200.001 })).body).toEqual(prices)
  expect(await change({ orders: [smallOrder] })).toMatchObject({ status: 400, body: 'conid or conidex is required' })
  expect((await change({ ...smallOrder, side: 'SELL' })).body).toEqual({ error: expect.stringContaining('side') })
  expect((await change({ ...smallOrder, conid: 8314 })).body).toEqual({ error: expect.stringContaining('contract') })
  expect((await change({ ...smallOrder, cOID: 'other' })).body).toEqual({
    error: "Order couldn't be submitted: Local order ID=other is already registered",
  })
  expect(await change(smallOrder, 'abc')).toMatchObject({ status: 400, body: { error: "OrderID abc doesn't exist" } })
  expect((await change({ ...smallOrder, cOID: 'mine', orderType: 'STP', price: 300 })).body).toMatchObject([
    { order_id: row?.order_id, order_status: 'PreSubmitted', local_order_id: 'mine' },
  ])
  expect(await status(row?.order_id)).toMatchObject({ order_type: 'STOP', stop_price: '300.00' })
})
