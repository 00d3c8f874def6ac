import { codeInTerminal, confirmOutside } from './confirming-user.ts'
import { accessible, authenticated, expect } from './console-test.ts'
import { scriptDialogs } from './dialogs.ts'
import { command, enterAt, enterInDialog, insertAt } from './keyboard-user.ts'
import { test } from './keys-test.ts'
import { ask, PASSPHRASE, unlockVault } from './wizard-user.ts'

test.use({ sealed: 'Sealed' })

test('asks for the passphrase when it starts with a locked vault, and confirms exports and deletions', async ({
  window,
  console,
  home,
}) => {
  const asked = window.getByRole('dialog', { name: 'Unlock the vault' })
  await expect(asked).toBeVisible()
  await accessible(window)
  await window.keyboard.insertText('not the passphrase')
  await enterInDialog(window, asked.getByRole('button', { name: 'Unlock' }))
  await expect(asked.getByRole('textbox', { name: 'Passphrase' })).toHaveAccessibleDescription(/passphrase/i)
  await window.keyboard.press('Escape')
  await expect(window.getByRole('button', { name: 'Session: The vault is locked' })).toBeVisible()
  await window.keyboard.press('g')
  await window.keyboard.press('s')
  await enterAt(window, window.getByRole('button', { name: 'Unlock the vault…' }))
  await unlockVault(window)
  await ask(window, 'Sealed')

  await window.keyboard.press('Escape')
  await enterAt(window, window.getByRole('link', { name: 'Profiles' }))
  const profile = window.getByRole('region', { name: 'Profile Sealed' })
  await expect(profile).toContainText('Vault of the console, open')
  await enterAt(window, profile.getByRole('button', { name: 'Lock now' }))
  await expect(profile).toContainText('Vault of the console, locked')
  await accessible(window)
  // An open session keeps its keys when the vault is locked.
  await authenticated(window)

  await enterAt(window, profile.getByRole('button', { name: 'Export oauth1.json…' }))
  const warning = window.getByRole('alertdialog', { name: 'Export oauth1.json?' })
  await expect(warning).toContainText('Everything in clear')
  await accessible(window)
  await insertAt(window, warning.getByRole('textbox', { name: 'Passphrase of the vault' }), 'not the passphrase')
  await window.waitForTimeout(450)
  await window.keyboard.press('Enter')
  await expect(warning.getByRole('textbox')).toHaveAccessibleDescription(/passphrase/i)
  await expect(warning.getByRole('textbox')).toHaveValue('')
  await insertAt(window, warning.getByRole('textbox', { name: 'Passphrase of the vault' }), PASSPHRASE)
  if (console.desktop) {
    const dialogs = await scriptDialogs(console.desktop)
    await dialogs.answer({ kind: 'press', button: 1 })
    await dialogs.answer({ kind: 'save-in', folder: home })
  }
  await window.keyboard.press('Enter')
  if (!console.desktop) {
    const confirmation = window.getByRole('alertdialog', { name: 'Export the keys in plain text?' })
    await confirmation.getByRole('textbox', { name: 'Code from the terminal' }).fill(await codeInTerminal(console))
    await window.waitForTimeout(450)
    await window.keyboard.press('Enter')
  }
  await expect(window.getByRole('dialog', { name: 'Exported' })).toBeVisible()
  await accessible(window)
  await window.waitForTimeout(450)
  await window.keyboard.press('Enter')
  await expect(profile).toContainText('Vault of the console, locked')

  await enterAt(window, profile.getByRole('button', { name: 'Change the passphrase…' }))
  const change = window.getByRole('dialog', { name: 'Change the passphrase of the vault' })
  await expect(change).toBeVisible()
  await accessible(window)
  const until = change.getByRole('textbox', { name: 'Passphrase until now' })
  for (const old of ['not the passphrase', PASSPHRASE]) {
    await insertAt(window, until, old)
    for (const name of ['New passphrase', 'Once more']) {
      await insertAt(window, change.getByRole('textbox', { name }), 'another good passphrase')
    }
    await enterInDialog(window, change.getByRole('button', { name: 'Change it' }))
    if (old !== PASSPHRASE) await expect(until).toHaveAccessibleDescription(/passphrase/i)
  }
  await expect(window.getByText('The vault has another passphrase now.')).toBeVisible()
  // The palette lists the commands that are available when it opens.
  await expect(change).toBeHidden()
  await expect(profile).toContainText('Vault of the console, open')

  await command(window, 'Lock the vault now')
  await expect(profile).toContainText('Vault of the console, locked')
  await enterAt(window, profile.getByRole('button', { name: 'Unlock…' }))
  const unlock = window.getByRole('dialog', { name: 'Unlock the vault' })
  await enterInDialog(window, unlock.getByRole('button', { name: 'Forgotten…' }))
  const aside = window.getByRole('alertdialog', { name: 'Set this vault aside?' })
  await expect(aside).toContainText('nobody logs in as “Sealed”')
  await accessible(window)
  const confirmation = window.getByRole('alertdialog', { name: 'Set aside the vault and its keys?' })
  await confirmOutside(console, confirmation, () =>
    enterInDialog(window, aside.getByRole('button', { name: 'Set it aside' })),
  )
  await expect(window.getByText(/The vault is kept as keys\.vault\.set-aside-/)).toBeVisible()

  await enterAt(window, profile.getByRole('button', { name: 'Delete…' }))
  const question = window.getByRole('alertdialog', { name: 'Delete the profile “Sealed”?' })
  await expect(question).toContainText('private keys, tokens and secrets')
  await enterInDialog(window, question.getByRole('button', { name: 'Delete' }))
  await expect(window.getByRole('listbox', { name: 'Profiles' }).getByRole('option')).toHaveCount(1)
})
