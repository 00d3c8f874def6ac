import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type GuardRails,
  isAnyRailOn,
  loosensRails,
  NO_RAILS,
  PRIVATE_ACCOUNT_RAILS,
  RAIL_ACTIONS,
  STRICT_RAILS,
  stricterRails,
} from '../../../src/shared/domain/guard-rails.ts'
import { propertyRuns } from '../../process/property-runs.ts'

const before: GuardRails = { ...PRIVATE_ACCOUNT_RAILS, symbols: { action: 'refuse', allowed: ['AAPL'] } }

test.each<[string, Partial<GuardRails>]>([
  ['raises a limit', { value: { action: 'refuse', limit: 100_001 } }],
  ['warns instead of refusing, even with a lower limit', { value: { action: 'warn', limit: 1 } }],
  ['turns a limit off', { collar: { action: 'off', limit: 20 } }],
  ['allows another symbol', { symbols: { action: 'refuse', allowed: ['AAPL', 'MSFT'] } }],
  ['changes the currency of a limit', { currency: 'JPY' }],
])('a change that %s loosens the guard rails', (_, change) => {
  expect(loosensRails(before, { ...before, ...change })).toBe(true)
})

test.each<[string, Partial<GuardRails>]>([
  ['changes nothing', {}],
  ['lowers a limit', { value: { action: 'refuse', limit: 1 } }],
  ['refuses instead of warning', { quantity: { action: 'refuse', limit: 5_000 } }],
  ['removes a symbol', { symbols: { action: 'refuse', allowed: [] } }],
  ['raises the value of a limit that is off', { assetClasses: { action: 'off', allowed: ['STK', 'OPT'] } }],
])('a change that %s does not loosen the guard rails', (_, change) => {
  expect(loosensRails(before, { ...before, ...change })).toBe(false)
})

test('turning limits on does not loosen the guard rails, and turning them off does', () => {
  expect(loosensRails(NO_RAILS, PRIVATE_ACCOUNT_RAILS)).toBe(false)
  expect(loosensRails(STRICT_RAILS, NO_RAILS)).toBe(true)
  expect([isAnyRailOn(NO_RAILS), isAnyRailOn(STRICT_RAILS)]).toEqual([false, true])
})

const action = fc.constantFrom(...RAIL_ACTIONS)
const number = fc.record({ action, limit: fc.integer({ min: 1, max: 9 }) })
const list = fc.record({ action, allowed: fc.subarray<string>(['A', 'B', 'C']) })
const anyRails: fc.Arbitrary<GuardRails> = fc.record({
  currency: fc.constantFrom('USD', 'EUR'),
  ...{ quantity: number, value: number, collar: number, ordersPerMinute: number, dailyLoss: number },
  ...{ symbols: list, assetClasses: list },
})

test('the stricter of two sets of limits is looser than neither, except for amounts in another currency', () => {
  fc.assert(
    fc.property(anyRails, anyRails, (before, after) => {
      const stricter = stricterRails(before, after)
      expect(loosensRails(before, stricter)).toBe(false)
      const { value, dailyLoss, currency } = stricter
      const comparable = currency === after.currency ? after : { ...after, value, dailyLoss, currency }
      expect(loosensRails(comparable, stricter)).toBe(false)
      expect(stricterRails(before, before)).toEqual(before)
      expect(stricterRails(stricter, after)).toEqual(stricter)
    }),
    { numRuns: propertyRuns(10_000) },
  )
})

test.each([
  ['the lower number', { quantity: { action: 'refuse', limit: 5 } }, { quantity: { action: 'refuse', limit: 3 } }, 3],
  ['the number before', { quantity: { action: 'refuse', limit: 3 } }, { quantity: { action: 'warn', limit: 5 } }, 3],
  ['the limit that is on', { quantity: { action: 'off', limit: 1 } }, { quantity: { action: 'refuse', limit: 5 } }, 5],
] as const)('applies %s, and refuses if one of both refuses', (_, before, after, limit) => {
  const stricter = stricterRails({ ...NO_RAILS, ...before }, { ...NO_RAILS, ...after })
  expect(stricter.quantity).toEqual({ action: 'refuse', limit })
})

test('allows only what both lists allow', () => {
  const allowing = (...allowed: string[]) => ({ ...NO_RAILS, symbols: { action: 'refuse', allowed } as const })
  expect(stricterRails(allowing('A', 'B'), allowing('B', 'C')).symbols.allowed).toEqual(['B'])
})

test('keeps all amounts if the currency changes while an amount is limited', () => {
  const before = { ...NO_RAILS, value: { action: 'refuse', limit: 9 } } as const
  const after = { ...STRICT_RAILS, currency: 'EUR' } as const
  expect(stricterRails(before, after)).toEqual({
    ...after,
    value: before.value,
    dailyLoss: NO_RAILS.dailyLoss,
    currency: 'USD',
  })
  expect(stricterRails(NO_RAILS, after)).toEqual(after)
})
