import { expect, test } from 'vitest'
import { readOrderResponse } from '../../../src/client/index.ts'
import { toOrderResponse } from '../../../src/host/orders/order-response.ts'
import { createOrderRequest } from '../../../src/host/orders/order-ticket.ts'
import type { OrderTicket } from '../../../src/shared/contract/schemas.ts'

test.each([
  [
    [{ order_id: '1', order_status: 'Submitted', encrypt_message: '1' }],
    { kind: 'accepted', orderId: '1', status: 'Submitted' },
  ],
  [
    [{ id: 'q', message: ['Sure?'], isSuppressed: false, messageIds: ['o163'] }],
    { kind: 'question', replyId: 'q', messages: ['Sure?'], messageIds: ['o163'] },
  ],
  [{ error: 'Order not confirmed ' }, { kind: 'rejected', message: 'Order not confirmed' }],
  [[{ order_id: '-1', order_status: 'Failed', text: 'no' }], { kind: 'rejected', message: 'no' }],
  [
    [
      { order_id: '-1', order_status: 'Failed', text: 'no' },
      { order_id: '2', order_status: 'Submitted' },
    ],
    { kind: 'accepted', orderId: '2', status: 'Submitted' },
  ],
  [{}, undefined],
  [[], undefined],
  ['Success', undefined],
  [undefined, undefined],
])('reads the response %j as %j', (body, response) => {
  expect(toOrderResponse(readOrderResponse(body))).toEqual(response)
})

const bodyOf = (order: OrderTicket) => createOrderRequest({ order, reference: 'ref' }).data

const ticket = { accountId: 'DU1', conid: 265598, side: 'BUY', quantity: 5, timeInForce: 'DAY' } as const

test('converts an order ticket into the request body that IBKR expects', () => {
  expect(bodyOf({ ...ticket, orderType: 'STOP_LIMIT', price: 10, auxPrice: 9, outsideRegularHours: true })).toEqual({
    orders: [
      {
        acctId: 'DU1',
        conid: 265598,
        cOID: 'ref',
        orderType: 'STOP_LIMIT',
        side: 'BUY',
        quantity: 5,
        tif: 'DAY',
        price: 10,
        auxPrice: 9,
        outsideRTH: true,
      },
    ],
  })
})

test('rejects a missing or unused price before it sends the order', () => {
  expect(() => bodyOf({ ...ticket, orderType: 'LMT' })).toThrow('A LMT order needs a limit price.')
  expect(() => bodyOf({ ...ticket, orderType: 'MKT', price: 1 })).toThrow('A MKT order takes no price.')
})
