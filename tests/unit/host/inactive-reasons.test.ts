import { expect, test } from 'vitest'
import { readOrderAnswer } from '../../../src/client/index.ts'
import type { AskedAbout } from '../../../src/host/orders/asked-question.ts'
import { reasonsOfDecline, reasonsOfResponse } from '../../../src/host/orders/inactive-reasons.ts'

const order = {
  accountId: 'DU1',
  conid: 1,
  side: 'BUY',
  orderType: 'MKT',
  quantity: 1,
  timeInForce: 'DAY',
} as const
const ticket: AskedAbout = { kind: 'ticket', order, reference: 'console-a' }
const sent = (path: string, body: unknown): AskedAbout => ({
  kind: 'request',
  request: { method: 'POST', path, query: [], body: JSON.stringify(body) },
})
const bracket = sent('/iserver/account/DU1/orders', { orders: [{ cOID: 'entry' }, { parentId: 'entry' }] })

const reasons = (about: AskedAbout, body: unknown): object => {
  const response = readOrderAnswer(body)
  if (!response) throw new Error('the response has a known shape')
  return Object.fromEntries(reasonsOfResponse(about, response))
}

test('names a declined question, of the ticket and of the explorer', () => {
  const declined = 'You declined IBKR’s question about it.'
  expect([...reasonsOfDecline(ticket)]).toEqual([['console-a', declined]])
  expect([...reasonsOfDecline(bracket)]).toEqual([['entry', declined]])
})

test('names an open question and a rejection, and forgets them once the order is accepted', () => {
  const question = [{ id: 'q', message: ['Sure?'], messageIds: ['o163'] }]
  expect(reasons(ticket, question)).toEqual({ 'console-a': 'IBKR’s question about it has not been answered.' })
  expect(reasons(ticket, { error: 'No permission' })).toEqual({ 'console-a': 'IBKR rejected it: No permission.' })
  expect(reasons(ticket, [{ order_id: '1', order_status: 'Submitted' }])).toEqual({ 'console-a': undefined })
})

test('names the failed child that leaves the parent of a bracket inactive', () => {
  const rows = [
    { order_id: '-1', order_status: 'Failed', text: 'Invalid order price fields', parent_order_id: 'entry' },
    { order_id: '5', order_status: 'Inactive', local_order_id: 'entry' },
  ]
  expect(reasons(bracket, rows)).toEqual({
    entry: 'An order attached to it was rejected: Invalid order price fields.',
  })
})

test('names no failed child for an independent order of the same list', () => {
  const list = sent('/iserver/account/DU1/orders', { orders: [{ cOID: 'entry' }, { cOID: 'other' }] })
  const rows = [
    { order_id: '-1', order_status: 'Failed', text: 'Invalid order price fields', parent_order_id: 'entry' },
    { order_id: '5', order_status: 'Inactive', local_order_id: 'entry' },
    { order_id: '6', order_status: 'Submitted', local_order_id: 'other' },
  ]
  expect(reasons(list, rows)).toMatchObject({ other: undefined })
})

test('gives no reason for an order whose change was declined', () => {
  const change = sent('/iserver/account/DU1/order/5', { cOID: 'entry' })
  expect(reasonsOfDecline(change).size).toBe(0)
  expect(reasonsOfDecline({ kind: 'ticket', order, orderId: '5' }).size).toBe(0)
})
