import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { authenticated, desktopOf, expect, test } from '../console-test.ts'

/** What the log tells of refused messages; nothing as long as there is no log. */
const refusals = (home: string): readonly string[] =>
  [...logOf(home).matchAll(/"event":"ipc-refused","detail":"([\w-]+)"/g)].map(([, reason = '']) => reason)

function logOf(home: string): string {
  const file = join(home, 'logs', 'console.log')
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

test.beforeEach(async ({ window }) => authenticated(window))

test('messages of a subframe or a foreign origin are dropped and logged, and the window goes on', async ({
  window,
  console,
  home,
}) => {
  await desktopOf(console).evaluate(({ BrowserWindow, ipcMain }) => {
    const sender = BrowserWindow.getAllWindows()[0]?.webContents
    const own = { parent: null, origin: 'app://console', url: 'app://console/' }
    for (const senderFrame of [
      { ...own, parent: {} },
      { ...own, origin: 'https://evil.example' },
    ])
      ipcMain.emit('ibkr-console:open', { sender, senderFrame }, 'forged')
  })
  expect(refusals(home)).toEqual(['subframe', 'foreign-origin'])
  // Had one of them opened a connection, the window would have lost its own.
  await window.getByRole('switch', { name: 'Armed' }).click()
  await expect(window.getByRole('switch', { name: 'Armed' })).not.toBeChecked()
})

for (const [what, message] of [
  ['a frame of a wrong shape', '{"t":"result","id":1}'],
  ['100 MB', undefined],
] as const) {
  test(`${what} costs the page its connection, which comes back by itself`, async ({ window }) => {
    await window.evaluate((text) => self.ibkrConsole?.send(text ?? 'x'.repeat(100 * 1024 * 1024)), message)
    await window
      .getByRole('list', { name: 'Reads to begin with' })
      .getByRole('button', { name: /\/iserver\/accounts/ })
      .click()
    await expect(async () => {
      await window.getByRole('button', { name: 'Send', exact: true }).click()
      await expect(window.getByRole('region', { name: 'Answer', exact: true })).toContainText('DU1234567', {
        timeout: 2_000,
      })
    }).toPass()
  })
}

test('a flood is cut off, and the window comes back when it ends', async ({ window, home }) => {
  await window.evaluate(() => {
    for (let count = 0; count < 20_000; count += 1) self.ibkrConsole?.send('{"t":"credit","id":999999,"credit":1}')
  })
  await expect.poll(() => refusals(home)).toEqual(['flood'])
  await expect(async () => {
    await window.getByRole('switch', { name: 'Armed' }).click()
    await expect(window.getByRole('switch', { name: 'Armed' })).not.toBeChecked({ timeout: 2_000 })
  }).toPass()
})
