import { expect, it } from 'vitest'
import { readRefusal } from '../../../src/client/index.ts'

it.each([
  ['iserver/account/U1/orders', { error: 'We cannot accept it ' }, 'order-rejected', 'We cannot accept it'],
  ['/v1/api/iserver/account/U1/orders', { error: 'no' }, 'order-rejected', 'no'],
  ['iserver/account/U1/order/7', { error: "OrderID 7 doesn't exist" }, 'order-rejected', "OrderID 7 doesn't exist"],
  ['iserver/account/U1/orders/whatif', { error: 'no' }, 'order-rejected', 'no'],
  ['iserver/account/orders/group', { error: 'no' }, 'order-rejected', 'no'],
  ['iserver/reply/a', { error: "reply id not found: 'a'" }, 'reply-unknown', "reply id not found: 'a'"],
  ['iserver/reply/a', { error: 'Order not confirmed ' }, 'order-not-confirmed', 'Order not confirmed'],
  ['iserver/reply/a', { error: 'limit price' }, 'order-rejected', 'limit price'],
  ['tickle', { error: 'not processed' }, 'tickle-refused', 'not processed'],
  ['iserver/account/U1/alert', { success: false, text: 'bad', failure_list: 'x' }, 'alert-refused', 'bad; x'],
  ['iserver/account/U1/alert/activate', { success: false }, 'alert-refused', 'success: false'],
  ['iserver/auth/ssodh/init', { authenticated: false, competing: true }, 'session-competing', 'authenticated: false'],
  ['iserver/auth/ssodh/init', { authenticated: false, message: 'm' }, 'brokerage-session-refused', 'm'],
  ['iserver/contract/rules?x=1', { error: 'rules' }, 'refused', 'rules'],
])('reads a 200 response to %s with the body %j as the refusal %s', (path, body, code, message) => {
  expect(readRefusal(path, body)).toEqual({ code, message })
})

it.each([
  ['iserver/auth/status', { authenticated: false }],
  ['iserver/account/U1/orders', [{ id: 'q', message: ['Sure?'] }]],
  ['tickle', { session: 's', hmds: { error: 'no bridge' } }],
  ['portfolio/accounts', { success: false }],
  ['iserver/account/U1/alert', { success: true, failure_list: null }],
  ['x', { error: '' }],
  ['x', 'error'],
  ['x', undefined],
])('does not read a 200 response to %s with the body %j as a refusal', (path, body) => {
  expect(readRefusal(path, body)).toBeUndefined()
})
