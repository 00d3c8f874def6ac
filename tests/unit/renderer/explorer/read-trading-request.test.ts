import { expect, test } from 'vitest'
import { confirmTexts } from '../../../../src/renderer/features/explorer/request/confirm/confirm-request-dialog.tsx'
import { readTradingRequest } from '../../../../src/renderer/features/explorer/request/confirm/read-trading-request.ts'
import { EMPTY_DRAFT, withPath } from '../../../../src/renderer/features/explorer/request/draft.ts'
import { needsConfirmation, riskOfDraft } from '../../../../src/renderer/features/explorer/request/request-risk.ts'
import type { HttpMethod } from '../../../../src/shared/domain/requests.ts'

const read = (path: string, body?: string, method: HttpMethod = 'POST') =>
  readTradingRequest({ method, path, query: [], ...(body !== undefined && { body }) })
const ORDERS = '/iserver/account/DU1234567/orders'
const order = (text: string) => {
  const trading = read(ORDERS, `{"orders": [${text}]}`)
  if (trading.kind !== 'place') throw new Error(JSON.stringify(trading))
  return trading.orders[0]
}

test('reads all fields of an order and keeps every digit of its numbers', () => {
  const body =
    '{"conid": 265598, "side": "BUY", "quantity": 1250.50, "orderType": "LMT", "price": 187.30, "tif": "GTC", "outsideRTH": true, "cOID": "mine"}'
  expect(read(ORDERS, `{"orders": [${body}]}`)).toEqual({
    kind: 'place',
    account: 'DU1234567',
    orders: [
      {
        side: 'BUY',
        sideText: 'BUY',
        quantity: '1,250.50',
        conid: '265598',
        contract: '265598',
        price: 'Limit 187.30',
        amounts: { quantity: 1250.5, price: 187.3 },
        type: 'Limit',
        timeInForce: 'GTC (good till cancelled)',
        otherFields: [
          ['outsideRTH', 'true'],
          ['cOID', 'mine'],
        ],
      },
    ],
  })
  expect(order('{"quantity": 9007199254740993123}')?.quantity).toBe('9,007,199,254,740,993,123')
})

test.each([
  ['{"orderType": "MKT"}', 'At market'],
  ['{"orderType": "MKT", "price": 5}', 'Price 5'],
  ['{"orderType": "STP", "price": 1.10}', 'Stop 1.10'],
  ['{"orderType": "STOP_LIMIT", "price": 2, "auxPrice": 1.5}', 'Stop 1.5, limit 2'],
  ['{"orderType": "TRAIL", "trailingAmt": 2, "trailingType": "%", "price": 100}', 'Trailing by 2 %, stop 100'],
  ['{"orderType": "LMT", "price": 1, "trailingAmt": 3, "trailingType": "amt"}', 'Limit 1, trailing by 3'],
  ['{"orderType": "LMT"}', 'No price'],
])('reads the prices of %s: %s', (text, price) => {
  expect(order(text)?.price).toBe(price)
})

test('labels missing fields of an order', () => {
  expect(order('{}')).toMatchObject({
    side: undefined,
    sideText: 'No side',
    quantity: 'Unspecified quantity of',
    contract: 'No contract',
    timeInForce: 'No time in force',
  })
  expect(order('{"side": "Buy", "cashQty": 1000, "conid": "x", "conidex": "28812380;;;1/1"}')).toMatchObject({
    side: undefined,
    sideText: 'Buy',
    quantity: '1,000 in cash',
    cash: '1,000',
    conid: undefined,
    contract: 'x, 28812380;;;1/1',
  })
})

test('reads several orders in any format that IBKR accepts', () => {
  const one = '{"side": "SELL", "conid": 1}'
  expect(read(ORDERS, `[${one}, ${one}]`)).toMatchObject({ kind: 'place', orders: [{ side: 'SELL' }, { conid: '1' }] })
  expect(read('/iserver/account/DU1/order', one)).toMatchObject({ kind: 'place', account: 'DU1' })
  expect(read('/v1/api/iserver/account/DU1/order/7', one)).toMatchObject({
    kind: 'change',
    account: 'DU1',
    orderId: '7',
    order: { side: 'SELL' },
  })
})

test('reads the order ID of a cancel request', () => {
  expect(read('/iserver/account/DU1/order/77', undefined, 'DELETE')).toEqual({
    kind: 'cancel',
    account: 'DU1',
    orderId: '77',
  })
  const all = read('/iserver/account/DU1/order/-1', undefined, 'DELETE')
  expect(all).toEqual({ kind: 'cancel', account: 'DU1', orderId: undefined })
  expect(confirmTexts(all).title).toBe('Cancel all working orders?')
})

test('states the reason if a request cannot be described', () => {
  const twice = read(ORDERS, '{"orders": [{"side": "BUY", "side": "SELL"}]}')
  expect(twice).toMatchObject({ kind: 'other', reason: expect.stringContaining('"side" is repeated') })
  expect(read(ORDERS, '{"orders": 5}')).toMatchObject({ kind: 'other', reason: expect.any(String) })
  expect(read(ORDERS, '{"orders": []}')).toMatchObject({ kind: 'other', reason: expect.any(String) })
  expect(read(ORDERS)).toMatchObject({ kind: 'other', reason: expect.any(String) })
  expect(read('/iserver/new', '{}')).toMatchObject({ kind: 'other', reason: expect.stringContaining('not in the cat') })
  expect(read('/gw/api/v1/external-cash-transfers', '{"a": 1}')).toEqual({
    kind: 'other',
    title: expect.stringMatching(/./),
  })
  expect(read('/iserver/reply/abc-1', '{"confirmed": true}')).toEqual({ kind: 'reply', confirmed: true })
})

test.each([
  ['POST', ORDERS, true],
  ['POST', `${ORDERS}/whatif`, false],
  ['DELETE', '/iserver/account/DU1/order/-1', true],
  ['POST', '/iserver/reply/abc', true],
  ['GET', '/md/regsnapshot', true],
  ['POST', '/iserver/questions/suppress', false],
  ['POST', '/iserver/new', true],
  ['POST', '/logout', true],
  ['PUT', '/v1/api/%69server/account/DU1/orders', true],
  ['GET', '/iserver/new', false],
  ['GET', '/iserver/accounts', false],
] as const)('reports whether %s %s needs a confirmation: %s', (method, path, needed) => {
  expect(needsConfirmation({ method, path })).toBe(needed)
})

test('classifies a draft as the host does', () => {
  const risk = (method: HttpMethod, path: string) => riskOfDraft(withPath({ ...EMPTY_DRAFT, method }, path), {})
  expect(risk('POST', '/iserver/account/{accountId}/orders').effect).toBe('trading')
  expect(risk('GET', '/iserver/marketdata/{conid}/unsubscribe').effect).not.toBe('read')
  expect(risk('POST', '/iserver/questions/suppress')).toMatchObject({
    effect: 'settings',
    reason: expect.stringContaining('something that IBKR stores'),
  })
  expect(risk('GET', '/iserver/accounts').effect).toBe('read')
  expect(risk('GET', '/iserver/account/orders/status/orders').effect).toBe('unknown')
})
