import { confirmOutsidePage, readCodeInTerminal } from './confirm-outside-page.ts'
import { expect, expectAccessible, longStep, waitForAuthentication } from './console-fixture.ts'
import { insertAt, pressEnterInDialog, pressEnterOn, runCommand, waitForDialogKeys } from './keyboard-user.ts'
import { test } from './keys-fixture.ts'
import { scriptDialogs } from './scripted-dialogs.ts'
import { PASSPHRASE, sendFirstRequest, unlockVault } from './wizard-user.ts'

test.use({ sealed: 'Sealed' })

test('asks for the vault passphrase at startup', async ({ window, console, home }) => {
  const asked = window.getByRole('dialog', { name: 'Unlock vault' })
  await expect(asked).toBeVisible()
  await expectAccessible(window)
  await window.keyboard.insertText('not the passphrase')
  await pressEnterInDialog(window, asked.getByRole('button', { name: 'Unlock' }))
  await expect(asked.getByRole('textbox', { name: 'Passphrase' })).toHaveAccessibleDescription(/passphrase/i)
  await window.keyboard.press('Escape')
  await expect(asked).toBeHidden()
  await expect(window.getByRole('button', { name: 'Session: Vault locked' })).toBeVisible()
  await window.keyboard.press('g')
  await window.keyboard.press('s')
  await pressEnterOn(window, window.getByRole('button', { name: 'Unlock vault…' }))
  await unlockVault(window)
  await sendFirstRequest(window, 'Sealed')

  await window.keyboard.press('Escape')
  await pressEnterOn(window, window.getByRole('link', { name: 'Profiles' }))
  const profile = window.getByRole('region', { name: 'Profile Sealed' })
  await expect(profile).toContainText('Console vault, unlocked')
  await pressEnterOn(window, profile.getByRole('button', { name: 'Lock now' }))
  await expect(profile).toContainText('Console vault, locked')
  await expectAccessible(window)
  // An open session keeps its keys when the vault is locked.
  await waitForAuthentication(window)

  await longStep('exports the keys, changes the passphrase and archives the vault', async () => {
    await pressEnterOn(window, profile.getByRole('button', { name: 'Export oauth1.json…' }))
    const warning = window.getByRole('alertdialog', { name: 'Export oauth1.json?' })
    await expect(warning).toContainText('Not encrypted')
    await expect(warning).toContainText('ibkr-client ignores it and sends requests to https://api.ibkr.com')
    await expectAccessible(window)
    await insertAt(window, warning.getByRole('textbox', { name: 'Vault passphrase' }), 'not the passphrase')
    await waitForDialogKeys(window)
    await window.keyboard.press('Enter')
    await expect(warning.getByRole('textbox')).toHaveAccessibleDescription(/passphrase/i)
    await expect(warning.getByRole('textbox')).toHaveValue('')
    await insertAt(window, warning.getByRole('textbox', { name: 'Vault passphrase' }), PASSPHRASE)
    if (console.desktop) {
      const dialogs = await scriptDialogs(console.desktop)
      await dialogs.answer({ kind: 'press', button: 1 })
      await dialogs.answer({ kind: 'save-in', folder: home })
    }
    await window.keyboard.press('Enter')
    if (!console.desktop) {
      const confirmation = window.getByRole('alertdialog', { name: 'Export the keys in plain text?' })
      await confirmation
        .getByRole('textbox', { name: 'Code from the terminal' })
        .fill(await readCodeInTerminal(console))
      await waitForDialogKeys(window)
      await window.keyboard.press('Enter')
    }
    await expect(window.getByRole('dialog', { name: 'Exported' })).toBeVisible()
    await expectAccessible(window)
    await waitForDialogKeys(window)
    await window.keyboard.press('Enter')
    await expect(profile).toContainText('Console vault, locked')

    await pressEnterOn(window, profile.getByRole('button', { name: 'Change passphrase…' }))
    const change = window.getByRole('dialog', { name: 'Change vault passphrase' })
    await expect(change).toBeVisible()
    await expectAccessible(window)
    const until = change.getByRole('textbox', { name: 'Current passphrase' })
    for (const old of ['not the passphrase', PASSPHRASE]) {
      await insertAt(window, until, old)
      for (const name of ['New passphrase', 'Repeat passphrase']) {
        await insertAt(window, change.getByRole('textbox', { name }), 'another good passphrase')
      }
      await pressEnterInDialog(window, change.getByRole('button', { name: 'Change passphrase' }))
      if (old !== PASSPHRASE) await expect(until).toHaveAccessibleDescription(/passphrase/i)
    }
    await expect(window.getByText('Vault passphrase changed.')).toBeVisible()
    // The palette lists only commands that were available when it opened.
    await expect(change).toBeHidden()
    await expect(profile).toContainText('Console vault, unlocked')

    await runCommand(window, 'Lock vault')
    await expect(profile).toContainText('Console vault, locked')
    await pressEnterOn(window, profile.getByRole('button', { name: 'Unlock…' }))
    const unlock = window.getByRole('dialog', { name: 'Unlock vault' })
    await pressEnterInDialog(window, unlock.getByRole('button', { name: 'Forgot passphrase…' }))
    const aside = window.getByRole('alertdialog', { name: 'Archive this vault?' })
    await expect(aside).toContainText('“Sealed” cannot log in')
    await expectAccessible(window)
    const confirmation = window.getByRole('alertdialog', { name: 'Archive the vault and its keys?' })
    await confirmOutsidePage(console, confirmation, () =>
      pressEnterInDialog(window, aside.getByRole('button', { name: 'Archive vault' })),
    )
    await expect(window.getByText(/Vault archived as keys\.vault\.archived-/)).toBeVisible()

    await pressEnterOn(window, profile.getByRole('button', { name: 'Delete…' }))
    const question = window.getByRole('alertdialog', { name: 'Delete profile “Sealed”?' })
    await expect(question).toContainText('private keys, tokens and secrets')
    await pressEnterInDialog(window, question.getByRole('button', { name: 'Delete' }))
    await expect(window.getByRole('listbox', { name: 'Profiles' }).getByRole('option')).toHaveCount(1)
  })
})
