import { expect, test } from 'vitest'
import { type OutgoingRequest, readOrders } from '../../../../src/host/guard-rails/read-orders.ts'
import { findRepeatedName } from '../../../../src/host/guard-rails/repeated-name.ts'

const order = { conid: 265598, side: 'BUY', orderType: 'LMT', price: 10, quantity: 5, tif: 'DAY' }
const post = (path: string, body?: unknown): OutgoingRequest => ({
  method: 'POST',
  path,
  ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
})
const ORDERS = '/iserver/account/DU1/orders'

test.each([
  ['the documented list', post(ORDERS, { orders: [order] })],
  ['a bare list', post(ORDERS, [order])],
  ['a single order', post(ORDERS, order)],
  ['a path with a trailing slash and an encoded letter', post('/iserver/account/DU1/%6frders/', { orders: [order] })],
  ['a change of an order', post('/iserver/account/DU1/order/7', order)],
  ['the legacy form', post('/iserver/account/DU1/order', order)],
  ['a preview that a server could take for a change', post('/iserver/account/DU1/order/whatif', order)],
  ['an order of an allocation group', post('/iserver/account/orders/Group', { orders: [order] })],
])('reads the order in %s', (_, request) => {
  expect(readOrders(request)).toMatchObject({
    kind: 'orders',
    orders: [{ conid: 265598, side: 'BUY', orderType: 'LMT', price: 10, quantity: 5 }],
  })
})

test.each([
  ['a preview', post(`${ORDERS}/whatif`, { orders: [order] })],
  ['a cancel', { method: 'DELETE', path: '/iserver/account/DU1/order/7' }],
  ['a cancel of all orders', { method: 'DELETE', path: '/iserver/account/DU1/order/-1' }],
  ['a declined question', post('/iserver/reply/abc', { confirmed: false })],
  ['the answer No to a prompt', post('/iserver/notification', { orderId: 1, reqId: '2', text: 'No' })],
  ['a setting', post('/iserver/questions/suppress', { messageIds: ['o163'] })],
  ['a cancel with a body', { method: 'DELETE', path: '/iserver/account/DU1/order/7', body: '{}' }],
  ['an unknown DELETE without a body', { method: 'DELETE', path: '/iserver/account/DU1/unknown' }],
  ['a read', { method: 'GET', path: '/iserver/account/orders' }],
  ['an unknown GET', { method: 'GET', path: '/iserver/account/DU1/unknown' }],
])('finds no order in %s', (_, request) => {
  expect(readOrders(request)).toEqual({ kind: 'none' })
})

test.each([
  ['a repeated field', post(ORDERS, '{"orders":[{"conid":1,"quantity":1,"quantity":1000000}]}')],
  ['a repeated list of orders', post(ORDERS, '{"orders":[{"conid":1}],"orders":[{"conid":2,"quantity":1}]}')],
  ['a repeated field in another spelling', post(ORDERS, '{"orders":[{"conid":1,"quantity":1,"Quantity":1000000}]}')],
  ['a field in another spelling', post(ORDERS, { orders: [{ conid: 1, QUANTITY: 1000000 }] })],
  ['a list under another spelling', post(ORDERS, { Orders: [order, order] })],
  ['a list under another spelling with fields of an order', post(ORDERS, { ...order, ' orders': [order] })],
  ['a quantity that is no number', post(ORDERS, { orders: [{ ...order, quantity: [1] }] })],
  ['a quantity in words', post(ORDERS, { orders: [{ ...order, quantity: 'many' }] })],
  [
    'a change with a second, smaller order',
    post('/iserver/account/DU1/order/7', { ...order, orders: [{ ...order, quantity: 1 }] }),
  ],
  ['a list with something else', post(ORDERS, { orders: [order, 'order'] })],
  ['no orders', post(ORDERS, { orders: [] })],
  ['no body', post(ORDERS)],
  ['a body that is not JSON', post(ORDERS, '{"orders":')],
  ['two contracts', post(ORDERS, { orders: [{ ...order, conidex: '8314@NYSE' }] })],
  ['an unknown path', post('/iserver/account/DU1/ORDERS', { orders: [order] })],
  ['the prompt of a rejected order', post('/iserver/notification', { orderId: 1, reqId: '2', text: 'Yes' })],
  ['a prompt with two answers', post('/iserver/notification', '{"orderId":1,"text":"Yes","text":"No"}')],
  ['a cancel with orders', { method: 'DELETE', path: '/iserver/account/DU1/order/7', body: '{"orders":[]}' }],
  ['a cancel with a list', { method: 'DELETE', path: '/iserver/account/DU1/order/7', body: '[]' }],
  ['a DELETE with orders', { method: 'DELETE', path: '/iserver/watchlist', body: JSON.stringify({ orders: [order] }) }],
  ['an unknown DELETE with a body', { method: 'DELETE', path: '/iserver/account/DU1/basket', body: '{"orders":[]}' }],
  ['an exchange that is no word', post(ORDERS, { orders: [{ ...order, conidex: '265598@' }] })],
  ['a contract id in exponent form', post(ORDERS, { orders: [{ ...order, conidex: '8.314e3' }] })],
  ['a leg without a ratio', post(ORDERS, { orders: [{ ...order, conidex: '28812380;;;265598,8314/-1' }] })],
  ['the contract of a combo and another one', post(ORDERS, { orders: [{ ...order, conidex: '1;;;8314/-1' }] })],
  ['a type with an unreadable contract', post(ORDERS, { orders: [{ ...order, secType: '8,314:STK' }] })],
  ['a contract in an object', post(ORDERS, { orders: [{ ...order, secType: { toString: 1 } }] })],
  ['the orders of a model', post('/fa/model/submit-transfers', {})],
  ['a GET of the legacy family', { method: 'GET', path: '/ccp/order' }],
])('reports %s as unreadable', (_, request) => {
  expect(readOrders(request).kind).toBe('unreadable')
})

test.each(['{"confirmed":true}', '{"confirmed":false,"confirmed":true}', '{"confirmed":"false"}', '', '{}'])(
  'treats the reply %j as a confirmation',
  (body) => {
    expect(readOrders(post('/iserver/reply/a%20b', body))).toEqual({ kind: 'reply', replyId: 'a b' })
  },
)

test('reads an order of a combo, of a cash amount and of a conversion amount', () => {
  const combo = { ...order, conid: undefined, conidex: '28812380;;;265598/1,8314/-1' }
  expect(readOrders(post(ORDERS, { orders: [combo] }))).toMatchObject({
    orders: [{ conid: undefined, quantity: 5, largestRatio: 1 }],
  })
  const wide = { ...combo, conidex: '28812380@SMART;;;265598@NASDAQ/2,8314/-100' }
  expect(readOrders(post(ORDERS, { orders: [wide] }))).toMatchObject({ orders: [{ largestRatio: 100 }] })
  const repeated = { ...combo, conidex: `28812380;;;8314/-7,${Array(100).fill('265598/1,0265598@SMART/-1').join()}` }
  expect(readOrders(post(ORDERS, { orders: [repeated] }))).toMatchObject({ orders: [{ largestRatio: 200 }] })
  const empty = { ...combo, conidex: '28812380;;;265598/0' }
  expect(readOrders(post(ORDERS, { orders: [empty] }))).toMatchObject({
    kind: 'unreadable',
    reason: expect.stringContaining('ratio 0') as string,
  })
  const { quantity: _, ...noQuantity } = order
  expect(readOrders(post(ORDERS, { orders: [{ ...noQuantity, cashQty: '1,000.5' }] }))).toMatchObject({
    orders: [{ quantity: undefined, cash: 1000.5 }],
  })
  expect(readOrders(post(ORDERS, { orders: [{ ...noQuantity, fxQty: -7 }] }))).toMatchObject({
    orders: [{ quantity: 7 }],
  })
})

test.each([
  ['a number', { conid: 265598 }],
  ['text', { conid: '265598' }],
  ['a contract with its exchange', { conid: undefined, conidex: '265598@NASDAQ.NMS' }],
  ['a contract with its type', { conid: undefined, secType: '265598@SMART:STK' }],
  ['all three fields', { conidex: '265598', secType: '265598:STK' }],
  ['a contract beside a type alone', { secType: 'STK' }],
])('reads the contract from %s', (_, fields) => {
  expect(readOrders(post(ORDERS, { orders: [{ ...order, ...fields }] }))).toMatchObject({
    orders: [{ conid: 265598, largestRatio: 1 }],
  })
})

test('identifies orders by their content without the client order id', () => {
  const key = (...fields: object[]): unknown => {
    const content = readOrders(post(ORDERS, { orders: fields.map((each) => ({ ...order, ...each })) }))
    return content.kind === 'orders' && content.key
  }
  expect(key({ cOID: 'a' })).toBe(key({ cOID: 'b' }))
  expect(key({ quantity: 6 })).not.toBe(key({}))
  expect(key({}, {})).not.toBe(key({}))
})

test.each([
  ['{"a":1,"b":{"a":1},"c":[{"a":1},{"a":2}]}', undefined],
  ['{"a":"\\"a\\":1","b":"{a:"}', undefined],
  ['{"a":1,"\\u0061":2}', 'a'],
  ['{"b":{"a":1,"A ":2}}', 'a'],
])('finds the repeated field name in the JSON %s: %s', (json, name) => {
  expect(findRepeatedName(json)).toBe(name)
})

test('reads the legs of a combo, unless one contract is in several of them', () => {
  const legsOf = (legs: string) => {
    const content = readOrders(
      post(ORDERS, { orders: [{ ...order, conid: undefined, conidex: `28812380;;;${legs}` }] }),
    )
    return content.kind === 'orders' ? content.orders[0]?.legs : content
  }
  expect(legsOf('265598@SMART/1,8314/-2')).toEqual([
    { conid: 265598, ratio: 1 },
    { conid: 8314, ratio: -2 },
  ])
  expect(legsOf('265598/1,265598/-1')).toBeUndefined()
})

test.each([
  ['that of the path', ORDERS, {}, { account: 'DU1', changedOrderId: undefined }],
  ['the one that path and order name', ORDERS, { acctId: 'DU1' }, { account: 'DU1' }],
  ['none if path and order differ', ORDERS, { acctId: 'DU2' }, { account: undefined }],
  ['that of an order for a group', '/iserver/account/orders/Mine', { acctId: 'DU2' }, { account: 'DU2' }],
  [
    'that of a change, with the changed order',
    '/iserver/account/DU1/order/7',
    {},
    { account: 'DU1', changedOrderId: '7' },
  ],
])('finds the account of an order: %s', (_, path, fields, target) => {
  expect(readOrders(post(path, { ...order, ...fields }))).toMatchObject({ orders: [target] })
})

test('does not read an order whose account, parent or group is in another spelling', () => {
  for (const name of ['AcctId', 'parentid', 'issinglegroup'])
    expect(readOrders(post(ORDERS, { orders: [{ ...order, [name]: 'x' }] }))).toMatchObject({ kind: 'unreadable' })
})

test.each([
  [
    'an exercise over a path that the catalogue does not have',
    post('/iserver/account/DU1/exercise', { conid: 1, quantity: 5 }),
  ],
  ['an exercise over a path of an account', post('/iserver/options/exercise', { conid: 1 })],
])('cannot read %s', (_, request) => {
  expect(readOrders(request)).toMatchObject({ kind: 'unreadable' })
})
