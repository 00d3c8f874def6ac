import { expect, test } from 'vitest'
import { readOrderResponse } from '../../../src/client/index.ts'
import { createDeclinedReasons, extractInactiveReasons } from '../../../src/host/orders/inactive-reasons.ts'
import type { QuestionSubject } from '../../../src/host/session/pending-question.ts'

const order = {
  accountId: 'DU1',
  conid: 1,
  side: 'BUY',
  orderType: 'MKT',
  quantity: 1,
  timeInForce: 'DAY',
} as const
const ticket: QuestionSubject = { kind: 'ticket', order, reference: 'console-a' }
const sent = (path: string, body: unknown): QuestionSubject => ({
  kind: 'request',
  request: { method: 'POST', path, query: [], body: JSON.stringify(body) },
})
const exits = [
  { parentId: 'entry', conid: 1, side: 'SELL', quantity: 1, price: 2 },
  { parentId: 'entry', conid: 1, side: 'SELL', quantity: 1, price: 0.5 },
]
const bracket = sent('/iserver/account/DU1/orders', { orders: [{ cOID: 'entry' }, ...exits] })
const failed = {
  order_id: '-1',
  order_status: 'Failed',
  text: 'Invalid order price fields',
  parent_order_id: 'entry',
  warning_message: 'The others were saved',
}
const parent = { order_id: '5', order_status: 'Inactive', local_order_id: 'entry' }

const reasons = (about: QuestionSubject, body: unknown): object => {
  const response = readOrderResponse(body)
  if (!response) throw new Error('the response has a known shape')
  return extractInactiveReasons(about, response).orders
}

test("names a declined question for the ticket's order and for every order of the explorer", () => {
  const reason = 'You declined IBKR’s order question.'
  expect(createDeclinedReasons(ticket).orders).toEqual([{ order: { reference: 'console-a' }, reason }])
  const child = { account: 'DU1', conid: 1, side: 'SELL', quantity: 1 }
  expect(createDeclinedReasons(bracket).orders).toEqual([
    { order: { reference: 'entry' }, reason },
    { order: { sent: { ...child, price: 2 } }, reason },
    { order: { sent: { ...child, price: 0.5 } }, reason },
  ])
})

test('names an open question and a rejection, and gives no reason for an accepted order', () => {
  const question = [{ id: 'q', message: ['Sure?'], messageIds: ['o163'] }]
  const order = { reference: 'console-a' }
  expect(reasons(ticket, question)).toEqual([{ order, reason: 'IBKR’s order question is unanswered.' }])
  expect(reasons(ticket, { error: 'No permission' })).toEqual([{ order, reason: 'IBKR rejected it: No permission.' }])
  expect(reasons(ticket, [{ order_id: '1', order_status: 'Submitted' }])).toEqual([])
})

test('names the rejected child as the reason why the parent and the other child of a bracket are inactive', () => {
  const sibling = { order_id: '6', order_status: 'Inactive', parent_order_id: 'entry' }
  expect(reasons(bracket, [failed, sibling, parent])).toEqual([
    {
      order: { orderId: '6' },
      reason: 'Another order of its bracket was rejected: Invalid order price fields.',
    },
    { order: { orderId: '5' }, reason: 'An order attached to it was rejected: Invalid order price fields.' },
  ])
})

test('does not name a rejected order as the reason for an independent order of the same list', () => {
  const other = { order_id: '6', order_status: 'Submitted', local_order_id: 'other' }
  expect(reasons(bracket, [failed, parent, other])).toMatchObject([{ order: { orderId: '5' } }])
})

test('gives no reason for an order if only its modification was declined', () => {
  const change = sent('/iserver/account/DU1/order/5', { cOID: 'entry' })
  expect(createDeclinedReasons(change).orders).toEqual([])
  expect(createDeclinedReasons({ kind: 'ticket', order, orderId: '5' }).orders).toEqual([])
})

test('names the text of a prompt, and nothing for a request that is not readable', () => {
  const prompt = { kind: 'prompt', orderId: '1', requestId: '2', messageId: '', text: 'Confirm the price', options: [] }
  const { orders } = extractInactiveReasons(ticket, prompt as never)
  expect(orders).toEqual([{ order: { reference: 'console-a' }, reason: 'Confirm the price.' }])
  for (const body of [undefined, '{"orders":', '[]', '{"orders":[{"conid":1}]}']) {
    const request = { method: 'POST', path: '/iserver/account/DU1/orders', query: [], ...(body && { body }) } as const
    expect(createDeclinedReasons({ kind: 'request', request }).orders).toEqual([])
  }
})

test('identifies an order without a client order id by its own account, or by that of the path', () => {
  const fields = { conid: 1, side: 'SELL', quantity: 2 }
  const about = sent('/v1/api/iserver/account/DU%201/orders', {
    orders: [fields, { ...fields, acctId: 'DU2', price: 3 }],
  })
  expect(createDeclinedReasons(about).orders.map(({ order: id }) => id)).toEqual([
    { sent: { account: 'DU 1', ...fields } },
    { sent: { account: 'DU2', ...fields, price: 3 } },
  ])
})
