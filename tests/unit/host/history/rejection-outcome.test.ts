import { describe, expect, it } from 'vitest'
import { detectRejection } from '../../../../src/host/upstream/rejection-outcome.ts'
import { createResponse, resultOf } from '../trading-fixture.ts'

const ORDERS = 'iserver/account/DU1/orders'
const REPLY = 'iserver/reply/a'
/** Returns the outcome of a request to the gate. */
function judge(path: string, body: unknown, { status = 200, sent = '{}' } = {}): string | undefined {
  const response = { ...createResponse(body, status), ...(typeof body === 'string' && { body: Buffer.from(body) }) }
  return resultOf(path, response, sent).response.head.verdict
}

describe('detecting a rejection in a response with status 200', () => {
  it.each([
    ['an error in the body of an order', ORDERS, { error: 'No trading permissions' }],
    ['a failed order of an FA group', 'iserver/account/orders/GROUP', [{ order_id: '-1', order_status: 'Failed' }]],
    ['an order that failed', ORDERS, [{ order_id: '-1', order_status: 'Failed', text: 'no' }]],
    [
      'a bracket of which one order failed',
      ORDERS,
      [
        { order_id: '-1', order_status: 'Failed', text: 'no' },
        { order_id: '5', order_status: 'Inactive', local_order_id: 'entry' },
      ],
    ],
    ['a preview with an error beside its figures', `${ORDERS}/whatif`, { amount: { total: '1' }, error: 'margin' }],
    ['a confirmed question that comes back rejected', REPLY, { error: 'Order rejected' }],
    ['a cancel of an unknown order', 'iserver/account/DU1/order/7', { error: "OrderID 7 doesn't exist" }],
  ])('recognises a rejection with %s', (_what, path, body) => expect(judge(path, body)).toBe('rejected'))

  it.each([
    ['an accepted order', ORDERS, [{ order_id: '5', order_status: 'Submitted' }]],
    ['a preview without an error', `${ORDERS}/whatif`, { amount: { total: '1' }, error: null }],
    ['an accepted cancel', 'iserver/account/DU1/order/7', { msg: 'Request was submitted', order_id: 7 }],
    ['text', ORDERS, 'Success'],
  ])('does not recognise a rejection in %s', (_what, path, body) => expect(judge(path, body)).toBeUndefined())
})

it('reports a question that waits for a reply', () => {
  expect(judge(ORDERS, [{ id: 'q', message: ['Sure?'], messageIds: ['o163'] }])).toBe('question')
})

it('distinguishes a declined question from a rejected order', () => {
  const body = { error: 'Order not confirmed ' }
  expect(judge(REPLY, body, { sent: '{"confirmed":false}' })).toBe('declined')
  expect(judge(REPLY, body, { sent: '{"confirmed":true}' })).toBe('rejected')
})

it('does not report a rejection if the status is outside 2xx', () => {
  expect(judge(ORDERS, { error: 'no' }, { status: 400 })).toBeUndefined()
})

it('recognises a rejection of a read, but not a failed order in a list', () => {
  const ofRead = (path: string, body: unknown) =>
    detectRejection({ path, sent: undefined, status: 200, body: Buffer.from(JSON.stringify(body)) })
  expect(ofRead('/v1/api/iserver/contract/rules', { error: 'rules' })).toBe('rejected')
  expect(ofRead('/v1/api/iserver/account/orders', { orders: [{ status: 'Failed' }] })).toBeUndefined()
})
