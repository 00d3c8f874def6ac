import { expect, test } from 'vitest'
import { describeTrading } from '../../../../src/host/guard-rails/describe-trading.ts'

const NAMES = new Map([
  [4815747, 'NVDA'],
  [12087792, 'EUR.USD'],
])
const nameContract = (conid: number): string => NAMES.get(conid) ?? `#${conid}`
const ORDERS = '/iserver/account/DU1/orders'
const nvidia = { conid: 4815747, side: 'BUY', orderType: 'LMT', price: 10, quantity: 7, tif: 'DAY' }
const stop = { ...nvidia, side: 'SELL', orderType: 'STP', parentId: 'mine-1' }

test.each([
  ['POST', ORDERS, { orders: [nvidia] }, 'BUY 7 NVDA'],
  ['POST', ORDERS, { orders: [nvidia, stop] }, 'BUY 7 NVDA + 1 order'],
  ['POST', ORDERS, { orders: [nvidia, stop, stop] }, 'BUY 7 NVDA + 2 orders'],
  ['POST', ORDERS, { orders: [{ ...nvidia, conid: 1 }] }, 'BUY 7 #1'],
  [
    'POST',
    ORDERS,
    { orders: [{ ...nvidia, conid: 12087792, quantity: undefined, cashQty: 2500 }] },
    'BUY EUR for 2,500 USD',
  ],
  ['POST', ORDERS, { orders: [{ ...nvidia, side: 'HOLD' }] }, undefined],
  ['POST', ORDERS, undefined, undefined],
  ['POST', '/iserver/account/DU1/order/7', nvidia, 'Change to BUY 7 NVDA'],
  ['DELETE', '/iserver/account/DU1/order/7', undefined, 'Cancel order 7'],
  ['DELETE', '/iserver/account/DU1/order/-1', undefined, 'Cancel all orders'],
  ['POST', '/iserver/reply/a1', { confirmed: true }, 'Confirm question'],
  ['POST', '/iserver/reply/a1', { confirmed: false }, 'Decline question'],
  ['POST', '/iserver/account/DU1/alert', {}, undefined],
])('describes %s %s with %j as %s', (method, path, body, text) => {
  const request = { method, path, ...(body !== undefined && { body: JSON.stringify(body) }) }
  expect(describeTrading(request, nameContract)).toBe(text)
})

test('names the legs of a combo', () => {
  const combo = { ...nvidia, conid: undefined, conidex: '28812380;;;4815747/1,8/-1' }
  const request = { method: 'POST', path: ORDERS, body: JSON.stringify({ orders: [combo] }) }
  expect(describeTrading(request, nameContract)).toMatch(/^BUY 7 .*NVDA.*#8/)
})
