import { lockDataFolder } from '../../../../src/host/storage/data-folder-lock.ts'
import { desktopOf, expect, waitForAuthentication } from '../../console-fixture.ts'
import { testOnGateway as test } from '../../gateways-fixture.ts'
import { reviewOrder } from '../../order-ticket.ts'
import { runDesktop } from '../../start-console.ts'

/* Tests the stand-in for Electron itself. */

test.use({ gatewayOptions: { askQuestions: false, fillSeconds: 1 } })

test('records desktop calls', async ({ window, console, home, host }) => {
  const desktop = desktopOf(console)
  await waitForAuthentication(window)

  await test.step('throws an error that names the missing part of the Electron stand-in', async () => {
    const errors = await desktop.evaluate(({ app, BrowserWindow, dialog, session }) => {
      const attempts: (() => unknown)[] = [
        () => app.getAppMetrics(),
        () => BrowserWindow.getAllWindows()[0]?.setKiosk(true),
        () => session.defaultSession.clearCache(),
        () => dialog.showCertificateTrustDialog({} as Electron.CertificateTrustDialogOptions),
      ]
      return attempts.map((attempt) => {
        try {
          return String(attempt())
        } catch (error) {
          return (error as Error).message
        }
      })
    })
    expect(errors).toEqual([
      'stand-in: app.getAppMetrics is not implemented',
      'stand-in: BrowserWindow.setKiosk is not implemented',
      'stand-in: session.clearCache is not implemented',
      'stand-in: dialog.showCertificateTrustDialog is not implemented',
    ])
  })

  await test.step('sandboxes every process, caches compiled code and uploads no crash dump', async () => {
    const calls = await desktop.evaluate(
      ({ app }) => (app as unknown as { standin: { calls: { name: string; args: unknown[] }[] } }).standin.calls,
    )
    expect(calls).toContainEqual({ name: 'app.enableSandbox', args: [] })
    expect(calls).toContainEqual({ name: 'crashReporter.start', args: [{ uploadToServer: false }] })
    expect(calls).toContainEqual({
      name: 'protocol.registerSchemesAsPrivileged',
      args: [[{ scheme: 'app', privileges: expect.objectContaining({ codeCache: true, secure: true }) }]],
    })
  })

  await test.step('minimises the window with Ctrl+M', async () => {
    const pressed = await desktop.evaluate(({ BrowserWindow, Menu }) => {
      const menu = Menu.getApplicationMenu() as unknown as { standinPress(accelerator: string): boolean }
      const [first] = BrowserWindow.getAllWindows()
      const wasPressed = ['CommandOrControl+W', 'CommandOrControl+M'].map((keys) => menu.standinPress(keys))
      const isMinimized = first?.isMinimized()
      first?.restore()
      return { wasPressed, isMinimized, windows: BrowserWindow.getAllWindows().length }
    })
    expect(pressed).toEqual({ wasPressed: [false, true], isMinimized: true, windows: 1 })
  })

  await test.step('opens a context menu with the available commands for fields and selected text', async () => {
    const menus = await desktop.evaluate(({ app, BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      const editFlags = { canCut: false, canCopy: false, canPaste: true, canSelectAll: true }
      contents?.emit('context-menu', {}, { isEditable: true, selectionText: '', editFlags })
      contents?.emit('context-menu', {}, { isEditable: false, selectionText: 'AAPL', editFlags })
      contents?.emit('context-menu', {}, { isEditable: false, selectionText: '', editFlags })
      return (app as unknown as { standin: { calls: { name: string; args: string[] }[] } }).standin.calls
        .filter(({ name }) => name === 'Menu.popup')
        .map(({ args }) => args.filter(Boolean))
    })
    expect(menus).toEqual([['paste', 'selectAll'], ['copy']])
  })

  await test.step('reports in the settings that the system refused a notification', async () => {
    const fail = (error: string | undefined) =>
      desktop.evaluate(({ Notification }, failure) => void Object.assign(Notification, { failure }), error)
    await fail('not permitted')
    await window.evaluate(() =>
      self.ibkrConsole?.send(
        JSON.stringify({
          t: 'call',
          id: 900_001,
          name: 'notifications.try',
          input: { kind: 'fill', desktop: true, sound: false },
        }),
      ),
    )
    await window.keyboard.press('Control+k')
    await window.getByRole('combobox', { name: 'Search commands and operations' }).fill('notifications')
    await window.keyboard.press('Enter')
    const dialog = window.getByRole('dialog', { name: 'Notifications' })
    await expect(dialog.getByText('The system refused the last notification: not permitted.')).toBeVisible()
    await fail(undefined)
    await dialog.getByRole('button', { name: 'Test: Order filled' }).click()
    await expect(dialog.getByText('The system refused')).toHaveCount(0)
    await window.keyboard.press('Escape')
  })

  await test.step('raises the window with the foreground rights of a second start, and flashes without', async () => {
    const readWindow = () =>
      desktop.evaluate(({ app, BrowserWindow }) => ({
        isFocused: BrowserWindow.getAllWindows()[0]?.isFocused(),
        flashes: (app as unknown as { standin: { calls: { name: string }[] } }).standin.calls.filter(
          ({ name }) => name === 'taskbar.flash',
        ).length,
      }))
    await desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.blur())
    // A program in the background, such as browser mode in a terminal, requests the same folder.
    await lockDataFolder(home, () => '')
    expect(await readWindow()).toEqual({ isFocused: false, flashes: 1 })
    await runDesktop(host, home)
    expect(await readWindow()).toEqual({ isFocused: true, flashes: 1 })
  })

  await test.step('shows a desktop notification for a fill while the window has no focus', async () => {
    await desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.blur())
    await window.getByRole('switch', { name: 'Armed' }).press('Space')
    await reviewOrder(window, '7')
    await window.getByRole('dialog', { name: 'Review order' }).getByRole('button', { name: 'Place order' }).click()
    const shown = () =>
      desktop.evaluate(({ app }) =>
        (app as unknown as { standin: { calls: { name: string; args: string[] }[] } }).standin.calls
          .filter(({ name }) => name === 'Notification.show')
          .map(({ args }) => args.join(': ')),
      )
    await expect.poll(shown).toContainEqual(expect.stringMatching(/^Filled: BUY 7 AAPL: at [\d.]+ on average · PAPER$/))
    // A cancel without arming is reported outside the page, also while the window has the focus.
    await desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.focus())
    await window.getByRole('switch', { name: 'Armed' }).press('Space')
    await window.keyboard.press('Control+Shift+F12')
    await expect.poll(shown).toContainEqual(expect.stringMatching(/^Sent while not armed: [\d:]{8} kill switch.*PAPER/))
  })
})
