import { beforeEach, expect, test } from 'vitest'
import type { OutgoingOrder } from '../../../../src/host/guard-rails/read-orders.ts'
import { SentOrders } from '../../../../src/host/guard-rails/sent-orders.ts'
import type { Order } from '../../../../src/shared/domain/orders.ts'
import { type ManualClock, manualClock } from '../../client/manual-clock.ts'

const order = (fields: Partial<OutgoingOrder> = {}): OutgoingOrder => ({
  ...{ conid: 1, side: 'BUY', orderType: 'LMT', quantity: 5, largestRatio: 1, cash: undefined, price: 5 },
  ...{ auxPrice: undefined, trailing: undefined, account: 'DU1' },
  ...fields,
})

let clock: ManualClock
let sent: SentOrders
beforeEach(() => {
  clock = manualClock()
  sent = new SentOrders(clock)
})
const listed = (fields: Partial<Order> = {}): Order =>
  ({
    orderId: '7',
    conid: 1,
    side: 'BUY',
    quantity: 5,
    status: 'Submitted',
    changedAt: clock.now(),
    ...fields,
  }) as Order

const LATER = (): number => Number.POSITIVE_INFINITY
const missing = (orders: readonly Order[] = [], since = LATER, asked?: string, requestedAt = clock.now()) => {
  const { orders: found, counted } = sent.missing({ orders, requestedAt }, since, { asked })
  return { orders: found.map((each) => each.order), counted }
}

test('counts an order until IBKR lists it, or a list that was requested five seconds later lacks it', () => {
  sent.add('a', [order()])
  const sentAt = clock.now()
  const withList = (requestedAt: number): number => missing([], LATER, undefined, requestedAt).orders.length
  expect(missing().orders).toEqual([order()])
  expect(missing([listed()]).orders).toEqual([])
  clock.advance(4_999)
  expect(missing().orders).toHaveLength(1)
  clock.advance(1)
  expect(missing().orders).toEqual([])
  // An older list cannot contain the order, however late it is.
  clock.advance(120_000)
  expect([withList(sentAt), withList(sentAt + 4_999), withList(sentAt + 5_000)]).toEqual([1, 1, 0])
  expect(sent.missing({ orders: [], requestedAt: undefined }, LATER).orders).toHaveLength(1)
})

test('counts an order that IBKR lists as inactive, at most a minute', () => {
  sent.add('a', [order()])
  clock.advance(59_999)
  expect(missing([listed({ status: 'Inactive' })]).orders).toEqual([order()])
  expect(missing([listed({ status: 'PreSubmitted' })]).orders).toEqual([])
  clock.advance(1)
  expect(missing([listed({ status: 'Inactive' })]).orders).toEqual([])
})

test.each<[string, Partial<OutgoingOrder>, Partial<Order>]>([
  ['another contract', {}, { conid: 2 }],
  ['another side', {}, { side: 'SELL' }],
  ['another quantity', {}, { quantity: 6 }],
  ['an older state', {}, { changedAt: -1 }],
  ['a single contract instead of a combo', { conid: undefined }, {}],
  [
    'another combo',
    { conid: undefined, legs: [{ conid: 11, ratio: 1 }] },
    { conid: 28812380, conidex: '28812380;;;12/1' },
  ],
  ['an order with another client order id', { clientOrderId: 'mine' }, { orderReference: 'other' }],
  ['another order than the changed one', { changedOrderId: '8' }, {}],
])('does not take %s for the order', (_, fields, row) => {
  sent.add('a', [order(fields)])
  expect(missing([listed(row)]).orders).toHaveLength(1)
})

test('finds a combo by its legs in any order, and a changed order by its id', () => {
  const legs = [11, 12].map((conid) => ({ conid, ratio: 1 }))
  sent.add('a', [order({ conid: undefined, legs, clientOrderId: 'mine' })])
  expect(missing([listed({ conid: 28812380, conidex: '28812380;;;12/1,11/1' })]).orders).toEqual([])
  sent.add('b', [order({ changedOrderId: '8', clientOrderId: 'new' })])
  expect(missing([listed({ orderId: '8', orderReference: 'old' })]).orders).toHaveLength(1)
})

test('finds an order by its client order id, and each listed order only once', () => {
  sent.add('a', [order({ clientOrderId: 'mine', quantity: undefined, cash: 500 })])
  expect(missing([listed({ orderReference: 'mine' })]).orders).toEqual([])
  sent.add('b', [order(), order()])
  expect(missing([listed({ orderReference: 'mine' }), listed({ orderId: '8' })]).orders).toEqual([order()])
})

test('counts an order in full that left after the positions were read, and its listed rest no more', () => {
  sent.add('a', [order()])
  const since = (): number => 0
  expect(missing([listed()], since)).toEqual({ orders: [order()], counted: new Set(['7']) })
  clock.advance(60_000)
  expect(missing([], since).orders).toEqual([order()])
})

test('leaves out the orders of an open question, but not an equal request before', () => {
  sent.add('a', [order()])
  clock.advance(1_000)
  sent.add('a', [order(), order({ quantity: 6 })])
  expect(missing([], LATER, 'a').orders).toEqual([order()])
})

test('forgets the orders of a rejected request, but not an equal request before', () => {
  sent.add('a', [order()])
  clock.advance(1_000)
  sent.add('a', [order(), order({ quantity: 6 })])
  sent.dropNewest('a')
  expect(missing().orders).toEqual([order()])
})

test('does not count an order that another one replaces', () => {
  sent.add('a', [order()])
  sent.add('b', [order({ changedOrderId: '8', quantity: 6 })])
  const replaced = new Set(['7', '8'])
  expect(sent.missing({ orders: [listed()], requestedAt: clock.now() }, () => 0, { replaced }).orders).toEqual([])
})

test('counts the orders of a question once after its reply', () => {
  sent.add('a', [order()])
  sent.add('a', [order({ quantity: 6 })])
  clock.advance(1_000)
  sent.add('a', [order({ quantity: 6 })], { isReply: true })
  expect(missing().orders).toEqual([order({ quantity: 6 })])
  sent.add('b', [order()], { isReply: true })
  expect(missing().orders).toHaveLength(2)
})

test('forgets the oldest orders beyond a thousand, and all after ten minutes', () => {
  sent.add(
    'a',
    Array.from({ length: 1_001 }, (_, index) => order({ quantity: index })),
  )
  expect(missing().orders).toHaveLength(1_000)
  expect(missing().orders[0]?.quantity).toBe(1)
  clock.advance(600_000)
  sent.add('b', [order()])
  expect(missing([], () => 0).orders).toEqual([order()])
})
