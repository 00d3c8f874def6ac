import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, waitForAuthentication } from './console-fixture.ts'
import { pressEnterOn } from './keyboard-user.ts'
import { test } from './keys-fixture.ts'
import { enterTokens, storeAndSelectProfile, unlockVault, verifyKeys, wizardStep } from './wizard-user.ts'

test.use({ sealed: 'Renewed' })

test('replaces the access token of a profile and deletes the old keys', async ({ window, server, oauth1, home }) => {
  await unlockVault(window)
  await waitForAuthentication(window)
  const before = keptIn(home)

  const renewed = server.controls.regenerateAccessToken()
  await window.keyboard.press('g')
  await window.keyboard.press('p')
  const profile = window.getByRole('region', { name: 'Profile Renewed' })
  await pressEnterOn(window, profile.getByRole('button', { name: 'Replace keys…' }))
  await expect(wizardStep(window, 'Enter the strings from IBKR’s page')).toBeVisible()
  await expect(window.getByRole('textbox', { name: 'Consumer key' })).toHaveValue(oauth1.consumerKey)
  await enterTokens(window, renewed)
  await verifyKeys(window)
  await expect(wizardStep(window, 'Replace the keys of “Renewed”')).toBeVisible()
  server.record.clear()
  await pressEnterOn(window, window.getByRole('button', { name: 'Store keys' }))
  await expect(wizardStep(window, 'Stored')).toContainText('“Renewed” is stored')
  // The profile is in use, so the console logs in again.
  await expect.poll(() => server.record.requests({ path: /ssodh\/init$/ }).length).toBeGreaterThan(0)
  await storeAndSelectProfile(window, 'Renewed')

  const after = keptIn(home)
  expect(after.profiles).toBe(before.profiles)
  expect(after.generation).not.toBe(before.generation)
  expect(after.ledger).not.toContain(before.generation)
})

/** Returns the number of profiles, the key set of the last profile, and all stored key sets. */
function keptIn(home: string): { readonly profiles: number; readonly generation: string; readonly ledger: string } {
  const { profiles } = JSON.parse(readFileSync(join(home, 'settings.json'), 'utf8'))
  return {
    profiles: profiles.length,
    generation: profiles.at(-1).keys.generation,
    ledger: readFileSync(join(home, 'key-sets.json'), 'utf8'),
  }
}
