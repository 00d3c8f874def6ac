import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { desktopOf, expect, longStep, test, waitForAuthentication } from '../console-fixture.ts'

/** Returns the logged reasons for rejected messages. */
const refusals = (home: string): readonly string[] =>
  [...logOf(home).matchAll(/"event":"ipc-refused","detail":"([\w-]+)"/g)].map(([, reason = '']) => reason)

function logOf(home: string): string {
  const file = join(home, 'logs', 'console.log')
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

/** Waits until the host responds to requests again. */
async function comesBack(window: Page, path: string): Promise<void> {
  await window.getByRole('textbox', { name: 'Path' }).fill(path)
  const response = window.getByRole('region', { name: 'Response', exact: true })
  await expect(async () => {
    await window.getByRole('button', { name: 'Send', exact: true }).click()
    await expect(response.locator('.response-url')).toContainText(path, { timeout: 2_000 })
    await expect(response).toContainText('DU1234567', { timeout: 2_000 })
  }).toPass()
}

test('rejects forged, malformed, oversized and too frequent messages', async ({ window, console, home }) => {
  const desktop = desktopOf(console)
  await waitForAuthentication(window)

  await test.step('rejects messages from a subframe or a foreign origin', async () => {
    await desktop.evaluate(({ BrowserWindow, ipcMain }) => {
      const sender = BrowserWindow.getAllWindows()[0]?.webContents
      const own = { parent: null, origin: 'app://console', url: 'app://console/' }
      for (const senderFrame of [
        { ...own, parent: {} },
        { ...own, origin: 'https://evil.example' },
      ])
        ipcMain.emit('ibkr-console:open', { sender, senderFrame }, 'forged')
    })
    await expect.poll(() => refusals(home)).toEqual(['subframe', 'foreign-origin'])
    // A forged message that opened a connection would have closed the window's connection.
    await window.getByRole('switch', { name: 'Armed' }).click()
    await expect(window.getByRole('switch', { name: 'Armed' })).not.toBeChecked()
    await window.getByRole('switch', { name: 'Armed' }).click()
    await expect(window.getByRole('switch', { name: 'Armed' })).toBeChecked()
  })

  await test.step('closes the connection of a page that sends an invalid frame', async () => {
    await window.evaluate(() => self.ibkrConsole?.send('{"t":"result","id":1}'))
    await comesBack(window, '/iserver/accounts')
  })

  await longStep('closes the connection after a flood of messages', async () => {
    await window.evaluate(() => {
      for (let count = 0; count < 20_000; count += 1) self.ibkrConsole?.send('{"t":"credit","id":999999,"credit":1}')
    })
    // The log mentions each kind of rejection only once.
    await expect.poll(() => refusals(home)).toEqual(['subframe', 'foreign-origin', 'rate-limit'])
    await expect(async () => {
      await window.getByRole('switch', { name: 'Armed' }).click()
      await expect(window.getByRole('switch', { name: 'Armed' })).not.toBeChecked({ timeout: 2_000 })
    }).toPass()
  })

  // The short run covers both cases without a window: tests/unit/main/ipc-server.test.ts.
  await longStep('closes the connection of a page that sends 100 MB', async () => {
    await window.evaluate(() => self.ibkrConsole?.send('x'.repeat(100 * 1024 * 1024)))
    await comesBack(window, '/portfolio/accounts')
  })
})
