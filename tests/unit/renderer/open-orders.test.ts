import { expect, test } from 'vitest'
import { describeOpenOrders } from '../../../src/renderer/features/orders/ticket/ticket-facts.ts'
import type { FeedHealth } from '../../../src/shared/domain/feed.ts'
import type { Order } from '../../../src/shared/domain/orders.ts'

const order = (orderId: string, values: Partial<Order>): [string, Order] => [
  orderId,
  { orderId, conid: 1, account: 'DU1', status: 'Submitted', side: 'BUY', remaining: 100, ...values } as Order,
]
const describeIn = (orders: readonly [string, Order][], health: FeedHealth) =>
  describeOpenOrders({ orders: new Map(orders), health }, { conid: 1 }, 'DU1')
const STREAMING: FeedHealth = { kind: 'streaming', since: 0 }

test('does not call an order list empty before IBKR has sent it', () => {
  expect(describeIn([], { kind: 'waiting' })).toBe('…')
  expect(describeIn([], STREAMING)).toBe('None')
})

test('counts working orders of the contract and the account, by side', () => {
  const orders = [
    order('1', {}),
    order('2', { side: 'SELL', remaining: 1_500 }),
    order('3', { status: 'Filled' }),
    order('4', { conid: 2 }),
    order('5', { account: 'DU2' }),
  ]
  expect(describeIn(orders, STREAMING)).toBe('2 (buy 100, sell 1,500)')
})

test('names the currency of orders by cash quantity, and adds money only to money', () => {
  const cash = { cashQuantity: 2_500, cashCurrency: 'CAD', filled: 0, remaining: 3_125 }
  const filled = { filled: 499.5, remaining: 2_000.5, filledCurrency: 'CAD' }
  const orders = [
    order('1', {}),
    order('2', cash),
    order('3', { ...cash, ...filled }),
    order('4', { ...cash, side: 'SELL' }),
  ]
  expect(describeIn(orders, STREAMING)).toBe('4 (buy 100, buy 4,500.5 CAD, sell 2,500 CAD)')
})

test('counts the exits of a bracket once, because a fill of one reduces the other', () => {
  const exit = { side: 'SELL', parentId: '1' } as const
  const orders = [
    order('1', { remaining: 10 }),
    order('2', { ...exit, remaining: 10, ocaGroup: '1' }),
    order('3', { ...exit, remaining: 10 }),
    order('4', { side: 'SELL', remaining: 5 }),
  ]
  expect(describeIn(orders, STREAMING)).toBe('4 (buy 10, sell 15)')
})
