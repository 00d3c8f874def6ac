import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test as base, expect, expectAccessible, waitForAuthentication } from './console-fixture.ts'
import { createFileUser } from './file-dialog-user.ts'

const OURS = { folder: '', name: 'Ours <b>', method: 'GET', path: '/iserver/accounts', rows: [], body: '' }
const NEWER = { ...OURS, id: '2', name: 'From tomorrow', method: 'QUERY', certainty: [0.1] }

const test = base.extend({
  home: async ({ home }, use) => {
    const requests = [{ ...OURS, id: 'c0ffee00-0000-4000-8000-000000000001' }, NEWER]
    writeFileSync(
      join(home, 'explorer.json'),
      JSON.stringify({ schemaVersion: 1, favourites: [], variables: {}, requests }),
    )
    await use(home)
  },
})

test('counts saved requests that need a newer version, and rejects an export from a newer version', async ({
  window,
  console,
  home,
}) => {
  await waitForAuthentication(window)
  await expect(window.getByText(/1 saved request needs a newer version/)).toBeVisible()
  await expectAccessible(window)
  const ours = window.getByRole('treeitem', { name: /Ours/ })
  await expect(ours).toContainText('Ours <b>')
  await ours.click()
  await expect(window.getByRole('textbox', { name: 'Path', exact: true })).toHaveValue('/iserver/accounts')

  const files = await createFileUser(console, home)
  const exported = { ibkrConsoleRequests: 2, requests: [NEWER] }
  await files.load({ name: 'newer.json', bytes: Buffer.from(JSON.stringify(exported)) }, () =>
    window.getByRole('button', { name: 'Import saved requests…' }).click(),
  )
  await expect(window.getByText(/exported by a newer version of the console/)).toBeVisible()
  await expect(window.getByRole('treeitem', { name: /From tomorrow/ })).toHaveCount(0)
})
