import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startConsole } from '../../process/console-process.ts'
import { hasSecretService, SECRET_SERVICE_MISSING_REASON, startSecretService } from '../../process/secret-service.ts'
import { confirmOutsidePage } from '../confirm-outside-page.ts'
import { expect, expectAccessible, waitForAuthentication } from '../console-fixture.ts'
import { createFileUser } from '../file-dialog-user.ts'
import { insertAt, pressEnterInDialog, pressEnterOn } from '../keyboard-user.ts'
import { settingsFile, test } from '../keys-fixture.ts'
import {
  addFiles,
  beginWizard,
  continueWizard,
  enterServer,
  PASSPHRASE,
  sendFirstRequest,
  verifyKeys,
  wizardStep,
} from '../wizard-user.ts'

test('moves keys from the keychain to the vault and back without ending the session', async ({
  page,
  home,
  server,
  oauth1,
}, info) => {
  info.skip(!hasSecretService(), SECRET_SERVICE_MISSING_REASON)
  const folder = mkdtempSync(join(tmpdir(), 'ibkr-console-keychain-'))
  const keychain = await startSecretService(folder)
  const program = await startConsole({ home, env: keychain.env, flags: ['--confirm-on-stderr'] })
  try {
    await page.goto(program.url)
    await waitForAuthentication(page)
    await beginWizard(page)
    const files = await createFileUser({ page, desktop: undefined }, home)
    await addFiles(page, files, [settingsFile(oauth1)])
    await continueWizard(page)
    await enterServer(page, server.apiUrl)
    await verifyKeys(page)
    await expect(page.getByRole('radio', { name: 'System keychain' })).toBeChecked()
    await expect(wizardStep(page, 'Store the keys')).toContainText('Available.')
    await expectAccessible(page)
    await pressEnterOn(page, page.getByRole('button', { name: 'Store keys' }))
    await expect(wizardStep(page, 'Stored')).toContainText('in the system keychain')
    const name = `IBKR ${oauth1.consumerKey}`
    await pressEnterOn(page, page.getByRole('button', { name: 'Use now' }))
    await sendFirstRequest(page, name)

    await page.keyboard.press('Escape')
    await pressEnterOn(page, page.getByRole('link', { name: 'Profiles' }))
    const profile = page.getByRole('region', { name: `Profile ${name}` })
    await pressEnterOn(page, profile.getByRole('button', { name: 'Move to vault…' }))
    const dialog = page.getByRole('dialog', { name: `Move the keys of “${name}”?` })
    await expectAccessible(page)
    for (const label of ['New passphrase', 'Repeat passphrase']) {
      await insertAt(page, dialog.getByRole('textbox', { name: label }), PASSPHRASE)
    }
    await pressEnterInDialog(page, dialog.getByRole('button', { name: 'Move' }))
    await expect(dialog).toBeHidden()
    await expect(profile).toContainText('Console vault, unlocked')
    await pressEnterOn(page, profile.getByRole('button', { name: 'Move to keychain…' }))
    await pressEnterInDialog(page, dialog.getByRole('button', { name: 'Move' }))
    await expect(dialog).toBeHidden()
    await expect(profile).toContainText('System keychain')
    await expect(page.getByRole('button', { name: 'Session: Authenticated' })).toBeVisible()

    await pressEnterOn(page, profile.getByRole('button', { name: 'Export oauth1.json…' }))
    const warning = page.getByRole('alertdialog', { name: 'Export oauth1.json?' })
    const running = { page, desktop: undefined, terminal: program.output, stop: async () => undefined }
    await confirmOutsidePage(running, page.getByRole('alertdialog', { name: 'Export the keys in plain text?' }), () =>
      pressEnterInDialog(page, warning.getByRole('button', { name: 'Export' })),
    )
    await expect(page.getByRole('dialog', { name: 'Exported' })).toContainText('exports')
  } finally {
    await program.stop()
    await keychain.stop()
    rmSync(folder, { recursive: true, force: true })
  }
})
