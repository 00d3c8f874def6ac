import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  countNakedShorts,
  findDeltaAdjustedQuantity,
  type Holding,
  sumNotional,
} from '../../../src/shared/domain/exposure.ts'
import { propertyRuns } from '../../process/property-runs.ts'

test.each([
  ['options by the price of their underlying', [{ quantity: 3, price: 250, pointValue: 100 }], 75_000],
  ['futures by their multiplier', [{ quantity: -2, price: 6_700, pointValue: 50 }], 670_000],
  ['a currency pair in its second currency', [{ quantity: 20_000, price: 1.1642, pointValue: 1 }], 23_284],
  ['shares in pence by their magnifier', [{ quantity: 150, price: 542.3, pointValue: 0.01 }], 813.45],
  [
    'bought and sold legs together',
    [
      { quantity: 1, price: 250, pointValue: 100 },
      { quantity: -1, price: 250, pointValue: 100 },
    ],
    50_000,
  ],
])('adds up the notional of %s', (_, legs, notional) => {
  expect(sumNotional(legs)).toBeCloseTo(notional, 8)
})

test('offsets legs of one underlying by their deltas, and counts the largest of several underlyings', () => {
  const option = { underlying: 1, quantity: 10, units: 100, delta: 0.6 }
  expect(findDeltaAdjustedQuantity([option])).toBe(600)
  expect(findDeltaAdjustedQuantity([{ ...option, delta: -0.4 }])).toBe(400)
  expect(findDeltaAdjustedQuantity([option, { ...option, quantity: -10, delta: 0.5 }])).toBeCloseTo(100)
  expect(findDeltaAdjustedQuantity([option, { underlying: 1, quantity: -600, units: 1, delta: 1 }])).toBe(0)
  expect(findDeltaAdjustedQuantity([option, { ...option, underlying: 2, quantity: -20 }])).toBe(1_200)
  expect(findDeltaAdjustedQuantity([])).toBe(0)
})

const option = (kind: 'call' | 'put', quantity: number, expiry = '20270115', units = 100): Holding => ({
  ...{ kind, quantity, expiry, units },
})
const shares = (quantity: number): Holding => ({ kind: 'underlying', quantity, expiry: '', units: 1 })

test.each<[string, readonly Holding[], number]>([
  ['a short call alone', [option('call', -2)], 2],
  ['a covered call', [option('call', -2), shares(200)], 0],
  ['a call whose shares are one too few', [option('call', -2), shares(199)], 1],
  ['a vertical spread', [option('call', -2), option('call', 2)], 0],
  ['a short option that expires before the long one', [option('put', -1), option('put', 1, '20270219')], 0],
  ['a short option that expires after the long one', [option('put', -1), option('put', 1, '20261218')], 1],
  ['a long put beside a short call', [option('call', -1), option('put', 1)], 1],
  ['a short put with long shares', [option('put', -1), shares(100)], 1],
  ['a short put with short shares', [option('put', -1), shares(-100)], 0],
  ['a short strangle', [option('call', -1), option('put', -3)], 4],
  ['an adjusted contract of another size', [option('call', -1), option('call', 1, '20270115', 150)], 1],
  [
    'shares that cover the larger of two contracts',
    [option('call', -1), option('call', -1, '20270115', 150), shares(150)],
    1,
  ],
])('counts %s', (_, holdings, count) => {
  expect(countNakedShorts(holdings)).toBe(count)
})

/** Tries every assignment of the long options to the short ones. */
function countByTrying(shorts: readonly string[], longs: readonly string[]): number {
  const [first, ...others] = shorts
  if (first === undefined) return 0
  const uses = longs.flatMap((long, at) => (long >= first ? [countByTrying(others, longs.toSpliced(at, 1))] : []))
  return Math.min(1 + countByTrying(others, longs), ...uses)
}

test('covers as many short options as any assignment of the long ones', () => {
  const expiries = fc.array(fc.constantFrom('20270115', '20270219', '20270319'), { maxLength: 4 })
  fc.assert(
    fc.property(expiries, expiries, (shorts, longs) => {
      const holdings = [...shorts.map((day) => option('call', -1, day)), ...longs.map((day) => option('call', 1, day))]
      expect(countNakedShorts(holdings)).toBe(countByTrying(shorts, longs))
    }),
    { numRuns: propertyRuns(5_000) },
  )
})
