import { expect, test } from 'vitest'
import { killWhileStoringKeys } from '../../process/kill-while-storing-keys.ts'

test('200 kills while keys are stored leave either the old or the new set, and the next start removes incomplete files', async () => {
  const outcomes = await killWhileStoringKeys(200)
  process.stdout.write(`The old set was in use after ${outcomes.old} kills, the new one after ${outcomes.new}.\n`)
  // The test is meaningful only if some kills happen before the change and some after it.
  expect(Math.min(outcomes.old, outcomes.new)).toBeGreaterThan(10)
}, 2_400_000)
