import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type ConsoleProcess, startConsole } from '../../process/console-process.ts'
import { expect, expectAccessible, waitForAuthentication } from '../console-test.ts'
import { type FileUser, fileUser } from '../file-user.ts'
import { insertAt, pressEnterInDialog, pressEnterOn } from '../keyboard-user.ts'
import { test, threeFiles } from '../keys-test.ts'
import { addFiles, beginWizard, generateAndStop, nextStep, PASSPHRASE, wizardStep } from '../wizard-user.ts'

/** Replaces the test's console: it is stopped and started again. */
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
      files: () => fileUser({ page, desktop: undefined }, folder),
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
    // The prime of another set-up: a search takes a minute, and has its own test.
    await addFiles(page, await running.files(), threeFiles(oauth1).slice(2))
    const keys = page.getByRole('list', { name: 'Keys' }).getByRole('listitem')
    await expect(keys).toHaveText([/made here/, /made here/, /three\.pem/])
    await nextStep(page)
    await expect(page.getByText('These keys are in memory only')).toBeVisible()
    await expectAccessible(page)
    await pressEnterOn(page, page.getByRole('button', { name: 'Keep them…' }))
    const dialog = page.getByRole('dialog', { name: 'Keep the keys until they are registered' })
    await expect(dialog.getByRole('button', { name: 'Keep them' })).toBeEnabled()
    const vault = dialog.getByRole('radio', { name: 'Vault of the console' })
    if (!(await vault.isChecked())) await vault.press('Space')
    await insertAt(page, dialog.getByRole('textbox', { name: 'New passphrase' }), PASSPHRASE)
    await insertAt(page, dialog.getByRole('textbox', { name: 'Once more' }), 'another one')
    await pressEnterInDialog(page, dialog.getByRole('button', { name: 'Keep them' }))
    const again = dialog.getByRole('textbox', { name: 'Once more' })
    await expect(again).toHaveAccessibleDescription(/differ/)
    await expect(again).toBeFocused()
    await expect(dialog.getByRole('textbox', { name: 'New passphrase' })).toHaveValue(PASSPHRASE)
    await expectAccessible(page)
    // Typed digits replace the second one.
    await page.keyboard.insertText(PASSPHRASE)
    await pressEnterOn(page, dialog.getByRole('button', { name: 'Keep them' }))
    await expect(page.getByText('These keys are in the console’s vault')).toBeVisible()
    // The button that opened the dialog no longer exists, so its replacement gets the focus.
    await expect(page.locator(':focus')).toContainText('These keys are in')

    await running.start()
    await waitForAuthentication(page)
    await page.keyboard.press('g')
    await page.keyboard.press('p')
    await pressEnterOn(page, page.getByRole('button', { name: 'Resume' }))
    await expect(page.getByRole('heading', { name: 'OAuth 1.0a keys that were kept' })).toBeFocused()
    await expectAccessible(page)
    await insertAt(page, page.getByRole('textbox', { name: 'Passphrase of the vault' }), PASSPHRASE)
    await page.keyboard.press('Enter')
    await expect(wizardStep(page, 'Register the public files at IBKR')).toContainText('until you store or discard them')
    await expect(page.getByRole('list', { name: 'Public files' }).getByRole('listitem')).toHaveCount(3)
  },
)
