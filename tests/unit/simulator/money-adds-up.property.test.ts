import fc from 'fast-check'
import { expect, test } from 'vitest'
import { instruments } from '../../../src/simulator/market/instruments.ts'
import type { OrderKind } from '../../../src/simulator/orders/order.ts'
import { isDone } from '../../../src/simulator/orders/order.ts'
import { createSimulatedWorld } from './simulated-world.ts'

const account = 'DU1234567'

const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('place' as const),
      which: fc.nat(instruments.length - 1),
      side: fc.constantFrom('BUY' as const, 'SELL' as const),
      kind: fc.constantFrom<OrderKind>('LMT', 'MKT', 'STP', 'STOP_LIMIT'),
      quantity: fc.oneof(fc.integer({ min: 1, max: 700 }), fc.constantFrom(0.5, 2.25, 10.0001)),
      distance: fc.double({ min: -0.05, max: 0.05, noNaN: true }),
      tif: fc.constantFrom('DAY', 'GTC', 'IOC'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cancel' as const), which: fc.nat(20) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('resize' as const),
      which: fc.nat(20),
      quantity: fc.integer({ min: 1, max: 900 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('wait' as const), milliseconds: fc.integer({ min: 1, max: 3000 }) }),
  },
)

test('after any sequence of orders, cash and positions are what the executions say', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.integer(), (steps, seed) => {
      const { clock, world } = createSimulatedWorld({ seed, marketMoves: true })
      const ledger = world.accounts.find(account)
      if (ledger === undefined) throw new Error('No account')
      const cashBefore = ledger.cash()
      const heldBefore = new Map(instruments.map((each) => [each.conid, ledger.position(each).quantity]))
      const executionsBefore = world.book.executions().length

      for (const each of steps) {
        if (each.do === 'wait') clock.advance(each.milliseconds)
        else if (each.do === 'place') {
          const instrument = instruments[each.which]
          if (instrument === undefined) continue
          const price = Math.round(world.market.quote(instrument).last * (1 + each.distance) * 100) / 100
          const { side, kind, quantity, tif } = each
          world.lifeCycle.submit(account, {
            instrument,
            side,
            kind,
            quantity,
            tif,
            price: kind === 'MKT' ? undefined : price,
            auxPrice: kind === 'STOP_LIMIT' ? price : undefined,
            outsideRth: false,
            clientOrderId: undefined,
          })
        } else {
          const working = world.book.all().filter((order) => !isDone(order) && order.status !== 'PendingCancel')
          const order = working[each.which]
          if (order === undefined) continue
          if (each.do === 'cancel') world.lifeCycle.cancel(order.id)
          else
            world.lifeCycle.change(order.id, { ...order, quantity: Math.max(each.quantity, Math.ceil(order.filled)) })
        }
      }
      clock.advance(10_000)

      const executions = world.book.executions().slice(executionsBefore)
      const signed = (side: 'BUY' | 'SELL') => (side === 'BUY' ? 1 : -1)
      const spent = executions.reduce(
        (sum, { order, quantity, price, commission }) =>
          sum + signed(order.side) * Math.round(quantity * price * 100) + Math.round(commission * 100),
        0,
      )
      expect(Math.round(ledger.cash() * 100)).toBe(Math.round(cashBefore * 100) - spent)
      for (const instrument of instruments) {
        const traded = executions
          .filter(({ order }) => order.instrument === instrument)
          .reduce(
            (sum, { order, quantity }) => sum + signed(order.side) * quantity,
            heldBefore.get(instrument.conid) ?? 0,
          )
        expect(ledger.position(instrument).quantity).toBeCloseTo(traded, 4)
      }
      for (const order of world.book.all()) {
        const filled = world.book
          .executions()
          .filter((execution) => execution.order.id === order.id)
          .reduce((sum, { quantity }) => sum + quantity, 0)
        expect(order.filled).toBeCloseTo(filled, 4)
        expect(order.filled).toBeLessThanOrEqual(order.quantity)
      }
    }),
    { numRuns: 60 },
  )
})
