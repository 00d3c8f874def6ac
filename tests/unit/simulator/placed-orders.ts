import type { OrderDraft, OrderLinks } from '../../../src/simulator/orders/order.ts'
import { instrumentNamed } from './instrument-named.ts'
import { createSimulatedWorld } from './simulated-world.ts'

/** The instrument of these tests: nothing is held of it and no opening order names it. */
export const amd = instrumentNamed('AMD')

/** A market order for 100 AMD, but for what a test changes. */
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

/** A world whose AMD stands at 100.00, and ways to place orders in it and to see what becomes of them. */
export function trading(options: Parameters<typeof createSimulatedWorld>[0] = {}) {
  const { clock, world } = createSimulatedWorld(options)
  world.market.setPrice(amd, 100)
  const place = (change: Partial<OrderDraft> = {}, links: OrderLinks = {}) =>
    world.lifeCycle.submit('DU1234567', draft(change), links).id
  return {
    clock,
    world,
    place,
    order: (id: number) => world.orderStore.get(id),
    status: (id: number) => world.orderStore.get(id)?.status,
    /** Sizes of the fills of an order. */
    fills: (id: number) =>
      world.orderStore
        .executions()
        .filter(({ order }) => order.id === id)
        .map(({ quantity }) => quantity),
    price: (price: number) => world.market.setPrice(amd, price),
  }
}
