import { expect, test } from 'vitest'
import { createLedger } from '../../../src/simulator/account/ledger.ts'
import { calculateAccountValue } from '../../../src/simulator/account/valuation.ts'
import { getUsdValue } from '../../../src/simulator/contracts/currencies.ts'
import type { Instrument } from '../../../src/simulator/market/instruments.ts'
import { startingCash } from '../../../src/simulator/orders/starting-portfolio.ts'
import { derivativesStart, namedInstrument } from './named-instrument.ts'
import { requireInstrument } from './require-instrument.ts'
import { createTestState } from './test-simulator-state.ts'

const instrument = requireInstrument('AAPL')

function after(...trades: readonly (readonly ['BUY' | 'SELL', number, number])[]) {
  const ledger = createLedger('DU1', 10_000)
  for (const [side, quantity, price] of trades) ledger.book({ instrument, side, quantity, price, commission: 1 })
  const { quantity, averagePrice, realized } = ledger.position(instrument)
  return { cash: ledger.cash('USD'), quantity, averagePrice, realized }
}

test('averages the prices of two purchases, and reduces the cash by both', () => {
  expect(after(['BUY', 10, 100], ['BUY', 10, 110])).toEqual({
    cash: 7898,
    quantity: 20,
    averagePrice: 105,
    realized: 0,
  })
})

test('realises the profit of a partial sale and keeps the average price', () => {
  expect(after(['BUY', 10, 100], ['SELL', 4, 110])).toEqual({
    cash: 9438,
    quantity: 6,
    averagePrice: 100,
    realized: 40,
  })
})

test('closes the position, realises the profit and opens a short position when more is sold than held', () => {
  expect(after(['BUY', 10, 100], ['SELL', 15, 90])).toEqual({
    cash: 10_348,
    quantity: -5,
    averagePrice: 90,
    realized: -100,
  })
})

test('realises a profit when a short position is covered at a lower price', () => {
  expect(after(['SELL', 5, 100], ['BUY', 5, 80])).toEqual({ cash: 10_098, quantity: 0, averagePrice: 0, realized: 100 })
})

const otherInstruments = ['ESZ6', 'AAPL  261016C00245000', 'BP.', 'AUD.CAD'] as const

function book(
  name: (typeof otherInstruments)[number],
  ...trades: readonly (readonly ['BUY' | 'SELL', number, number])[]
) {
  const ledger = createLedger('DU1', 10_000)
  const traded = namedInstrument(name)
  for (const [side, quantity, price] of trades)
    ledger.book({ instrument: traded, side, quantity, price, commission: 1 })
  const { quantity, averagePrice, averageCost, realized } = ledger.position(traded)
  const cash = Object.fromEntries(ledger.currencies().map((currency) => [currency, ledger.cash(currency)]))
  return { cash, quantity, averagePrice, averageCost, realized, positions: ledger.positions().length }
}

test('does not pay for a future, and books its profit when it is closed', () => {
  const open = book('ESZ6', ['BUY', 2, 6700])
  expect(open).toMatchObject({ cash: { USD: 9_999 }, averagePrice: 6700, averageCost: 335_000, realized: 0 })
  const closed = book('ESZ6', ['BUY', 2, 6700], ['SELL', 1, 6710])
  expect(closed).toMatchObject({ cash: { USD: 10_498 }, quantity: 1, averagePrice: 6700, realized: 500 })
})

test('pays for an option by its multiplier', () => {
  const bought = book('AAPL  261016C00245000', ['BUY', 2, 7.05])
  expect(bought).toMatchObject({ cash: { USD: 8_589 }, averagePrice: 7.05, averageCost: 705 })
})

test('pays for shares quoted in pence in pounds', () => {
  const bought = book('BP.', ['BUY', 150, 542.3])
  expect(bought).toMatchObject({ cash: { USD: 10_000, GBP: -814.45 }, averagePrice: 5.423, averageCost: 5.423 })
})

test('exchanges currencies when a pair is bought, without a position', () => {
  const bought = book('AUD.CAD', ['BUY', 2806.46, 0.8908])
  expect(bought).toMatchObject({ cash: { USD: 10_000, AUD: 2806.46, CAD: -2500.99 }, quantity: 2806.46, positions: 0 })
})

test('values positions in their currency, and the account in USD at fixed rates', () => {
  const { state } = createTestState({ start: derivativesStart, accounts: ['DU1234567', 'DU7654321'] })
  const ledger = state.accounts.get('DU7654321')
  const [future, option, pence] = otherInstruments.map(namedInstrument) as [Instrument, Instrument, Instrument]
  state.market.setPrice(future, 6700)
  state.market.setPrice(pence, 542.3)
  const trade = { side: 'BUY', commission: 0 } as const
  ledger.book({ ...trade, instrument: future, quantity: 1, price: 6690 })
  ledger.book({ ...trade, instrument: option, quantity: 1, price: 5 })
  ledger.book({ ...trade, instrument: pence, quantity: 100, price: 540 })
  const value = calculateAccountValue(ledger, state.market)
  const optionValue = Math.round(state.market.quote(option).last * 10_000) / 100
  expect(value).toMatchObject({ futuresProfit: 500, optionValue, stockValue: 725.98 })
  expect(value.unrealized).toBeCloseTo(500 + optionValue - 500 + 2.3 * getUsdValue('GBP'), 1)
  expect(value.netLiquidation - startingCash).toBeCloseTo(value.unrealized, 1)
  expect(value.currencies).toMatchObject([
    { currency: 'USD', cash: startingCash - 500, futuresProfit: 500 },
    { currency: 'GBP', cash: -540, stockValue: 542.3, netLiquidation: 2.3, exchangeRate: getUsdValue('GBP') },
  ])
  expect(value.positions.map(({ price, marketValue }) => [price, marketValue])).toEqual([
    [6700, 335_000],
    [optionValue / 100, optionValue],
    [expect.closeTo(5.423), 542.3],
  ])
  expect(value.grossPositionValue).toBeCloseTo(optionValue + 725.98, 2)
})
