import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, expectAccessible, test, waitForAuthentication } from './console-fixture.ts'
import { createFileUser } from './file-dialog-user.ts'

const UPDATE = 'Update the catalogue'

test('adds new operations from IBKR’s API document', async ({ console, window, home }) => {
  await waitForAuthentication(window)
  const dialog = window.getByRole('dialog', { name: UPDATE })
  const search = window.getByRole('searchbox', { name: 'Search operations' })

  // The dialog compares the catalogue with the API document of the connected server.
  await window.keyboard.press('Control+k')
  await window.getByRole('combobox', { name: 'Search commands and operations' }).fill('openapi')
  await window.keyboard.press('Enter')
  await dialog.getByRole('button', { name: /From the connected server/ }).click()
  await expect(dialog).toContainText('2.40.0-practice')
  await expect(dialog).toContainText('Place a basket <b>at once</b>')
  await dialog.getByRole('tab', { name: /Changed/ }).click()
  await expect(dialog).toContainText('query country new: string')
  await expectAccessible(window)
  await dialog.getByRole('tab', { name: /Not in the document/ }).click()
  await expect(dialog).toContainText('/iserver/secdef/bond-filters')
  await dialog.getByRole('button', { name: 'Add 2 operations, and new parts of 1 known operation' }).click()
  await expect(dialog).toBeHidden()

  // The tree still shows the operation after a reload.
  await window.reload()
  await waitForAuthentication(window)
  await search.fill('dividends of')
  await window.getByRole('treeitem', { name: /\{conid\}\/dividends/ }).click()
  await expect(window.getByText('What it does is not known')).toBeVisible()
  await expect(window.getByText('years')).toBeVisible()
  await window.getByRole('switch', { name: 'Armed' }).click()
  await expect(window.getByRole('switch', { name: 'Armed' })).not.toBeChecked()
  await window.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(window.getByRole('region', { name: 'Response', exact: true })).toContainText(/not armed/i)

  // A file that is not an OpenAPI document changes nothing.
  const folder = join(home, 'files')
  mkdirSync(folder)
  const files = await createFileUser(console, folder)
  await window.getByRole('button', { name: 'Update from IBKR’s document…' }).click()
  await files.load({ name: 'page.json', bytes: Buffer.from('<html>') }, () =>
    dialog.getByRole('button', { name: /From a file/ }).click(),
  )
  await expect(dialog.getByRole('alert')).toContainText('not JSON')
  await dialog.getByRole('button', { name: 'Remove additions' }).click()
  await expect(dialog.getByRole('button', { name: 'Remove additions' })).toBeHidden()
  await window.keyboard.press('Escape')
  await expect(window.getByRole('treeitem', { name: /\{conid\}\/dividends/ })).toBeHidden()
})
