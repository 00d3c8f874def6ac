import { expect, test } from 'vitest'
import { normalDistribution, type OptionTerms, priceOption } from '../../../src/simulator/market/option-pricing.ts'

const terms = { right: 'C', spot: 100, strike: 105, years: 0.5, volatility: 0.3, rate: 0.04, yield: 0.01 } as const
const price = (change: Partial<OptionTerms>) => priceOption({ ...terms, ...change })

test('agrees with published values of the normal distribution', () => {
  expect(normalDistribution(0)).toBe(0.5)
  expect(normalDistribution(1)).toBeCloseTo(0.841344746068543, 14)
  expect(normalDistribution(-1.959963984540054)).toBeCloseTo(0.025, 14)
  expect(normalDistribution(-5)).toBeCloseTo(2.866515718791939e-7, 15)
  expect([normalDistribution(40), normalDistribution(-40), normalDistribution(-8.4)]).toEqual([
    1,
    0,
    expect.any(Number),
  ])
  expect(normalDistribution(-8.4)).toBeGreaterThanOrEqual(0)
})

test('agrees with the textbook example of Black and Scholes', () => {
  // Hull, Options, Futures, and Other Derivatives: spot 42, strike 40, 10 % interest, 20 % volatility, six months.
  const hull = { spot: 42, strike: 40, rate: 0.1, yield: 0, volatility: 0.2, years: 0.5 }
  expect(price({ ...hull, right: 'C' })).toBeCloseTo(4.76, 2)
  expect(price({ ...hull, right: 'P' })).toBeCloseTo(0.81, 2)
})

test.each([0.01, 0.5, 3])('fulfils put-call parity %s years before expiration', (years) => {
  const forward = terms.spot * Math.exp(-terms.yield * years) - terms.strike * Math.exp(-terms.rate * years)
  expect(price({ years, right: 'C' }) - price({ years, right: 'P' })).toBeCloseTo(forward, 10)
})

test('is the intrinsic value at expiration, or without volatility', () => {
  expect(price({ years: 0, strike: 90 })).toBe(10)
  expect(price({ years: 0, strike: 90, right: 'P' })).toBe(0)
  expect(price({ volatility: 0, rate: 0, yield: 0, right: 'P' })).toBe(5)
})
