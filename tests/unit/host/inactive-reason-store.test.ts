import { beforeEach, expect, test } from 'vitest'
import { InactiveReasonStore } from '../../../src/host/orders/inactive-reason-store.ts'
import type { OrderIdentity } from '../../../src/host/orders/inactive-reasons.ts'
import type { QuestionSubject } from '../../../src/host/session/pending-question.ts'
import type { ConsoleOrder } from '../../../src/shared/domain/console-orders.ts'
import type { Order } from '../../../src/shared/domain/orders.ts'

const AT = 1_000_000
const subject = (): QuestionSubject => ({ kind: 'request', request: { method: 'POST', path: '/x', query: [] } })
const sent = { account: 'DU1', conid: 7, side: 'BUY', quantity: 5 } as const
const inactive = (own: Partial<Order>): Order =>
  ({ orderId: '1', ...sent, status: 'Inactive', changedAt: AT, ...own }) as Order

let store: InactiveReasonStore
beforeEach(() => {
  store = new InactiveReasonStore()
})

const add = (order: OrderIdentity, reason = 'because', about = subject()): QuestionSubject => {
  store.add({ about, orders: [{ order, reason }] }, AT)
  return about
}

test('finds the reason by the id and by the client order id, the newest request first', () => {
  add({ orderId: '1' }, 'old')
  add({ orderId: '1' }, 'new')
  add({ reference: 'mine' }, 'by reference')
  expect(store.reasonOf(inactive({}))).toBe('new')
  expect(store.reasonOf(inactive({ orderId: '2', orderReference: 'mine' }))).toBe('by reference')
  expect(store.reasonOf(inactive({ orderId: '2', orderReference: 'other' }))).toBeUndefined()
  expect(store.reasonOf({ ...inactive({}), status: 'Submitted' })).toBeUndefined()
})

test('replaces the reasons of a request, and drops them with an empty list', () => {
  const about = add({ orderId: '1' }, 'old')
  add({ orderId: '1' }, 'new', about)
  expect(store.reasonOf(inactive({}))).toBe('new')
  store.add({ about, orders: [] }, AT)
  expect(store.reasonOf(inactive({}))).toBeUndefined()
})

test('explains an order without a client order id by its fields, for 15 seconds before and after the response', () => {
  add({ sent })
  for (const changedAt of [AT - 15_001, AT + 15_001])
    expect(store.reasonOf(inactive({ orderId: `${changedAt}`, changedAt }))).toBeUndefined()
  const differing: readonly Partial<Order>[] = [{ account: 'DU2' }, { conid: 8 }, { side: 'SELL' }, { quantity: 6 }]
  for (const own of differing) expect(store.reasonOf(inactive(own))).toBeUndefined()
  // The order list names its client order id, so it is another order.
  expect(store.reasonOf(inactive({ orderReference: 'own' }))).toBeUndefined()
  expect(store.reasonOf(inactive({ changedAt: AT + 15_000 }))).toBe('Probably: because')
})

test('explains one row by each sent order, and the same row again later', () => {
  store.add(
    {
      about: subject(),
      orders: [
        { order: { sent }, reason: 'first' },
        { order: { sent }, reason: 'second' },
      ],
    },
    AT,
  )
  const reasons = ['1', '2', '3', '1'].map((orderId) => store.reasonOf(inactive({ orderId })))
  expect(reasons).toEqual(['Probably: first', 'Probably: second', undefined, 'Probably: first'])
  // A matched row keeps its reason, however late it changes.
  expect(store.reasonOf(inactive({ orderId: '2', changedAt: AT + 60_000 }))).toBe('Probably: second')
})

test('compares a price with the limit and the stop price of the row', () => {
  add({ sent: { ...sent, price: 9.5 } })
  expect(store.reasonOf(inactive({ limitPrice: '9.6' }))).toBeUndefined()
  expect(store.reasonOf(inactive({ orderId: '2', limitPrice: '10', stopPrice: '9.50' }))).toBe('Probably: because')
})

test('keeps the reason of an earlier session until the order is no longer inactive', () => {
  store.restore({ orderId: '1', inactiveReason: 'earlier' } as ConsoleOrder)
  store.restore({ orderId: '2' } as ConsoleOrder)
  expect(store.reasonOf(inactive({}))).toBe('earlier')
  expect(store.reasonOf(inactive({ orderReference: 'mine' }))).toBe('earlier')
  expect(store.reasonOf(inactive({ orderId: '2' }))).toBeUndefined()
  store.reasonOf(inactive({ status: 'Submitted' }))
  expect(store.reasonOf(inactive({}))).toBeUndefined()
})

test('keeps the reasons of the newest 1,000 requests', () => {
  for (let id = 1; id <= 1_001; id += 1) add({ orderId: String(id) })
  expect(store.reasonOf(inactive({ orderId: '1' }))).toBeUndefined()
  expect(store.reasonOf(inactive({ orderId: '2' }))).toBe('because')
})
