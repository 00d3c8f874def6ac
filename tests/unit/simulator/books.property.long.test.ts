import fc from 'fast-check'
import { expect, test } from 'vitest'
import { liveThrough, tradingDays } from './books-model.ts'

test('after thousands of days of orders, cancels, changes, price moves and fills the books add up', () => {
  expect.hasAssertions()
  fc.assert(fc.property(tradingDays(80), liveThrough), { numRuns: 1500 })
}, 600_000)
