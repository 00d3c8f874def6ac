import { expect, test } from 'vitest'
import {
  countTickDecimals,
  findTick,
  formatPrice,
  listIncrementRules,
  roundToTick,
} from '../../../src/simulator/contracts/price-increments.ts'

const stock = { secType: 'STK', increment: 0.01 } as const
const future = { secType: 'FUT', increment: 0.25 } as const
const pair = { secType: 'CASH', increment: 0.00005 } as const
const option = { secType: 'OPT', increment: 0.01 } as const

test('formats prices with at least two decimals, and with as many as the tick size needs', () => {
  expect(formatPrice(stock, 372)).toBe('372.00')
  expect(formatPrice(future, 6700)).toBe('6700.00')
  expect(formatPrice(pair, 0.9)).toBe('0.90000')
  expect(formatPrice({ secType: 'CASH', increment: 0.005 }, 151.5)).toBe('151.500')
})

test('counts the decimals of a tick size', () => {
  const ticks = [1, 0.5, 0.25, 0.05, 0.01, 0.005, 0.00005]
  expect(ticks.map((increment) => countTickDecimals({ secType: 'FUT', increment }))).toEqual([0, 1, 2, 2, 2, 3, 5])
})

test('rounds prices to exact multiples of the tick size', () => {
  expect(roundToTick(future, 6700.13)).toBe(6700.25)
  expect(roundToTick(pair, 0.890774)).toBe(0.89075)
  expect(roundToTick(pair, 0.890774, Math.ceil)).toBe(0.8908)
  expect(roundToTick(stock, 1.005 + 1e-9)).toBe(1.01)
})

test('uses larger ticks for options at three dollars or above', () => {
  expect(listIncrementRules(option)).toEqual([
    { lowerEdge: 0, increment: 0.01 },
    { lowerEdge: 3, increment: 0.05 },
  ])
  expect([findTick(option, 2.99), findTick(option, 3), findTick(stock, 300)]).toEqual([0.01, 0.05, 0.01])
  const ofFuture = { secType: 'FOP', increment: 0.05 } as const
  expect([findTick(ofFuture, 9.95), findTick(ofFuture, 10)]).toEqual([0.05, 0.25])
  const ofIndex = { secType: 'OPT', increment: 0.05 } as const
  expect([findTick(ofIndex, 2.95), findTick(ofIndex, 3)]).toEqual([0.05, 0.1])
  expect([roundToTick(ofIndex, 2.97), roundToTick(ofIndex, 97.36)]).toEqual([2.95, 97.4])
  expect([roundToTick(option, 2.874), roundToTick(option, 7.03)]).toEqual([2.87, 7.05])
})
