import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ExpiryLeg, findLargestLoss, valueAtExpiry } from '../../../src/shared/domain/expiry-loss.ts'
import { propertyRuns } from '../../process/property-runs.ts'

const leg = (kind: ExpiryLeg['kind'], quantity: number, strike = 0, pointValue = 100): ExpiryLeg => ({
  ...{ kind, quantity, strike, pointValue },
})

test.each<[string, readonly ExpiryLeg[], number, number | 'unlimited']>([
  ['a bought call', [leg('call', 2, 250)], 1_000, 1_000],
  ['a sold call', [leg('call', -1, 250)], -500, 'unlimited'],
  ['a sold put', [leg('put', -1, 250)], -500, 24_500],
  ['a bought call spread', [leg('call', 1, 250), leg('call', -1, 260)], 400, 400],
  ['a sold call spread', [leg('call', -1, 250), leg('call', 1, 260)], -400, 600],
  ['an iron condor', [leg('put', 1, 80), leg('put', -1, 90), leg('call', -1, 110), leg('call', 1, 130)], -300, 1_700],
  ['a ratio spread', [leg('call', 1, 100), leg('call', -2, 110)], 0, 'unlimited'],
  ['a backspread', [leg('call', -1, 100), leg('call', 2, 110)], 0, 1_000],
  ['a butterfly', [leg('call', 1, 90), leg('call', -2, 100), leg('call', 1, 110)], 150, 150],
  ['a covered call', [leg('underlying', 100, 0, 1), leg('call', -1, 110)], 9_800, 9_800],
  ['a sold straddle with two shares too few', [leg('underlying', 98, 0, 1), leg('call', -1, 100)], 0, 'unlimited'],
  ['a conversion', [leg('underlying', 100, 0, 1), leg('put', 1, 100), leg('call', -1, 100)], 9_900, -100],
  ['legs whose point value is not a binary fraction', [leg('call', 3, 10, 0.1), leg('call', -3, 12, 0.1)], 0, 0],
  ['legs whose sum rounds', [leg('call', -3, 10, 0.1), ...[1, 1, 1].map((each) => leg('call', each, 12, 0.1))], 0, 0.6],
])('finds the largest loss of %s', (_, legs, cost, loss) => {
  const found = findLargestLoss(legs, cost)
  if (loss === 'unlimited') expect(found).toBe(loss)
  else expect(found).toBeCloseTo(loss, 8)
})

const someLegs = fc.array(
  fc.record({
    kind: fc.constantFrom('call', 'put', 'underlying'),
    quantity: fc.integer({ min: -5, max: 5 }),
    strike: fc.integer({ min: 1, max: 60 }),
    pointValue: fc.constant(100),
  }),
  { minLength: 1, maxLength: 6 },
)

test('agrees with the values at every whole price up to far above the strikes', () => {
  fc.assert(
    fc.property(someLegs, fc.integer({ min: -9_000, max: 9_000 }), (legs, cost) => {
      const found = findLargestLoss(legs, cost)
      const losses = Array.from({ length: 400 }, (_, price) => cost - valueAtExpiry(legs, price))
      const [last = 0, beforeLast = 0] = [losses.at(-1), losses.at(-2)]
      // Above all strikes the value is linear, so a loss that still grows there never ends.
      if (last > beforeLast) expect(found).toBe('unlimited')
      else expect(found).toBe(Math.max(...losses))
    }),
    { numRuns: propertyRuns(20_000) },
  )
})

test('no price between two strikes makes a larger loss', () => {
  fc.assert(
    fc.property(someLegs, fc.double({ min: 0, max: 1_000, noNaN: true }), (legs, price) => {
      const found = findLargestLoss(legs, 0)
      if (found !== 'unlimited') expect(-valueAtExpiry(legs, price)).toBeLessThanOrEqual(found + 1e-6)
    }),
    { numRuns: propertyRuns(20_000) },
  )
})
