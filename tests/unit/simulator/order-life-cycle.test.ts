import { expect, test } from 'vitest'
import type { OrderDraft } from '../../../src/simulator/orders/order.ts'
import { createTestState } from './test-simulator-state.ts'
import { draft } from './trading-fixture.ts'

function placed(change: Partial<OrderDraft> = {}) {
  const { clock, state } = createTestState()
  const statuses: string[] = []
  const fills: number[] = []
  const { id } = state.lifeCycle.submit('DU1234567', draft(change))
  state.orderStore.changed.on(({ order }) => {
    if (order.id !== id) return
    if (statuses.at(-1) !== order.status) statuses.push(order.status)
    if ((fills.at(-1) ?? 0) !== order.filled) fills.push(order.filled)
  })
  return { clock, state, id, statuses, fills, order: () => state.orderStore.get(id) }
}

test('fills a market order in several parts over about four seconds', () => {
  const { clock, statuses, fills, order } = placed()
  clock.advance(4_200)
  expect(statuses).toEqual(['Submitted', 'Filled'])
  expect(fills.length).toBeGreaterThan(1)
  expect(fills.at(-1)).toBe(100)
  expect(order()?.averagePrice).toBeGreaterThan(0)
})

test('keeps a limit order away from the market until the price reaches the limit', () => {
  const { clock, state, order } = placed({ kind: 'LMT', price: 100 })
  clock.advance(60_000)
  expect(order()).toMatchObject({ status: 'Submitted', filled: 0 })
  state.market.setPrice(draft().instrument, 99)
  clock.advance(5_000)
  expect(order()?.status).toBe('Filled')
  expect(order()?.averagePrice).toBeLessThanOrEqual(100)
})

test('keeps a stop order PreSubmitted until the price reaches the stop', () => {
  const { clock, state, order, statuses } = placed({ side: 'SELL', kind: 'STP', price: 120 })
  clock.advance(60_000)
  expect(order()?.status).toBe('PreSubmitted')
  state.market.setPrice(draft().instrument, 119.5)
  clock.advance(5_000)
  expect(statuses).toEqual(['Submitted', 'Filled'])
})

test('does not fill a triggered stop-limit order beyond its limit price', () => {
  const { clock, state, order } = placed({ side: 'SELL', kind: 'STOP_LIMIT', auxPrice: 120, price: 119.9 })
  clock.advance(1_000)
  state.market.setPrice(draft().instrument, 100)
  clock.advance(10_000)
  expect(order()).toMatchObject({ status: 'Submitted', elected: true, filled: 0 })
})

test('moves a cancelled order through PendingCancel, and does not fill the rest', () => {
  const { clock, state, id, statuses, order } = placed()
  clock.advance(1_200)
  state.lifeCycle.cancel(id)
  clock.advance(60_000)
  expect(statuses).toEqual(['Submitted', 'PendingCancel', 'Cancelled'])
  expect(order()?.filled).toBeLessThan(100)
})

test('cancels an immediate-or-cancel order that cannot trade', () => {
  const { clock, order } = placed({ kind: 'LMT', price: 100, tif: 'IOC' })
  clock.advance(200)
  expect(order()?.status).toBe('Cancelled')
})

test('fills a working buy order after its limit was raised', () => {
  const { clock, state, id, order } = placed({ kind: 'LMT', price: 100 })
  clock.advance(1_000)
  state.lifeCycle.change(id, draft({ kind: 'LMT', price: 200 }))
  clock.advance(5_000)
  expect(order()?.status).toBe('Filled')
})

test('produces the same executions for the same seed', () => {
  const day = () => {
    const { clock, state } = createTestState({ marketMoves: true, seed: 42 })
    state.lifeCycle.submit('DU1234567', draft())
    clock.advance(30_000)
    return state.orderStore.executions().map(({ id, quantity, price }) => ({ id, quantity, price }))
  }
  expect(day()).toEqual(day())
})
