import { expect, test } from 'vitest'
import { calculateAccountValue } from '../../../src/simulator/account/valuation.ts'
import { findInstrumentByName } from '../../../src/simulator/contracts/find-instrument.ts'
import { type Instrument, listLegs } from '../../../src/simulator/market/instruments.ts'
import { previewOrder } from '../../../src/simulator/orders/order-preview.ts'
import { requireCombo } from './require-combo.ts'
import { createTestState } from './test-simulator-state.ts'
import { draft } from './trading-fixture.ts'

const account = 'DU1234567'
const now = Date.UTC(2026, 8, 14, 14)

function named(name: string): Instrument {
  const found = findInstrumentByName(name, now)
  if (found === undefined) throw new Error(`The market has no ${name}`)
  return found
}

const putSpread = requireCombo(`${named('AAPL  261016P00245000').conid}/-1,${named('AAPL  261016P00235000').conid}/1`)

test.each([
  ['shares', named('AAPL'), 'BUY', 200],
  ['a sale of shares that also covers short calls', named('AAPL'), 'SELL', 500],
  ['a short put', named('AAPL  261016P00245000'), 'SELL', 3],
  ['a long call', named('AAPL  261016C00245000'), 'BUY', 3],
  ['a spread', putSpread, 'BUY', 2],
  ['a future', named('ESZ6'), 'SELL', 1],
  ['an option on a future', named('ESZ6 C6700'), 'SELL', 1],
  ['shares in pence', named('BP.'), 'BUY', 5000],
  ['a currency pair', named('AUD.CAD'), 'BUY', 5000],
] as const)(
  'the preview of %s shows margin and equity as the account has them after the trade',
  (_, instrument, side, quantity) => {
    const { state } = createTestState()
    const ledger = state.accounts.get(account)
    const trade = (traded: Instrument, buys: boolean, count: number) =>
      ledger.book({
        ...{ instrument: traded, side: buys ? 'BUY' : 'SELL', quantity: count, commission: 0 },
        price: state.market.quote(traded).last,
      })
    trade(named('AAPL  261016C00260000'), false, 2)
    const before = calculateAccountValue(ledger, state.market)
    const order = draft({ instrument, side, quantity })
    const preview = previewOrder(state, account, order) as Record<string, { current: string; after: string }>
    for (const leg of listLegs(instrument))
      trade(leg.instrument, leg.ratio > 0 === (side === 'BUY'), quantity * Math.abs(leg.ratio))
    const after = calculateAccountValue(ledger, state.market)
    const amount = (name: string, which: 'current' | 'after') => Number(preview[name]?.[which].replaceAll(',', ''))
    expect(amount('initial', 'current')).toBe(before.initialMargin)
    expect(amount('initial', 'after')).toBeCloseTo(after.initialMargin, 1)
    expect(amount('maintenance', 'after')).toBeCloseTo(after.maintenanceMargin, 1)
    // The preview of equity includes the commission.
    expect(Math.abs(amount('equity', 'after') - after.equityWithLoanValue)).toBeLessThan(20)
  },
)

test('measures available funds and buying power by the equity without options', () => {
  const { state } = createTestState()
  const ledger = state.accounts.get(account)
  ledger.book({ instrument: named('AAPL  261016C00245000'), side: 'BUY', quantity: 10, price: 12, commission: 0 })
  const value = calculateAccountValue(ledger, state.market)
  expect(value.optionValue).toBeGreaterThan(1000)
  expect(value.equityWithLoanValue).toBeCloseTo(value.netLiquidation - value.optionValue, 6)
  expect(value.availableFunds).toBeCloseTo(value.equityWithLoanValue - value.initialMargin, 6)
  expect(value.excessLiquidity).toBeCloseTo(value.equityWithLoanValue - value.maintenanceMargin, 6)
  expect(value.buyingPower).toBeCloseTo(2 * value.availableFunds, 6)
})
