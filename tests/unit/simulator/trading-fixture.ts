import type { OrderDraft, OrderLinks } from '../../../src/simulator/orders/order.ts'
import { requireInstrument } from './require-instrument.ts'
import { createTestState } from './test-simulator-state.ts'

/** Test instrument that has no position and no open orders at startup. */
export const amd = requireInstrument('AMD')

/** Returns a market order for 100 AMD with the changes of a test. */
export function draft(change: Partial<OrderDraft> = {}): OrderDraft {
  return {
    instrument: amd,
    side: 'BUY',
    kind: 'MKT',
    quantity: 100,
    price: undefined,
    auxPrice: undefined,
    tif: 'DAY',
    outsideRth: false,
    clientOrderId: undefined,
    ...change,
  }
}

/** Creates a simulator state in which AMD costs 100.00, with functions to place and observe orders. */
export function createTradingFixture(options: Parameters<typeof createTestState>[0] = {}) {
  const { clock, state } = createTestState(options)
  state.market.setPrice(amd, 100)
  const place = (change: Partial<OrderDraft> = {}, links: OrderLinks = {}) =>
    state.lifeCycle.submit('DU1234567', draft(change), links).id
  return {
    clock,
    state,
    place,
    order: (id: number) => state.orderStore.get(id),
    status: (id: number) => state.orderStore.get(id)?.status,
    /** Returns the sizes of the fills of an order. */
    fills: (id: number) =>
      state.orderStore
        .executions()
        .filter(({ order }) => order.id === id)
        .map(({ quantity }) => quantity),
    price: (price: number) => state.market.setPrice(amd, price),
  }
}
