import { startSimulator } from '../../src/simulator/start-simulator.ts'
import { expect, expectAccessible, waitForAuthentication } from './console-fixture.ts'
import { insertAt, pressEnterOn } from './keyboard-user.ts'
import { test } from './keys-fixture.ts'
import {
  addFiles,
  beginWizard,
  continueAfterVerification,
  continueWizard,
  enterServer,
  openStep,
  storeAndSelectProfile,
  storeInVault,
  wizardStep,
} from './wizard-user.ts'

test('sets up an OAuth 2.0 login with the wizard', async ({ window, files }) => {
  await waitForAuthentication(window)
  const server = await startSimulator({ mode: 'oauth2', tls: false })
  try {
    const { oauth2 } = server
    if (!oauth2) throw new Error('a simulator of OAuth 2.0 has keys')
    await beginWizard(window, 'OAuth 2.0')
    await expectAccessible(window)
    await addFiles(window, files, [{ name: 'client.pem', bytes: Buffer.from(oauth2.privateKey) }])
    await openStep(window, 'Register')
    await expect(wizardStep(window, 'Register the client with IBKR')).toContainText('sso-sessions.write')
    await expectAccessible(window)
    await continueWizard(window)
    for (const [label, value] of [
      ['Client ID', oauth2.clientId],
      ['Key id', oauth2.keyId],
      ['Username', oauth2.credential],
      ['Public IP address', 'not an address'],
    ] as const) {
      await insertAt(window, window.getByRole('textbox', { name: label }), value)
    }
    const address = window.getByRole('textbox', { name: 'Public IP address' })
    await expect(address).toHaveAccessibleDescription(/not an IP address/)
    await expectAccessible(window)
    await insertAt(window, address, oauth2.ip)
    await enterServer(window, server.apiUrl)
    await continueWizard(window)
    await continueAfterVerification(window, 'offline')
    await pressEnterOn(window, window.getByRole('button', { name: 'Test login', exact: true }))
    await continueAfterVerification(window, 'online')
    await storeInVault(window, 'Our firm')
    await storeAndSelectProfile(window, 'Our firm')
  } finally {
    await server.close()
  }
})
