import { expect, test } from 'vitest'
import { calculateAccountValue } from '../../../src/simulator/account/valuation.ts'
import { requireCombo } from './require-combo.ts'
import { createTradingFixture } from './trading-fixture.ts'

const account = 'DU1234567'

test('undoes the fills of an order in cash, positions and trades, and reports nothing', () => {
  const { state, clock, place, order, status, price } = createTradingFixture()
  const ledger = state.accounts.get(account)
  const before = { net: calculateAccountValue(ledger, state.market).netLiquidation, cash: ledger.cash('USD') }
  const id = place({ kind: 'LMT', price: 101, quantity: 300 })
  clock.advance(10_000)
  expect(status(id)).toBe('Filled')
  const trades = state.orderStore.executions().length
  price(110)
  const events: unknown[] = []
  state.orderStore.changed.on((event) => events.push(event))
  state.orderStore.executed.on((event) => events.push(event))
  expect(state.matching.bust(id)).toBe(true)
  expect(order(id)).toMatchObject({ status: 'Submitted', filled: 0, averagePrice: 0 })
  expect(state.orderStore.executions().length).toBeLessThan(trades)
  expect(ledger.cash('USD')).toBe(before.cash)
  expect(ledger.position(state.orderStore.get(id)?.instrument ?? raise()).quantity).toBe(0)
  expect(calculateAccountValue(ledger, state.market).netLiquidation).toBe(before.net)
  clock.advance(60_000)
  expect(events).toEqual([])
  // The order works again.
  price(100)
  clock.advance(10_000)
  expect(status(id)).toBe('Filled')
})

test('undoes the fills of every leg of a combo', () => {
  const { state, clock, place, status } = createTradingFixture()
  const ledger = state.accounts.get(account)
  const cash = ledger.cash('USD')
  const instrument = requireCombo('4391/2,8314/-1')
  const id = place({ instrument, quantity: 10 })
  clock.advance(10_000)
  expect(status(id)).toBe('Filled')
  state.matching.bust(id)
  expect(ledger.cash('USD')).toBe(cash)
  expect(state.orderStore.executions().filter(({ order }) => order.id === id)).toEqual([])
})

test('leaves an order without fills unchanged', () => {
  const { state, clock, place, order } = createTradingFixture()
  const id = place({ kind: 'LMT', price: 90 })
  clock.advance(1_000)
  const before = order(id)
  expect([state.matching.bust(id), state.matching.bust(1)]).toEqual([false, false])
  expect(order(id)).toBe(before)
})

function raise(): never {
  throw new Error('Missing')
}
