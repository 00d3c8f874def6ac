import { expect, test } from 'vitest'
import { createLedger } from '../../../src/simulator/account/ledger.ts'
import { requireInstrument } from './require-instrument.ts'

const instrument = requireInstrument('AAPL')

function after(...trades: readonly (readonly ['BUY' | 'SELL', number, number])[]) {
  const ledger = createLedger('DU1', 10_000)
  for (const [side, quantity, price] of trades) ledger.book({ instrument, side, quantity, price, commission: 1 })
  const { quantity, averagePrice, realized } = ledger.position(instrument)
  return { cash: ledger.cash(), quantity, averagePrice, realized }
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
