import { expect, test } from 'vitest'
import { HostError } from '../../../src/host/host-error.ts'
import { createOrderRecords } from '../../../src/host/orders/order-records.ts'
import type { SendResult } from '../../../src/host/trading/trading-request.ts'
import { createResponse, resultOf } from './trading-fixture.ts'

const ACCOUNT = 'iserver/account/DU1'

/** Returns the journal entries after a request of the explorer. */
function journaled(method: string, path: string, result: SendResult | unknown, name = 'Order'): readonly string[] {
  const entries: string[] = []
  const records = createOrderRecords({
    session: { arming: { view: { kind: 'armed' } }, timeline: { note: () => undefined } } as never,
    feed: {
      noteSent: ({ orderId, account }, text) => void entries.push(`${orderId}|${account}|${text}`),
      explainInactive: () => undefined,
      expectChange: () => undefined,
    },
    quotes: { captureArrival: () => undefined, recordArrival: () => undefined },
    symbolOf: () => '',
  })
  const isResult = typeof result === 'object' && result !== null && 'kind' in result
  const request = {
    caller: { kind: 'person', profileId: 'one', signal: AbortSignal.abort() },
    permission: { kind: 'change' },
    input: { method: method as 'POST', path: `/v1/api/${path}` },
    path: `/v1/api/${path}`,
    effect: path.endsWith('/whatif') ? 'read' : 'trading',
    source: 'explorer',
    journalText: `${name} sent from the explorer`,
  } as const
  records.onResult?.(request, isResult ? (result as SendResult) : resultOf(path, { ...createResponse(result), method }))
  return entries
}

test('journals with each request the order that it places, changes, cancels or confirms', () => {
  const accepted = [{ order_id: '12', order_status: 'Submitted' }]
  expect(journaled('POST', `${ACCOUNT}/orders`, accepted)).toEqual(['12|DU1|Order sent from the explorer → Submitted'])
  expect(journaled('POST', `${ACCOUNT}/order/12`, accepted, 'Change')).toEqual([
    '12|DU1|Change sent from the explorer → Submitted',
  ])
  const cancelled = { msg: 'Request was submitted', order_id: 12 }
  expect(journaled('DELETE', `${ACCOUNT}/order/12`, cancelled, 'Cancel')).toEqual([
    '12|DU1|Cancel sent from the explorer: Request was submitted',
  ])
  expect(journaled('POST', 'iserver/reply/abc', accepted, 'Reply')).toEqual([
    '12||Reply sent from the explorer → Submitted',
  ])
})

test('journals refusals and missing responses too, because the request was sent', () => {
  expect(journaled('DELETE', `${ACCOUNT}/order/12`, { error: 'OrderID 12 does not exist' }, 'Cancel')).toEqual([
    '12|DU1|Cancel sent from the explorer, rejected: OrderID 12 does not exist',
  ])
  const lost: SendResult = { kind: 'unknown', error: new HostError('outcome-unknown', 'It may have reached IBKR.') }
  expect(journaled('POST', `${ACCOUNT}/order/12`, lost, 'Change')).toEqual([
    '12|DU1|Change sent from the explorer: It may have reached IBKR.',
  ])
})

test('journals nothing that was not sent', () => {
  const error = new HostError('not-armed', 'Not sent.', { detail: { sent: false } })
  expect(journaled('POST', `${ACCOUNT}/order/12`, { kind: 'not-sent', error } satisfies SendResult)).toEqual([])
})

test('journals an order of an FA group', () => {
  const accepted = [{ order_id: '12', order_status: 'Submitted' }]
  expect(journaled('POST', 'iserver/account/orders/GROUP', accepted)).toEqual([
    '12||Order sent from the explorer → Submitted',
  ])
})

test('journals nothing for a question or a preview', () => {
  const question = [{ id: 'abc', message: ['Are you sure?'], isSuppressed: false, messageIds: ['o1'] }]
  expect(journaled('POST', `${ACCOUNT}/orders`, question)).toEqual([])
  expect(journaled('POST', `${ACCOUNT}/orders/whatif`, {})).toEqual([])
})

test('journals the rejected row of a bracket with its parent, and identifies rows by client order id', () => {
  const rows = [
    { order_id: '-1', order_status: 'Failed', text: 'Invalid order price fields', parent_order_id: 'entry' },
    { order_id: '13', order_status: 'PreSubmitted', parent_order_id: 'entry' },
    { order_id: '12', order_status: 'Inactive', local_order_id: 'entry' },
  ]
  expect(journaled('POST', `${ACCOUNT}/orders`, rows)).toEqual([
    '12|DU1|Order sent from the explorer (attached to entry), rejected: Invalid order price fields',
    '13|DU1|Order sent from the explorer → PreSubmitted',
    '12|DU1|Order sent from the explorer → Inactive',
  ])
  const both = [{ ...rows[0], local_order_id: 'exit' }, rows[2]]
  expect(journaled('POST', `${ACCOUNT}/orders`, both)[0]).toContain('(client order id exit), rejected: Invalid')
})

test('journals other trading requests with their status, and a socket message without its session id', () => {
  expect(journaled('POST', 'iserver/notification', {}, 'POST /v1/api/iserver/notification')).toEqual([
    '||POST /v1/api/iserver/notification sent from the explorer: status 200',
  ])
  const texts: string[] = []
  const nothing = (): undefined => undefined
  const records = createOrderRecords({
    session: {} as never,
    feed: { noteSent: (_about, text) => void texts.push(text), explainInactive: nothing, expectChange: nothing },
    quotes: { captureArrival: nothing, recordArrival: nothing },
    symbolOf: () => '',
  })
  records.onText?.('{"session":"planted"}')
  expect(texts).toEqual(['Socket message sent from the stream console: {"session":"•••"}'])
})
