import { expect, expectAccessible, waitForAuthentication } from './console-fixture.ts'
import { insertAt, pressEnterOn } from './keyboard-user.ts'
import { settingsFile, test } from './keys-fixture.ts'
import {
  addFiles,
  beginWizard,
  continueWizard,
  enterServer,
  storeAndSelectProfile,
  storeInVault,
  verifyKeys,
  wizardStep,
} from './wizard-user.ts'

test('resumes the wizard after a reload', async ({ window, files, server, oauth1 }) => {
  await waitForAuthentication(window)
  await beginWizard(window)
  await addFiles(window, files, [settingsFile(oauth1)])
  // A system dialog may return its result late.
  await expect(window.getByRole('list', { name: 'Keys' }).getByRole('listitem')).toHaveText(Array(3).fill(/2048 bits/))
  await continueWizard(window)
  await expect(window.getByRole('textbox', { name: 'Consumer key' })).toHaveValue(oauth1.consumerKey)
  await expect(window.getByText('Received (344 characters)')).toBeVisible()
  await pressEnterOn(window, window.getByText('Custom server'))
  await insertAt(window, window.getByRole('textbox', { name: 'Server' }), 'foo bar')
  await window.keyboard.press('Tab')
  await expect(window.getByText(/"foo bar"/)).toBeVisible()
  await enterServer(window, server.apiUrl)
  await window.reload()
  await expect(wizardStep(window, 'Enter the strings from IBKR’s page')).toBeVisible()
  await expect(window.getByText('Received (344 characters)')).toBeVisible()
  await pressEnterOn(window, window.getByRole('button', { name: 'Leave for now' }))
  await expect(window.getByText('Setting up OAuth 1.0a keys.')).toBeVisible()
  await expectAccessible(window)
  await pressEnterOn(window, window.getByRole('button', { name: 'Resume' }))
  await expect(wizardStep(window, 'Enter the strings from IBKR’s page')).toBeVisible()
  await verifyKeys(window)
  await storeInVault(window, 'From a file')
  await storeAndSelectProfile(window, 'From a file')
})
