import { expect, test } from 'vitest'
import type { SentRequest } from '../../../src/host/history/sent-request.ts'
import { describeOrderRequests } from '../../../src/host/orders/explorer-order-requests.ts'

const ACCOUNT = '/v1/api/iserver/account/DU1'

function sent(method: string, path: string, body: unknown, status = 200): SentRequest {
  const timing = { queue: 0, firstByte: 0, body: 0, total: 0 }
  const head = { status, statusText: '', headers: {}, timing, size: 0 }
  const result = { outcome: 'answered' as const, head, body: Buffer.from(JSON.stringify(body)) }
  return { source: 'explorer', method, path, parameters: [], effect: 'trading', result }
}
const texts = (request: SentRequest): readonly string[] =>
  describeOrderRequests(request).map(({ orderId, account, text }) => `${orderId}|${account}|${text}`)

test('records with each request of the explorer the order that it places, changes, cancels or confirms', () => {
  const accepted = [{ order_id: '12', order_status: 'Submitted' }]
  expect(texts(sent('POST', `${ACCOUNT}/orders`, accepted))).toEqual([
    '12|DU1|Order sent from the explorer → Submitted',
  ])
  expect(texts(sent('POST', `${ACCOUNT}/order/12`, accepted))).toEqual([
    '12|DU1|Change sent from the explorer → Submitted',
  ])
  expect(texts(sent('DELETE', `${ACCOUNT}/order/12`, { msg: 'Request was submitted', order_id: 12 }))).toEqual([
    '12|DU1|Cancel sent from the explorer: Request was submitted',
  ])
  expect(texts(sent('POST', '/v1/api/iserver/reply/abc', accepted))).toEqual([
    '12||Answer sent from the explorer → Submitted',
  ])
})

test('records refusals and missing responses too, because the request was sent', () => {
  expect(texts(sent('DELETE', `${ACCOUNT}/order/12`, { error: 'OrderID 12 does not exist' }))).toEqual([
    '12|DU1|Cancel sent from the explorer, rejected: OrderID 12 does not exist',
  ])
  const lost: SentRequest = {
    ...sent('POST', `${ACCOUNT}/order/12`, null),
    result: { outcome: 'unknown', code: 'outcome-unknown', message: 'It may have reached IBKR.' },
  }
  expect(texts(lost)).toEqual(['12|DU1|Change sent from the explorer: It may have reached IBKR.'])
})

test('records an order of an FA group', () => {
  const accepted = [{ order_id: '12', order_status: 'Submitted' }]
  expect(texts(sent('POST', '/v1/api/iserver/account/orders/GROUP', accepted))).toEqual([
    '12||Order sent from the explorer → Submitted',
  ])
})

test('records nothing for a question, a preview or a read', () => {
  const question = [{ id: 'abc', message: ['Are you sure?'], isSuppressed: false, messageIds: ['o1'] }]
  expect(texts(sent('POST', `${ACCOUNT}/orders`, question))).toEqual([])
  expect(texts(sent('POST', `${ACCOUNT}/orders/whatif`, {}))).toEqual([])
  expect(texts(sent('GET', '/v1/api/iserver/account/orders', { orders: [] }))).toEqual([])
})

test('records the rejected row of a bracket with its parent, and identifies rows by client order id', () => {
  const rows = [
    { order_id: '-1', order_status: 'Failed', text: 'Invalid order price fields', parent_order_id: 'entry' },
    { order_id: '13', order_status: 'PreSubmitted', parent_order_id: 'entry' },
    { order_id: '12', order_status: 'Inactive', local_order_id: 'entry' },
  ]
  expect(texts(sent('POST', `${ACCOUNT}/orders`, rows))).toEqual([
    '12|DU1|Order sent from the explorer (attached to entry), rejected: Invalid order price fields',
    '13|DU1|Order sent from the explorer → PreSubmitted',
    '12|DU1|Order sent from the explorer → Inactive',
  ])
  const both = [{ ...rows[0], local_order_id: 'exit' }, rows[2]]
  expect(texts(sent('POST', `${ACCOUNT}/orders`, both))[0]).toContain('(client order id exit), rejected: Invalid')
})
