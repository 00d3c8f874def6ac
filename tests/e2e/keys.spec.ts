import { expect, expectAccessible, longStep, waitForAuthentication } from './console-fixture.ts'
import { expectSnippetServers } from './expect-snippet-servers.ts'
import { insertAt } from './keyboard-user.ts'
import { KEY_PASSPHRASE, test, threeKeyFiles } from './keys-fixture.ts'
import { findSecretsInHeap } from './renderer-heap.ts'
import {
  addFiles,
  beginWizard,
  continueWizard,
  enterStrings,
  openStep,
  PASSPHRASE,
  storeAndSelectProfile,
  storeInVault,
  verifyKeys,
  wizardStep,
} from './wizard-user.ts'

test('sets up an OAuth 1.0a login by keyboard and leaves no secret in the page', async ({
  window,
  files,
  server,
  oauth1,
}) => {
  await waitForAuthentication(window)
  await beginWizard(window)
  await expectAccessible(window)
  await addFiles(window, files, threeKeyFiles(oauth1))
  const keys = window.getByRole('list', { name: 'Keys' })
  const passphrase = keys.getByRole('textbox', { name: 'Passphrase for two.pem' })
  await insertAt(window, passphrase, 'wrong')
  await window.keyboard.press('Enter')
  await expect(passphrase).toHaveAccessibleDescription(/passphrase/i)
  await expect(passphrase).toHaveValue('')
  await expectAccessible(window)
  await insertAt(window, passphrase, KEY_PASSPHRASE)
  await window.keyboard.press('Enter')
  await expect(keys.getByRole('listitem')).toHaveText([
    /Signature key.*2048 bits/,
    /Encryption key.*2048 bits/,
    /Diffie-Hellman prime.*2048 bits/,
  ])
  await openStep(window, 'Register')
  await expect(window.getByRole('button', { name: 'Save dhparam.pem' })).toBeVisible()
  await expectAccessible(window)
  await continueWizard(window)
  await expectAccessible(window)
  await enterStrings(window, { ...oauth1, server: server.apiUrl })
  await expectAccessible(window)
  await verifyKeys(window)
  await expect(wizardStep(window, 'Store the keys')).toBeVisible()
  await expectAccessible(window)
  await storeInVault(window, 'My own keys')
  await expectAccessible(window)
  await storeAndSelectProfile(window, 'My own keys')
  expect(server.record.requests({ path: /portfolio\/accounts$/ }).length).toBeGreaterThan(0)

  const file = threeKeyFiles(oauth1)[0]?.bytes ?? Buffer.alloc(0)
  const linesOf = (what: string, pem: string) =>
    Object.fromEntries(
      pem
        .split('\n')
        .slice(1, -2)
        .map((line, index) => [`line ${index + 1} of the ${what}`, line]),
    )
  const secrets: Record<string, string> = {
    'access token': oauth1.accessToken,
    'access token secret': oauth1.accessTokenSecret,
    'passphrase of the vault': PASSPHRASE,
    'passphrase of the key': KEY_PASSPHRASE,
    'file as it was sent': file.toString('base64'),
    ...linesOf('signature key', oauth1.signature),
    ...linesOf('encryption key', oauth1.encryption),
  }
  // A planted text shows that the search finds what the page has.
  const planted = 'a text that the test has planted'
  await window.evaluate((text) => Object.assign(globalThis, { text }), planted)
  expect(await findSecretsInHeap(window, { ...secrets, planted })).toEqual(['planted'])
  await longStep('finds planted secrets in the page', async () => {
    await window.evaluate((values) => Object.assign(globalThis, { planted: { values } }), Object.values(secrets))
    expect(await findSecretsInHeap(window, secrets)).toEqual(Object.keys(secrets))
  })

  await test.step('shows snippets for the server of the profile, and for a simulator on Practice', () =>
    expectSnippetServers(window, new URL(server.apiUrl).origin))
})
