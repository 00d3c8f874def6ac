import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { desktopOf, expect, test, waitForAuthentication } from '../console-fixture.ts'
import { scriptDialogs } from '../scripted-dialogs.ts'

test('does not let the page choose the path of a saved file', async ({ window, console, home }) => {
  await waitForAuthentication(window)
  await window.getByRole('textbox', { name: 'Path' }).fill('/iserver/accounts')
  await window.keyboard.press('Control+Enter')
  await expect(window.getByRole('region', { name: 'Response', exact: true })).toContainText('200')

  await test.step('saves nothing if the user cancels the dialog', async () => {
    const dialogs = await scriptDialogs(desktopOf(console))
    const save = window.getByRole('button', { name: 'Save as file…' })
    await dialogs.answer({ kind: 'close' })
    await save.click()
    await expect.poll(dialogs.asked).toHaveLength(1)

    const folder = join(home, 'files')
    await dialogs.answer({ kind: 'save-in', folder })
    await save.click()
    await expect(window.getByText('Not saved: The folder no longer exists.')).toBeVisible()
    mkdirSync(join(folder, 'iserver-accounts.json'), { recursive: true })
    await dialogs.answer({ kind: 'save-in', folder })
    await save.click()
    await expect(window.getByText('Not saved: That is not a regular file.')).toBeVisible()
    expect(readdirSync(folder)).toEqual(['iserver-accounts.json'])
    rmSync(folder, { recursive: true })
    await expect(window.getByRole('status', { name: 'Notifications' }).getByRole('button')).toHaveCount(2)
  })

  await test.step('saves the whole response at the path that the user chose', async () => {
    const dialogs = await scriptDialogs(desktopOf(console))
    const folder = join(home, 'chosen')
    mkdirSync(folder)
    await dialogs.answer({ kind: 'save-in', folder })
    await window.getByRole('button', { name: 'Save as file…' }).click()
    await expect(window.getByText('Saved iserver-accounts.json').first()).toBeAttached()
    const saved: unknown = JSON.parse(readFileSync(join(folder, 'iserver-accounts.json'), 'utf8'))
    expect(saved).toMatchObject({ accounts: expect.arrayContaining(['DU1234567']) })
  })

  await test.step('accepts a file name from the page, but no folder', async () => {
    const dialogs = await scriptDialogs(desktopOf(console))
    await window.evaluate(() => {
      const content = { kind: 'text', text: 'x' }
      const call = (id: number, input: object): void =>
        self.ibkrConsole?.send(JSON.stringify({ t: 'call', id, name: 'files.save', input }))
      call(900_001, { suggestedName: 'x.txt', content, path: '/etc/cron.d/x' })
      call(900_002, { suggestedName: '../../.config/autostart/evil.desktop', content })
      for (let id = 900_003; id < 900_020; id += 1) call(id, { suggestedName: 'again.txt', content })
    })
    // Without a path, Electron would show the downloads folder.
    const defaultPath = join(home, 'chosen', 'config-autostart-evil.desktop')
    await expect.poll(dialogs.asked).toEqual([{ method: 'showSaveDialog', message: undefined, defaultPath }])
    // The last call has ended, so no other dialog can follow.
    await window.getByRole('button', { name: 'Save as file…' }).click()
    await expect(window.getByText('Not saved: Another file dialog is already open.')).toBeVisible()
    expect(await dialogs.asked()).toHaveLength(1)
  })
})
