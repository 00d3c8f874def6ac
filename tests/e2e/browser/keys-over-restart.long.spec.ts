import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type ConsoleProcess, startConsole } from '../../process/console-process.ts'
import { expect, expectAccessible, waitForAuthentication } from '../console-fixture.ts'
import { createFileUser, type FileUser } from '../file-dialog-user.ts'
import { insertAt, pressEnterInDialog, pressEnterOn } from '../keyboard-user.ts'
import { test, threeKeyFiles } from '../keys-fixture.ts'
import { addFiles, beginWizard, continueWizard, generateAndStop, PASSPHRASE, wizardStep } from '../wizard-user.ts'

/** The console of the test. `start` first stops a running console. */
interface Restarts {
  readonly running: { start(): Promise<void>; files(): Promise<FileUser> }
}

const restarting = test.extend<Restarts>({
  running: async ({ page, home }, use) => {
    let program: ConsoleProcess | undefined
    const folder = join(home, 'files')
    mkdirSync(folder)
    await use({
      async start() {
        await program?.stop()
        program = await startConsole({ home })
        await page.goto(program.url)
      },
      files: () => createFileUser({ page, desktop: undefined }, folder),
    })
    await program?.stop()
  },
})

restarting(
  'saves generated keys before they are registered, and resumes after a restart',
  async ({ page, running, oauth1 }) => {
    await running.start()
    await waitForAuthentication(page)
    await beginWizard(page)
    await generateAndStop(page)
    // The prime comes from a file, because its generation takes a minute.
    await addFiles(page, await running.files(), threeKeyFiles(oauth1).slice(2))
    const keys = page.getByRole('list', { name: 'Keys' }).getByRole('listitem')
    await expect(keys).toHaveText([/generated here/, /generated here/, /three\.pem/])
    await continueWizard(page)
    await expect(page.getByText('These keys are in memory only')).toBeVisible()
    await expectAccessible(page)
    await pressEnterOn(page, page.getByRole('button', { name: 'Save keys…' }))
    const dialog = page.getByRole('dialog', { name: 'Save unfinished keys' })
    await expect(dialog.getByRole('button', { name: 'Save keys' })).toBeEnabled()
    const vault = dialog.getByRole('radio', { name: 'Console vault' })
    if (!(await vault.isChecked())) await vault.press('Space')
    await insertAt(page, dialog.getByRole('textbox', { name: 'New passphrase' }), PASSPHRASE)
    await insertAt(page, dialog.getByRole('textbox', { name: 'Repeat passphrase' }), 'another one')
    await pressEnterInDialog(page, dialog.getByRole('button', { name: 'Save keys' }))
    const again = dialog.getByRole('textbox', { name: 'Repeat passphrase' })
    await expect(again).toHaveAccessibleDescription(/differ/)
    await expect(again).toBeFocused()
    await expect(dialog.getByRole('textbox', { name: 'New passphrase' })).toHaveValue(PASSPHRASE)
    await expectAccessible(page)
    // The entered passphrase replaces the selected text of the second field.
    await page.keyboard.insertText(PASSPHRASE)
    await pressEnterOn(page, dialog.getByRole('button', { name: 'Save keys' }))
    await expect(page.getByText('These keys are in the console vault')).toBeVisible()
    // The button that opened the dialog no longer exists, so its replacement receives the focus.
    await expect(page.locator(':focus')).toContainText('These keys are in')

    await running.start()
    await waitForAuthentication(page)
    await page.keyboard.press('g')
    await page.keyboard.press('p')
    await pressEnterOn(page, page.getByRole('button', { name: 'Resume' }))
    await expect(page.getByRole('heading', { name: 'Saved OAuth 1.0a keys' })).toBeFocused()
    await expectAccessible(page)
    await insertAt(page, page.getByRole('textbox', { name: 'Vault passphrase' }), PASSPHRASE)
    await page.keyboard.press('Enter')
    await expect(wizardStep(page, 'Register the public keys with IBKR')).toContainText(
      'until you store or discard them',
    )
    await expect(page.getByRole('list', { name: 'Public files' }).getByRole('listitem')).toHaveCount(3)
  },
)
