import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import type { Menu } from 'electron'
import { runConsoleCommand, startConsole } from '../../process/console-process.ts'
import { desktopOf, expect, longStep, test, waitForAuthentication } from '../console-fixture.ts'
import { launchDesktop, runDesktop } from '../start-console.ts'

type TrayRecord = { trayMenu?: Menu; trayToolTip?: string }

/** Records the next tooltip and menu of the tray icon, which Electron does not return. */
const recordTray = (desktop: ElectronApplication): Promise<void> =>
  desktop.evaluate(({ Tray }) => {
    const { setContextMenu, setToolTip } = Tray.prototype
    Object.assign(Tray.prototype, {
      setContextMenu(this: Electron.Tray, menu: Menu) {
        Object.assign(globalThis, { trayMenu: menu })
        setContextMenu.call(this, menu)
      },
      setToolTip(this: Electron.Tray, text: string) {
        Object.assign(globalThis, { trayToolTip: text })
        setToolTip.call(this, text)
      },
    })
  })

test('runs menu commands, shows sleep, starts only one instance, and exits', async ({
  window,
  console,
  home,
  host,
}) => {
  const desktop = desktopOf(console)
  await waitForAuthentication(window)

  await test.step('runs the same commands from the menu as from the palette', async () => {
    const choose = (id: string): Promise<void> =>
      desktop.evaluate(({ Menu }, item) => Menu.getApplicationMenu()?.getMenuItemById(item)?.click(), id)
    await choose('go-orders')
    await expect(window.getByRole('grid', { name: 'Orders' })).toBeVisible()
    await choose('palette')
    await expect(window.getByRole('combobox', { name: 'Search commands and operations' })).toBeVisible()
    await window.keyboard.press('Escape')
  })

  await test.step('shows sleep and wake-up in the session timeline', async () => {
    await desktop.evaluate(({ powerMonitor }) => {
      powerMonitor.emit('suspend')
      powerMonitor.emit('resume')
    })
    await window.keyboard.press('g')
    await window.keyboard.press('s')
    const timeline = window.getByRole('list', { name: 'Session timeline' })
    await expect(timeline).toContainText('The computer goes to sleep')
    await expect(timeline).toContainText('The computer woke up')
  })

  await test.step('brings the first window to the front when the program starts again', async () => {
    await desktop.evaluate(({ app, BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.minimize()
      app.on('second-instance', () => Object.assign(globalThis, { raisedByChromium: true }))
    })
    const second = await runDesktop(host, home)
    expect(second).toMatchObject({ code: 0, words: expect.stringContaining('Its window was brought to the front.') })
    expect(await desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized())).toBe(false)
    // On Windows, only Chromium's single-instance lock can bring the first instance to the front.
    await expect.poll(() => desktop.evaluate(() => 'raisedByChromium' in globalThis)).toBe(true)
    const browserMode = await runConsoleCommand(['start', '--browser', '--no-open', '--home', home])
    expect(browserMode).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Its window was brought to the front.'),
    })
  })

  await test.step('opens the view or the operation of a link, and reports an invalid link', async () => {
    await runDesktop(host, home, ['ibkr-console://view/history'])
    await expect(window).toHaveURL(/#\/history$/)
    await runDesktop(host, home, [`ibkr-console://command/${'x'.repeat(10_000)}`])
    await expect(window.getByText(/The link “ibkr-console:\/\/command\/x+…” names no view/)).toBeVisible()
    await runDesktop(host, home, ['ibkr-console://operation/portfolio.accounts'])
    await expect(window.getByRole('textbox', { name: 'Path' })).toHaveValue('/portfolio/accounts')
  })

  await test.step('shows the session in the tray, and keeps running there when the window closes', async () => {
    const choose = (id: string): Promise<void> =>
      desktop.evaluate((_electron, item) => (globalThis as TrayRecord).trayMenu?.getMenuItemById(item)?.click(), id)
    const isVisible = (): Promise<boolean | undefined> =>
      desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())
    const toolTip = (): Promise<string | undefined> => desktop.evaluate(() => (globalThis as TrayRecord).trayToolTip)
    await recordTray(desktop)
    const calls = [
      { t: 'call', id: 900_001, name: 'session.disconnect', input: {}, label: 'Disconnected' },
      // The first call may still be pending, so the second needs its own ID.
      { t: 'call', id: 900_002, name: 'session.connect', input: {}, label: 'Authenticated' },
    ]
    for (const { label, ...call } of calls) {
      await window.evaluate((text) => self.ibkrConsole?.send(text), JSON.stringify(call))
      await expect.poll(toolTip).toBe(`IBKR Console: Practice: ${label}`)
    }
    await choose('tray-keep-running')
    await desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
    expect(await isVisible()).toBe(false)
    await choose('tray-open')
    expect(await isVisible()).toBe(true)
    await desktop.evaluate(({ app, BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.close()
      // macOS passes a link in this event.
      app.emit('open-url', { preventDefault: () => undefined }, 'ibkr-console://view/session')
    })
    expect(await isVisible()).toBe(true)
    await expect(window).toHaveURL(/#\/session$/)
    expect(JSON.parse(readFileSync(join(home, 'desktop.json'), 'utf8'))).toMatchObject({ keepRunning: true })
    await choose('tray-keep-running')
  })

  await test.step('logs when another Chromium process ends', async () => {
    await desktop.evaluate(({ app }) => {
      app.emit('child-process-gone', {}, { type: 'GPU', reason: 'crashed', exitCode: 139, name: 'GPU' })
    })
    expect(readFileSync(join(home, 'logs/console.log'), 'utf8')).toContain('GPU: crashed, exit code 139')
  })

  const place = { x: 40, y: 30, width: 900, height: 640 }
  await desktop.evaluate(({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds), place)

  await test.step('exits the program and releases its home folder when the window closes', async () => {
    await console.stop()
    expect(existsSync(join(home, 'instance.sock'))).toBe(false)
  })

  await longStep('restores the position of the window, and exits when Windows signs the user out', async () => {
    expect(JSON.parse(readFileSync(join(home, 'window.json'), 'utf8'))).toMatchObject({ position: { x: 40, y: 30 } })
    const again = await launchDesktop(host, home)
    await again.firstWindow()
    expect(await again.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())).toEqual(place)
    const closed = again.waitForEvent('close')
    await again.evaluate(({ BrowserWindow }) => {
      for (const event of ['query-session-end', 'session-end']) BrowserWindow.getAllWindows()[0]?.emit(event, {})
    })
    await closed
    expect(existsSync(join(home, 'instance.sock'))).toBe(false)
  })

  await longStep('quarantines a corrupt window state file', async () => {
    writeFileSync(join(home, 'window.json'), '{"schemaVersion":1,"width":-5')
    const again = await launchDesktop(host, home)
    const shown = await again.firstWindow()
    await expect(shown.getByText(/window\.json could not be read \(it is not JSON\)/)).toBeVisible()
    await again.close()
    expect(readdirSync(home).some((name) => name.startsWith('window.json.broken-'))).toBe(true)
  })
})

test('refuses a start without the sandbox, and a home folder that browser mode uses', async ({ host, home }) => {
  for (const [args, env] of [
    [['--no-sandbox'], {}],
    [[], { ELECTRON_DISABLE_SANDBOX: '1' }],
  ] as const) {
    const unsafe = await runDesktop(host, home, args, env)
    expect(unsafe).toEqual({ code: 1, words: expect.stringContaining('does not run without the sandbox') })
  }
  const holder = await startConsole({ home })
  const { code, words } = await runDesktop(host, home)
  await holder.stop()
  expect(code).toBe(1)
  expect(words).toContain(`another console (process ${holder.pid}) uses ${home} already`)
  expect(words).toMatch(/A new start address: http:\/\/127\.0\.0\.1:\d+\/start\?token=/)
})
