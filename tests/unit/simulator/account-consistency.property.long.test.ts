import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runTradingDays, tradingDays } from './account-consistency.ts'

test('keeps orders, positions and cash consistent over thousands of days', () => {
  expect.hasAssertions()
  fc.assert(fc.property(tradingDays(80), runTradingDays), { numRuns: 1500 })
}, 600_000)
