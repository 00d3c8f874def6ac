import { expect, test } from 'vitest'
import { countIncrements, decimalsOf, incrementAt, stepPrice } from '../../../src/shared/domain/price-increments.ts'

const PENNIES = [{ lowerEdge: 0, increment: 0.01 }]
const STOCK = [
  { lowerEdge: 0, increment: 0.0001 },
  { lowerEdge: 1, increment: 0.01 },
]

test.each([
  [PENNIES, 187.3, 1, '187.31'],
  [PENNIES, 187.3, -1, '187.29'],
  // A price between two increments moves to the next one in the direction.
  [PENNIES, 187.305, 1, '187.31'],
  [PENNIES, 187.305, -1, '187.30'],
  [[{ lowerEdge: 0, increment: 0.25 }], 5_300, -1, '5299.75'],
  [[{ lowerEdge: 0, increment: 5 }], 100, 1, '105'],
  // The increment changes at an edge.
  [STOCK, 1, 1, '1.01'],
  [STOCK, 1, -1, '0.9999'],
  [STOCK, 0.9999, 1, '1.0000'],
  // Spreads have negative prices.
  [STOCK, -1, 1, '-0.9999'],
  [STOCK, -1, -1, '-1.01'],
  [PENNIES, 0, -1, '-0.01'],
  [[], 10, 1, undefined],
] as const)('steps %j from %d by %d to %s', (rules, price, direction, expected) => {
  expect(stepPrice(rules, price, direction)).toBe(expected)
})

test('counts increments, and finds the decimals that they need', () => {
  expect(countIncrements(PENNIES, 1.25, 187)).toBe(125)
  expect(countIncrements([], 1.25, 187)).toBeUndefined()
  expect(incrementAt(STOCK, 0.5)).toBe(0.0001)
  expect([1, 0.5, 0.05, 0.0001, 0.0078125, 5].map(decimalsOf)).toEqual([0, 1, 2, 4, 7, 0])
})
