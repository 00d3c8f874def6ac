import { expect, test } from 'vitest'
import { createTradingFixture } from './trading-fixture.ts'

function bracket() {
  const market = createTradingFixture()
  const { place } = market
  const parent = place({ kind: 'LMT', price: 95 })
  const kinship = { parentId: parent, ocaGroup: 'bracket' }
  const exit = { side: 'SELL', tif: 'GTC' } as const
  const profit = place({ ...exit, kind: 'LMT', price: 110 }, kinship)
  const stop = place({ ...exit, kind: 'STP', price: 90 }, kinship)
  market.clock.advance(1_000)
  return { ...market, parent, profit, stop }
}

test('keeps the children of a bracket waiting until their parent is filled', () => {
  const { clock, status, price, parent, profit, stop } = bracket()
  price(111)
  price(89.9)
  clock.advance(200)
  expect([status(profit), status(stop)]).toEqual(['PreSubmitted', 'PreSubmitted'])
  clock.advance(10_000)
  expect(status(parent)).toBe('Filled')
})

test('cancels the stop order with a reason when the take-profit order is filled', () => {
  const { clock, order, status, price, profit, stop } = bracket()
  price(94)
  clock.advance(5_000)
  price(112)
  clock.advance(5_000)
  expect(status(profit)).toBe('Filled')
  expect(order(stop)).toMatchObject({ status: 'Cancelled', cancelReason: expect.any(String) })
})

test('reduces the stop order by a partial fill of the take-profit order', () => {
  const { clock, order, fills, price, profit, stop } = bracket()
  price(94)
  clock.advance(5_000)
  price(112)
  clock.advance(1_100)
  const [first = 0] = fills(profit)
  expect(first).toBeGreaterThan(0)
  expect(first).toBeLessThan(100)
  expect(order(stop)).toMatchObject({ status: 'PreSubmitted', quantity: 100 - first })
})

test('cancels the children when their parent is cancelled', () => {
  const { clock, state, status, parent, profit, stop } = bracket()
  state.lifeCycle.cancel(parent)
  clock.advance(1_000)
  expect([status(parent), status(profit), status(stop)]).toEqual(['Cancelled', 'Cancelled', 'Cancelled'])
})

test('cancels the other child when the user cancels one, and not the parent', () => {
  const { clock, order, state, status, parent, profit, stop } = bracket()
  state.lifeCycle.cancel(profit)
  clock.advance(1_000)
  expect([status(parent), status(profit), status(stop)]).toEqual(['Submitted', 'Cancelled', 'Cancelled'])
  expect(order(stop)?.cancelReason).toContain('bracket')
})

test('activates a child immediately if it is placed after its parent was filled', () => {
  const { clock, place, status } = createTradingFixture()
  const parent = place()
  clock.advance(5_000)
  const child = place({ side: 'SELL', kind: 'LMT', price: 120 }, { parentId: parent })
  clock.advance(200)
  expect(status(child)).toBe('Submitted')
})

test('trades a child after its parent, also in the list of trades', () => {
  const { clock, state, place } = createTradingFixture()
  const parent = place({ quantity: 1, tif: 'IOC' })
  const child = place({ quantity: 1, side: 'SELL', tif: 'IOC' }, { parentId: parent })
  clock.advance(1_000)
  const trades = state.orderStore.executions().filter(({ order }) => order.id === parent || order.id === child)
  expect(trades.map(({ order, position }) => [order.id, position])).toEqual([
    [parent, 1],
    [child, 0],
  ])
})

test('cancels the other orders of an OCA group after the first complete fill, whatever their size', () => {
  const { clock, place, status, price } = createTradingFixture()
  const kinship = { ocaGroup: 'one' }
  const low = place({ kind: 'LMT', price: 95, quantity: 10 }, kinship)
  const lower = place({ kind: 'LMT', price: 90, quantity: 500 }, kinship)
  const stranger = place({ kind: 'LMT', price: 90, quantity: 500 })
  clock.advance(200)
  price(94.9)
  clock.advance(5_000)
  expect([status(low), status(lower), status(stranger)]).toEqual(['Filled', 'Cancelled', 'Submitted'])
})

test('trades the size of one order, not of two, if the orders of a group become marketable at the same time', () => {
  const { clock, place, fills, price } = createTradingFixture()
  const kinship = { ocaGroup: 'one' }
  const ids = [95, 94.9].map((limit) => place({ kind: 'LMT', price: limit, quantity: 100 }, kinship))
  clock.advance(200)
  price(90)
  clock.advance(20_000)
  expect(ids.flatMap(fills).reduce((sum, quantity) => sum + quantity, 0)).toBe(100)
})

test('reports a fill before the changes that it causes in linked orders', () => {
  const { clock, state, place } = createTradingFixture()
  const changes: string[] = []
  const kinship = { ocaGroup: 'one' }
  const first = place({ quantity: 5, tif: 'IOC' }, kinship)
  const second = place({ kind: 'LMT', price: 50 }, kinship)
  state.orderStore.changed.on(({ order }) => {
    if (order.id === first) changes.push(`first ${order.status}`)
    if (order.id === second) changes.push(`second ${order.status}`)
  })
  clock.advance(200)
  const filled = changes.indexOf('first Filled')
  expect(filled).toBeGreaterThanOrEqual(0)
  expect(changes.indexOf('second Cancelled')).toBeGreaterThan(filled)
})
