import type { ElectronApplication } from '@playwright/test'
import { desktopOf, expect, test, waitForAuthentication } from '../console-fixture.ts'
import { scriptDialogs } from '../scripted-dialogs.ts'

const crash = (desktop: ElectronApplication): Promise<void> =>
  desktop.evaluate(
    ({ BrowserWindow }) =>
      new Promise<void>((resolve) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents
        contents?.once('render-process-gone', () => resolve())
        contents?.forcefullyCrashRenderer()
      }),
  )

/** Reads the text of the page through the main process, because Playwright's page is unusable after a crash. */
const words = (desktop: ElectronApplication): Promise<string> =>
  desktop.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    return contents?.executeJavaScript('document.body.innerText').catch(() => '') as Promise<string>
  })

/** Reads through the main process whether the profile is armed. */
const armed = (desktop: ElectronApplication): Promise<string> =>
  desktop.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    const question = `String(document.querySelector('[role="switch"]')?.ariaChecked ?? document.querySelector('[role="switch"]')?.checked)`
    return contents?.executeJavaScript(question).catch(() => '') as Promise<string>
  })

test('reopens a crashed window', async ({ window, console }) => {
  await waitForAuthentication(window)
  const desktop = desktopOf(console)
  const dialogs = await scriptDialogs(desktop)
  await dialogs.answer({ kind: 'press', button: 0 })
  const asked = async (): Promise<readonly (string | undefined)[]> =>
    (await dialogs.asked()).map(({ message }) => message)

  await test.step('reopens a crashed page and continues the session', async () => {
    await window.getByRole('switch', { name: 'Armed' }).click()
    await expect(window.getByRole('switch', { name: 'Armed' })).not.toBeChecked()
    await crash(desktop)
    // The reported reason for a forced crash depends on the operating system.
    await expect
      .poll(() => words(desktop))
      .toMatch(/The window (crashed|exited|was ended by .+) at [\d:]+ and was opened/)
    await expect.poll(() => words(desktop)).toContain('Authenticated')
    // The host kept running, so a disarmed profile stays disarmed.
    await expect.poll(() => armed(desktop)).toBe('false')
  })

  await test.step('stops reopening a page that crashes repeatedly', async () => {
    // The fourth crash within a minute exceeds the limit.
    for (let count = 1; count < 4; count += 1) {
      expect(await asked()).toEqual([])
      await expect.poll(() => words(desktop)).toContain('Authenticated')
      await crash(desktop)
    }
    await expect.poll(asked).toEqual(['The window keeps failing.'])
    await expect.poll(() => words(desktop)).toContain('Authenticated')
  })
})
