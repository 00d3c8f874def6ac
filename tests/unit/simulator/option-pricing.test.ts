import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  calculateGreeks,
  type Greeks,
  normalDistribution,
  type OptionTerms,
  priceOption,
} from '../../../src/simulator/market/option-pricing.ts'

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

test('agrees with QuantLib for stocks, dividends and futures', () => {
  const file = new URL('option-prices/quantlib.json', import.meta.url)
  const quantlib: readonly (OptionTerms & Greeks & { readonly price: number })[] = JSON.parse(
    readFileSync(file, 'utf8'),
  )
  const wrong = quantlib.flatMap(({ price, delta, gamma, theta, vega, ...row }) => {
    const each: OptionTerms = row
    const ours = { price: priceOption(each), ...calculateGreeks(each) }
    const expected = { price, delta, gamma, theta, vega }
    const isEqual = Object.entries(expected).every(([name, value]) => {
      return Math.abs(Reflect.get(ours, name) - value) <= 1e-6
    })
    return isEqual ? [] : [{ row, ours, expected }]
  })
  expect(quantlib).toHaveLength(200)
  expect(wrong).toEqual([])
})

test.each(['C', 'P'] as const)('greeks agree with differences of prices (%s)', (right) => {
  const at = (change: Partial<OptionTerms>) => price({ right, ...change })
  const slope = (name: 'spot' | 'volatility' | 'years', step: number) =>
    (at({ [name]: terms[name] + step }) - at({ [name]: terms[name] - step })) / (2 * step)
  const greeks = calculateGreeks({ ...terms, right })
  expect(greeks?.delta).toBeCloseTo(slope('spot', 1e-3), 7)
  expect(greeks?.gamma).toBeCloseTo((at({ spot: 100.01 }) - 2 * at({}) + at({ spot: 99.99 })) / 1e-4, 5)
  expect(greeks?.theta).toBeCloseTo(-slope('years', 1e-5), 6)
  expect(greeks?.vega).toBeCloseTo(slope('volatility', 1e-5), 6)
})

test('has no greeks at expiration', () => {
  expect(calculateGreeks({ ...terms, years: 0 })).toBeUndefined()
})
