import { expect, test } from 'vitest'
import { previewOrder } from '../../../src/simulator/orders/order-preview.ts'
import { namedInstrument } from './named-instrument.ts'
import { requireCombo } from './require-combo.ts'
import { requireInstrument } from './require-instrument.ts'
import { createTradingFixture, draft } from './trading-fixture.ts'

const conidOf = (name: string) => namedInstrument(name).conid
const legs = ['AAPL  261016C00245000', 'AAPL  261016C00255000'].map(conidOf)

test.each([
  ['shares below the minimum', requireInstrument('AMD'), 100, '1 USD'],
  ['shares above the minimum', requireInstrument('AMD'), 333, '1.67 USD'],
  ['options', namedInstrument('AAPL  261016C00245000'), 7, '4.55 USD'],
  ['futures', namedInstrument('ESZ6'), 3, '6.75 USD'],
  ['a combo, for each leg', requireCombo(`${legs[0]}/1,${legs[1]}/-3`), 4, '10.40 USD'],
  ['a pair in yen', namedInstrument('USD.JPY'), 30_000, '303.03 JPY'],
  ['a pair in dollars', namedInstrument('EUR.USD'), 30_000, '2 USD'],
])(
  'charges the previewed commission of %s once, however many executions the order has',
  (_, instrument, quantity, expected) => {
    const { state, clock, place, order } = createTradingFixture({
      start: Date.UTC(2026, 8, 14, 14),
      checkBuyingPower: false,
    })
    const { amount } = previewOrder(state, 'DU1234567', draft({ instrument, quantity })) as {
      amount: { commission: string }
    }
    const id = place({ instrument, quantity })
    clock.advance(120_000)
    expect(order(id)?.status).toBe('Filled')
    const executions = state.orderStore.executions().filter((each) => each.order.id === id)
    expect(executions.length).toBeGreaterThan(1)
    const paid = executions.reduce((sum, { commission }) => sum + commission, 0)
    const [text = ''] = amount.commission.split(' ')
    expect(amount.commission).toBe(expected)
    expect(paid).toBeCloseTo(Number(text), 2)
  },
)
