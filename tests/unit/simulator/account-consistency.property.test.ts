import fc from 'fast-check'
import { expect, test } from 'vitest'
import { propertyRuns } from '../../process/property-runs.ts'
import { dayOfEveryInstrument, runTradingDays, tradingDays } from './account-consistency.ts'

test('keeps orders, positions and cash consistent after any sequence of actions', () => {
  expect.hasAssertions()
  fc.assert(fc.property(tradingDays(30), runTradingDays), {
    numRuns: propertyRuns(120),
    seed: 20_260_914,
    examples: [[dayOfEveryInstrument]],
  })
}, 20_000)
