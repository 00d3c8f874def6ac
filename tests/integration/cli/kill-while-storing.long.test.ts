import { expect, test } from 'vitest'
import { killWhileStoring } from '../../process/kill-while-storing.ts'

test('200 kills while keys are stored leave the old set or the new one, and the next start removes the rest', async () => {
  const outcomes = await killWhileStoring(200)
  process.stdout.write(`The old set was in use after ${outcomes.old} kills, the new one after ${outcomes.new}.\n`)
  // The test is only meaningful if some kills hit before the change and some after it.
  expect(Math.min(outcomes.old, outcomes.new)).toBeGreaterThan(10)
}, 2_400_000)
