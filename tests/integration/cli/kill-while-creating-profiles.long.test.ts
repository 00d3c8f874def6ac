import { expect, test } from 'vitest'
import { killWhileCreatingProfiles } from '../../process/kill-while-creating-profiles.ts'

// In the short run, tests/unit/host/guard-rails/interrupted-limits.test.ts stops after every write instead.
test('100 kills while profiles are created, duplicated and imported leave every profile with its limits', async () => {
  const { profiles, limitsAlone } = await killWhileCreatingProfiles(100)
  process.stdout.write(
    `The kills left ${profiles} new profiles, and ${limitsAlone} limits whose profile was not stored.\n`,
  )
  // The test is meaningful only if kills happen before, between and after the writes.
  expect(profiles).toBeGreaterThan(20)
  expect(limitsAlone).toBeGreaterThan(0)
}, 1_800_000)
