import { expect, test } from 'vitest'
import {
  describeDistance,
  distanceOf,
  distanceText,
} from '../../../src/renderer/features/orders/blotter/order-distance.ts'
import { quotedConid } from '../../../src/renderer/features/orders/blotter/quote-cells.tsx'
import type { Order } from '../../../src/shared/domain/orders.ts'
import { anOrder } from './an-order.ts'

const PENNIES = [{ lowerEdge: 0, increment: 0.01 }]
const distance = (order: Partial<Order>, last: string | undefined, rules = PENNIES) =>
  distanceOf(anOrder(order), { conid: 1, at: 1, ...(last !== undefined && { last }) }, rules)

test.each([
  // A limit order fills when the market reaches its price, and a stop order triggers.
  [{ side: 'BUY', limitPrice: '99.00' }, '100', '1.00'],
  [{ side: 'SELL', limitPrice: '101.00' }, '100', '1.00'],
  [{ side: 'BUY', stopPrice: '101.00' }, '100', '1.00'],
  [{ side: 'SELL', stopPrice: '99.00' }, '100', '1.00'],
  [{ side: 'BUY', limitPrice: '101.00' }, '100', '-1.00'],
  // A stop limit order has the distance to its stop until it is triggered.
  [{ side: 'SELL', stopPrice: '95', limitPrice: '94.00', status: 'PreSubmitted' }, '100', '5.00'],
  [{ side: 'SELL', stopPrice: '95', limitPrice: '94.00', status: 'Submitted' }, '90', '4.00'],
  [{ side: 'BUY', stopPrice: '95', orderType: 'Market if touched' }, '100', '5.00'],
  // The letter C marks the previous close.
  [{ side: 'BUY', limitPrice: '1,000' }, 'C1,012.5', '12.50'],
  [{ side: 'BUY', limitPrice: '99' }, undefined, ''],
  [{ side: 'BUY' }, '100', ''],
  [{ side: 'BUY', limitPrice: '99', status: 'Filled' }, '100', ''],
] as const)('returns the distance from the last price for %j at a last price of %s: %s', (order, last, expected) => {
  expect(distanceText(distance(order, last), 'amount')).toBe(expected)
})

test('shows a distance in money, percent and ticks', () => {
  const found = distance({ side: 'BUY', limitPrice: '1.0801' }, '1.09', [{ lowerEdge: 0, increment: 0.00005 }])
  expect(['amount', 'percent', 'ticks'].map((unit) => distanceText(found, unit as 'amount'))).toEqual([
    '0.00990',
    '0.91%',
    '198',
  ])
  expect(describeDistance(found)).toBe('0.00990, 0.91%, 198 ticks from last to limit 1.0801')
  expect(distanceText(distance({ side: 'BUY', limitPrice: '99' }, '100', []), 'ticks')).toBe('')
})

test('shows no quote for a combo, whose conid is that of all combos of its currency', () => {
  expect(quotedConid(anOrder({ conid: 265598 }))).toBe(265598)
  expect(quotedConid(anOrder({ conid: 28812380, legs: [{ conid: 1, ratio: 1, name: 'AAPL' }] }))).toBe(0)
})
