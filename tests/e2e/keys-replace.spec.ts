import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { authenticated, expect } from './console-test.ts'
import { enterAt } from './keyboard-user.ts'
import { settingsFile, test } from './keys-test.ts'
import { ask, giveTokens, prove, step, storeFromSettings, takeIntoUse } from './wizard-user.ts'

test('the keys of a profile are replaced: all but the new token is taken over, and nothing of the old is left', async ({
  window,
  files,
  server,
  oauth1,
  home,
}) => {
  await authenticated(window)
  await storeFromSettings(window, files, settingsFile(oauth1), { server: server.apiUrl, name: 'Renewed' })
  await takeIntoUse(window, 'Renewed')
  const before = keptIn(home)

  const renewed = server.controls.regenerateAccessToken()
  await window.keyboard.press('g')
  await window.keyboard.press('p')
  const profile = window.getByRole('region', { name: 'Profile Renewed' })
  await enterAt(window, profile.getByRole('button', { name: 'Replace the keys…' }))
  await expect(step(window, 'The three strings of IBKR’s page')).toBeVisible()
  await expect(window.getByRole('textbox', { name: 'Consumer key' })).toHaveValue(oauth1.consumerKey)
  await giveTokens(window, renewed)
  await prove(window)
  await expect(step(window, 'Replace the keys of “Renewed”')).toBeVisible()
  await enterAt(window, window.getByRole('button', { name: 'Store the keys' }))
  await expect(step(window, 'Stored')).toContainText('“Renewed” is stored')
  await takeIntoUse(window, 'Renewed')
  await ask(window, 'Renewed')

  const after = keptIn(home)
  expect(after.profiles).toBe(before.profiles)
  expect(after.generation).not.toBe(before.generation)
  expect(after.ledger).not.toContain(before.generation)
})

/** How many profiles there are, under which name the secrets of the last one lie, and which sets of secrets there are. */
function keptIn(home: string): { readonly profiles: number; readonly generation: string; readonly ledger: string } {
  const { profiles } = JSON.parse(readFileSync(join(home, 'settings.json'), 'utf8'))
  return {
    profiles: profiles.length,
    generation: profiles.at(-1).keys.generation,
    ledger: readFileSync(join(home, 'key-sets.json'), 'utf8'),
  }
}
