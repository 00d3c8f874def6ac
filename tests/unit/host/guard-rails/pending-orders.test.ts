import { expect, test } from 'vitest'
import { mayBeOptionOn } from '../../../../src/host/guard-rails/order-facts.ts'
import { readPendingOrders } from '../../../../src/host/guard-rails/pending-orders.ts'
import type { Order } from '../../../../src/shared/domain/orders.ts'

const listed = (fields: Partial<Order> = {}): Order =>
  ({
    ...{ orderId: '7', account: 'DU1', conid: 1, side: 'BUY', quantity: 5, filled: 0, remaining: 5 },
    ...{ status: 'Submitted', securityType: 'STK' },
    ...fields,
  }) as Order
const first = (fields: Partial<Order>) => readPendingOrders([listed(fields)])[0]

test('reads what is left of each working order, with its direction', () => {
  expect(first({})).toEqual({
    ...{ account: 'DU1', group: undefined, legs: [{ conid: 1, quantity: 5 }] },
    ...{ waitsForParent: false, isNoOption: true },
  })
  expect(first({ side: 'SELL', remaining: 2 })?.legs).toEqual([{ conid: 1, quantity: -2 }])
  expect(readPendingOrders([listed({ status: 'Filled' }), listed({ status: 'Inactive' })])).toEqual([])
})

test('reads the legs of a combo', () => {
  const combo = {
    conid: 28812380,
    conidex: '28812380;;;11/1,12/-2',
    securityType: 'BAG',
    side: 'SELL',
    remaining: 3,
  } as const
  expect(first(combo)).toMatchObject({
    isNoOption: false,
    legs: [
      { conid: 11, quantity: -3 },
      { conid: 12, quantity: 6 },
    ],
  })
})

test.each<[string, Omit<Partial<Order>, 'side'> & { side?: undefined }]>([
  ['a side', { side: undefined }],
  ['a quantity', { quantity: undefined, remaining: undefined } as never],
  ['a remaining quantity in contracts, because it is an amount of cash', { filledCurrency: 'USD' }],
])('knows the contract of an order without %s, but not how many it adds', (_, fields) => {
  expect(first(fields as never)?.legs).toEqual([{ conid: 1, quantity: undefined }])
})

test('does not know the contract of an order without a conid', () => {
  expect(first({ conid: 0 })?.legs).toBeUndefined()
  // All combos of a currency have this conid.
  expect(first({ conid: 28812380, securityType: 'BAG' })?.legs).toBeUndefined()
  expect(first({ account: '' })?.account).toBeUndefined()
})

test('groups orders of an OCA group, and marks exits that wait for an unfilled parent', () => {
  const parent = listed({ orderId: '1' })
  const exits = [
    listed({ orderId: '2', parentId: '1', ocaGroup: 'g', side: 'SELL' }),
    listed({ orderId: '3', parentId: '1', ocaGroup: 'g', side: 'SELL' }),
  ]
  const groupOf = (orders: readonly Order[]) =>
    readPendingOrders(orders).map(({ group, waitsForParent }) => [group, waitsForParent])
  expect(groupOf([parent, ...exits])).toEqual([
    [undefined, false],
    ['listed g', true],
    ['listed g', true],
  ])
  // Once a part of the parent is filled, its exits can fill too.
  expect(groupOf([{ ...parent, filled: 1 }, ...exits])[1]).toEqual(['listed g', false])
  expect(groupOf(exits)[0]).toEqual(['listed g', false])
  // A child of the same side, or of another contract, adds to what its parent opens.
  expect(groupOf([parent, listed({ orderId: '2', parentId: '1' })])[1]).toEqual([undefined, false])
  expect(groupOf([parent, listed({ orderId: '2', parentId: '1', side: 'SELL', conid: 2 })])[1]?.[1]).toBe(false)
})

test('counts what a child trades beyond its unfilled parent, also in the legs of a combo', () => {
  const childOf = (parent: Partial<Order>, child: Partial<Order>) =>
    readPendingOrders([
      listed({ orderId: '1', ...parent }),
      listed({ orderId: '2', parentId: '1', side: 'SELL', ...child }),
    ])[1]
  expect(childOf({}, { remaining: 8 })).toMatchObject({ waitsForParent: false, legs: [{ conid: 1, quantity: -3 }] })
  const combo = (legs: string) => ({ conid: 28812380, conidex: `28812380;;;${legs}`, securityType: 'BAG' })
  expect(childOf(combo('11/1,12/-1'), combo('11/1,12/-1'))?.waitsForParent).toBe(true)
  expect(childOf(combo('11/1,12/-1'), combo('11/1,12/-2'))).toMatchObject({
    waitsForParent: false,
    legs: [
      { conid: 11, quantity: 0 },
      { conid: 12, quantity: 5 },
    ],
  })
  expect(childOf(combo('11/1,12/-1'), combo('11/1,13/-1'))?.legs).toEqual([
    { conid: 11, quantity: -5 },
    { conid: 13, quantity: 5 },
  ])
})

test.each([
  ['AAPL   JAN2027 250 C [AAPL  270115C00250000 100]', 'OPT', 'AAPL', true],
  ['BRK B  JAN2027 250 C [BRKB  270115C00250000 100]', 'OPT', 'BRK B', true],
  ['AAPL   JAN2027 250 C', undefined, 'AAPL', true],
  ['AAPLX  JAN2027 250 C', 'OPT', 'AAPL', false],
  ['AAPL', 'STK', 'AAPL', false],
])('reports whether %j (%s) may be an option on %s: %s', (symbol, assetClass, on, expected) => {
  const position = { account: 'DU1', conid: 1, quantity: 1, symbol, ...(assetClass && { assetClass }) }
  expect(mayBeOptionOn(position, new Set([on]))).toBe(expected)
})
