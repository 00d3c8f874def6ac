import { expect, test } from 'vitest'
import { stocks } from '../../../src/simulator/market/instruments.ts'
import type { Order, OrderStatus } from '../../../src/simulator/orders/order.ts'
import { createOrderStore } from '../../../src/simulator/orders/order-store.ts'
import { createTradingFixture, draft } from './trading-fixture.ts'

function order(id: number, status: OrderStatus): Order {
  return {
    ...draft({ clientOrderId: `mine-${id}` }),
    id,
    accountId: 'DU1234567',
    status,
    filled: 0,
    averagePrice: 0,
    released: false,
    elected: false,
    calculatedStop: false,
    createdAt: 0,
    lastExecutionAt: 0,
    changedAt: 0,
  }
}

test('drops the oldest finished orders beyond the limit, but no working orders', () => {
  const book = createOrderStore(3, () => 0)
  for (let id = 1; id <= 8; id += 1) book.add(order(id, 'Submitted'))
  expect(book.workingCount()).toBe(8)
  for (const id of [2, 1, 5, 4, 7]) book.update(id, { status: 'Cancelled' })
  expect(book.all().map(({ id }) => id)).toEqual([8, 7, 6, 5, 4, 3])
  expect([...book.working()].map(({ id }) => id)).toEqual([3, 6, 8])
  expect(book.byClientId('mine-1')).toBeUndefined()
  expect(book.byClientId('mine-5')?.id).toBe(5)
})

test('keeps executions up to the limit, and drops the oldest', () => {
  const book = createOrderStore(5, () => 0)
  for (let id = 1; id <= 23; id += 1) {
    const filled = order(id, 'Filled')
    book.addExecution({ id: `e${id}`, order: filled, quantity: 1, price: 1, commission: 1, position: 1, at: id })
  }
  expect(book.executions().map(({ id }) => id)).toEqual(['e19', 'e20', 'e21', 'e22', 'e23'])
  expect(book.executionsSince(22).map(({ id }) => id)).toEqual(['e22', 'e23'])
  expect(book.executionsSince(0)).toHaveLength(5)
})

test('makes the requested number of changes, each as a delta of a working order', () => {
  const { clock, state } = createTradingFixture()
  state.storm.shake(1)
  clock.advance(200)
  let deltas = 0
  let fills = 0
  state.orderStore.changed.on((event) => {
    if (event.kind !== 'delta' || event.order.status === 'PendingSubmit' || event.order.status === 'PreSubmitted')
      return
    deltas += 1
    if (event.order.filled > event.before.filled) fills += 1
  })
  expect(state.storm.shake(10_000)).toBe(10_000)
  expect(deltas).toBe(10_000)
  expect(fills).toBeGreaterThan(1_000)
})

test('changes only the requested number of orders, and moves no price by more than 1%', () => {
  const { clock, state } = createTradingFixture()
  state.storm.shake(1, 1000)
  clock.advance(200)
  const before = stocks.map((instrument) => state.market.quote(instrument).last)
  const orders = new Set<number>()
  state.orderStore.changed.on(({ order }) => void orders.add(order.id))
  for (let second = 0; second < 10; second += 1) {
    expect(state.storm.shake(2000, 1000)).toBe(2000)
    state.market.stir(130)
    clock.advance(1000)
  }
  expect(orders.size).toBe(1000)
  for (const [at, instrument] of stocks.entries())
    expect(Math.abs(state.market.quote(instrument).last / (before[at] ?? 0) - 1)).toBeLessThan(0.01)
})
