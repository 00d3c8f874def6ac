import type { Page } from '@playwright/test'
import { expect, expectAccessible, waitForAuthentication } from './console-fixture.ts'
import { pressEnterInDialog, pressEnterOn } from './keyboard-user.ts'
import { settingsFile, test } from './keys-fixture.ts'
import { addFiles, beginWizard, generateAndStop, wizardStep } from './wizard-user.ts'

/** Discards the import, so that the next wizard starts empty. */
async function discard(window: Page): Promise<void> {
  await pressEnterOn(window, window.getByRole('button', { name: 'Discard…' }))
  const question = window.getByRole('alertdialog', { name: 'Discard these keys?' })
  await pressEnterInDialog(window, question.getByRole('button', { name: 'Discard' }))
  await expect(window.getByRole('region', { name: 'All profiles' })).toBeVisible()
}

test('reports mismatched keys and invalid key files', async ({ window, files, oauth1 }) => {
  await waitForAuthentication(window)

  await test.step('finds mismatched keys without network access', async () => {
    await beginWizard(window)
    const stranger = { ...oauth1, encryption: oauth1.signature }
    await addFiles(window, files, [settingsFile(stranger), { name: 'notes.txt', bytes: Buffer.from('hello') }])
    await expect(window.getByRole('log', { name: 'Files' })).toContainText('notes.txt contains no key')
    await pressEnterOn(
      window,
      window.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name: /Verify locally/ }),
    )
    const checks = window.getByRole('list', { name: 'Checks' })
    await expect(checks).toContainText('are the same; IBKR requires two')
    await expectAccessible(window)
    await pressEnterOn(window, checks.getByRole('button', { name: 'Fix in Keys' }).first())
    await expect(wizardStep(window, 'Provide the keys')).toBeVisible()

    await pressEnterOn(
      window,
      window.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name: /^Store/ }),
    )
    await expect(wizardStep(window, 'Store the keys')).toContainText('Verify them locally first')
    await expect(window.getByRole('button', { name: 'Store keys' })).toHaveCount(0)
    await discard(window)
  })

  await test.step('accepts files that are dropped anywhere on the wizard step', async () => {
    await beginWizard(window)
    const area = window.locator('.drop-area')
    const transfer = await window.evaluateHandle(
      (files) => {
        const dropped = new DataTransfer()
        for (const { name, text } of files) dropped.items.add(new File([text], name))
        return dropped
      },
      [
        { name: 'key.pem', text: oauth1.signature },
        { name: 'picture.png', text: 'no key' },
      ],
    )
    await area.dispatchEvent('dragover', { dataTransfer: transfer })
    await expect(window.getByRole('region', { name: 'Keys from files' })).toContainText('Drop files here')
    await expectAccessible(window)
    await area.dispatchEvent('drop', { dataTransfer: transfer })
    await expect(window.getByRole('list', { name: 'Keys' }).getByRole('listitem')).toHaveText([
      /Signature key.*key\.pem/,
      /Missing/,
      /Missing/,
    ])
    await expect(window.getByRole('log', { name: 'Files' })).toContainText('picture.png contains no key')
    await expect(window.getByRole('region', { name: 'Keys from files' })).toContainText('Import keys')

    // A file that is dropped on the row of a key is used for that key.
    const one = await window.evaluateHandle((text) => {
      const dropped = new DataTransfer()
      dropped.items.add(new File([text], 'signature.pem'))
      return dropped
    }, oauth1.encryption)
    const line = window.getByRole('list', { name: 'Keys' }).getByRole('listitem').filter({ hasText: 'Encryption key' })
    await line.dispatchEvent('drop', { dataTransfer: one })
    await expect(line).toContainText('signature.pem')
    await discard(window)
  })

  await test.step('lets the user stop the key generation', async () => {
    await beginWizard(window)
    await generateAndStop(window)
    const making = window.getByRole('region', { name: 'New keys' })
    await expectAccessible(window)
    await expect(window.getByRole('list', { name: 'Keys' }).getByRole('listitem')).toHaveText([
      /generated here/,
      /generated here/,
      /Missing/,
    ])
    await pressEnterOn(window, making.getByRole('button', { name: 'Generate new keys…' }))
    await expect(making).toContainText('exist nowhere else')
    await expect(making.getByRole('button', { name: 'Cancel' })).toBeFocused()
    await window.keyboard.press('Enter')
    await expect(making.getByRole('button', { name: 'Generate new keys…' })).toBeFocused()

    // Replacing an unsaved key requires a confirmation.
    const keys = window.getByRole('list', { name: 'Keys' })
    await pressEnterOn(window, keys.getByRole('button', { name: 'Remove the signature key' }))
    await expect(keys.getByRole('button', { name: 'Cancel' })).toBeFocused()
    await window.keyboard.press('Enter')
    await expect(keys.getByRole('button', { name: 'Remove the signature key' })).toBeFocused()
    await pressEnterOn(window, keys.getByRole('button', { name: 'Remove the signature key' }))
    await pressEnterOn(window, keys.getByRole('button', { name: 'Remove', exact: true }))
    await expect(keys.getByRole('button', { name: 'Choose the signature key…' })).toBeFocused()

    await pressEnterOn(window, window.getByRole('button', { name: 'Discard…' }))
    const question = window.getByRole('alertdialog', { name: 'Discard these keys?' })
    await expectAccessible(window)
    await pressEnterInDialog(window, question.getByRole('button', { name: 'Discard' }))
    await expect(window.getByRole('region', { name: 'All profiles' })).toBeVisible()
    await expect(window.getByText('Setting up')).toBeHidden()
  })
})
