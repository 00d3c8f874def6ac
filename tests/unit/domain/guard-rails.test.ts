import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type GuardRails,
  INDIVIDUAL_ACCOUNT_RAILS,
  isAmountRail,
  isAnyRailOn,
  loosensRails,
  NO_RAILS,
  NUMBER_RAILS,
  type NumberRailName,
  RAIL_ACTIONS,
  STRICT_RAILS,
  stricterRails,
} from '../../../src/shared/domain/guard-rails.ts'
import { propertyRuns } from '../../process/property-runs.ts'

const before: GuardRails = {
  ...INDIVIDUAL_ACCOUNT_RAILS,
  symbols: { action: 'refuse', allowed: ['AAPL'] },
  daysToExpiry: { action: 'warn', limit: 7 },
  nakedShorts: { action: 'refuse', limit: 0 },
}

test.each<[string, Partial<GuardRails>]>([
  ['raises a limit', { value: { action: 'refuse', limit: 100_001 } }],
  ['warns instead of refusing, even with a lower limit', { value: { action: 'warn', limit: 1 } }],
  ['turns a limit off', { collar: { action: 'off', limit: 20 } }],
  ['allows another symbol', { symbols: { action: 'refuse', allowed: ['AAPL', 'MSFT'] } }],
  ['changes the currency of a limit', { currency: 'JPY' }],
  ['allows a nearer expiry', { daysToExpiry: { action: 'warn', limit: 6 } }],
  ['allows a naked short option', { nakedShorts: { action: 'refuse', limit: 1 } }],
])('a change that %s loosens the guard rails', (_, change) => {
  expect(loosensRails(before, { ...before, ...change })).toBe(true)
})

test.each<[string, Partial<GuardRails>]>([
  ['changes nothing', {}],
  ['demands a later expiry', { daysToExpiry: { action: 'warn', limit: 8 } }],
  ['lowers a limit', { value: { action: 'refuse', limit: 1 } }],
  ['refuses instead of warning', { quantity: { action: 'refuse', limit: 5_000 } }],
  ['removes a symbol', { symbols: { action: 'refuse', allowed: [] } }],
  ['raises the value of a limit that is off', { assetClasses: { action: 'off', allowed: ['STK', 'OPT'] } }],
])('a change that %s does not loosen the guard rails', (_, change) => {
  expect(loosensRails(before, { ...before, ...change })).toBe(false)
})

test('turning limits on does not loosen the guard rails, and turning them off does', () => {
  expect(loosensRails(NO_RAILS, INDIVIDUAL_ACCOUNT_RAILS)).toBe(false)
  expect(loosensRails(STRICT_RAILS, NO_RAILS)).toBe(true)
  expect([isAnyRailOn(NO_RAILS), isAnyRailOn(STRICT_RAILS)]).toEqual([false, true])
})

const action = fc.constantFrom(...RAIL_ACTIONS)
const number = fc.record({ action, limit: fc.integer({ min: 1, max: 9 }) })
const list = fc.record({ action, allowed: fc.subarray<string>(['A', 'B', 'C']) })
const numbers = Object.fromEntries(NUMBER_RAILS.map((name) => [name, number])) as Record<NumberRailName, typeof number>
const anyRails: fc.Arbitrary<GuardRails> = fc.record({
  currency: fc.constantFrom('USD', 'EUR'),
  ...numbers,
  ...{ symbols: list, assetClasses: list },
})

test('the stricter of two sets of limits is looser than neither, also with amounts in two currencies', () => {
  fc.assert(
    fc.property(anyRails, anyRails, (before, after) => {
      const stricter = stricterRails(before, after)
      // A number in the currency of lower value is a smaller amount.
      for (const each of [before, after])
        expect(loosensRails({ ...each, currency: stricter.currency }, stricter)).toBe(false)
      if ([before, after].some((each) => isLimitingAmounts(each) && each.currency === 'USD'))
        expect(stricter.currency).toBe('USD')
      expect(stricterRails(before, before)).toEqual(before)
      expect(stricterRails(stricter, after)).toEqual(stricter)
    }),
    { numRuns: propertyRuns(10_000) },
  )
})

const isLimitingAmounts = (rails: GuardRails): boolean =>
  NUMBER_RAILS.some((name) => isAmountRail(name) && rails[name].action !== 'off')

test.each([
  ['the lower number', { quantity: { action: 'refuse', limit: 5 } }, { quantity: { action: 'refuse', limit: 3 } }, 3],
  ['the number before', { quantity: { action: 'refuse', limit: 3 } }, { quantity: { action: 'warn', limit: 5 } }, 3],
  ['the limit that is on', { quantity: { action: 'off', limit: 1 } }, { quantity: { action: 'refuse', limit: 5 } }, 5],
] as const)('applies %s, and refuses if one of both refuses', (_, before, after, limit) => {
  const stricter = stricterRails({ ...NO_RAILS, ...before }, { ...NO_RAILS, ...after })
  expect(stricter.quantity).toEqual({ action: 'refuse', limit })
})

test('demands the later of two expiries', () => {
  const days = (limit: number) => ({ ...NO_RAILS, daysToExpiry: { action: 'warn', limit } as const })
  expect([stricterRails(days(3), days(7)), stricterRails(days(7), days(3))]).toMatchObject([days(7), days(7)])
})

test('allows only what both lists allow', () => {
  const allowing = (...allowed: string[]) => ({ ...NO_RAILS, symbols: { action: 'refuse', allowed } as const })
  expect(stricterRails(allowing('A', 'B'), allowing('B', 'C')).symbols.allowed).toEqual(['B'])
})

test.each([
  ['USD', 'EUR', 'USD'],
  ['EUR', 'USD', 'USD'],
  ['JPY', 'GBP', 'JPY'],
  ['CHF', 'HKD', 'HKD'],
])('applies the smaller number of each amount in %s and %s, in %s', (one, two, currency) => {
  const before = { ...NO_RAILS, currency: one, value: { action: 'warn', limit: 100 } } as const
  const after = { ...STRICT_RAILS, currency: two, dailyLoss: { action: 'refuse', limit: 50 } } as const
  for (const stricter of [stricterRails(before, after), stricterRails(after, before)])
    expect(stricter).toEqual({ ...after, currency, value: { action: 'refuse', limit: 100 } })
  expect(stricterRails({ ...NO_RAILS, currency: one }, after)).toEqual(after)
  expect(stricterRails(after, { ...NO_RAILS, currency: one })).toEqual(after)
})
