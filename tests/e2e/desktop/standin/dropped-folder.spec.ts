import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { WebContents } from 'electron'
import { desktopOf, expect, waitForAuthentication } from '../../console-fixture.ts'
import { test, threeKeyFiles } from '../../keys-fixture.ts'
import { beginWizard } from '../../wizard-user.ts'

/** The stand-in for Electron adds this method. */
type Droppable = WebContents & { standinDrop(paths: readonly string[], x: number, y: number): Promise<void> }

test('passes a dropped folder of keys to the host as a path', async ({ window, console, home, oauth1 }) => {
  await waitForAuthentication(window)
  await beginWizard(window)
  const folder = join(home, 'dropped keys')
  mkdirSync(folder)
  for (const { name, bytes } of threeKeyFiles(oauth1)) writeFileSync(join(folder, name), bytes)
  const desktop = desktopOf(console)
  await desktop.evaluate(({ ipcMain }) => {
    const frames: string[] = []
    Object.assign(globalThis, { frames })
    ipcMain.on('ibkr-console:frame', (_event, _connection, message) => frames.push(String(message)))
  })
  const box = await window.locator('.drop-area').boundingBox()
  if (!box) throw new Error('there is nothing to drop on')
  await desktop.evaluate(
    ({ BrowserWindow }, { path, x, y }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as Droppable | undefined
      return contents?.standinDrop([path], x, y)
    },
    { path: folder, x: box.x + 40, y: box.y + 120 },
  )
  const keys = window.getByRole('list', { name: 'Keys' }).getByRole('listitem')
  await expect(keys).toHaveText([/one\.pem/, /two\.pem/, /three\.pem/])
  const frames = await desktop.evaluate(() => (globalThis as unknown as { frames: string[] }).frames)
  const offers = frames.filter((frame) => frame.includes('imports.add'))
  expect(offers).toEqual([expect.stringMatching(/"imports\.addPaths".*dropped keys/)])
})
