import { expect, test } from 'vitest'
import {
  type GuardRails,
  isAnyRailOn,
  loosensRails,
  NO_RAILS,
  PRIVATE_ACCOUNT_RAILS,
  STRICT_RAILS,
} from '../../../src/shared/domain/guard-rails.ts'

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
