import { app, type BrowserWindow, Menu, nativeImage, Tray } from 'electron'
import { loadDesktopSettings, saveDesktopSettings } from '../host/desktop-shell/desktop-settings.ts'
import type { Log } from '../host/log/log.ts'
import type { DesktopShellPort } from '../host/shell-port.ts'
import { SESSION_LABELS } from '../shared/domain/session.ts'
import { createTrayMenuTemplate } from './menu.ts'
import { bringToFront } from './window.ts'

export interface TrayOptions {
  readonly window: BrowserWindow
  readonly shell: DesktopShellPort
  readonly icon: string
  readonly home: string
  readonly log: Log
  /** Whether the program is quitting, so that the window must close. */
  readonly isQuitting: () => boolean
  readonly platform: NodeJS.Platform
}

/**
 * Shows the session state in the tray, with a menu for the desktop settings. Returns a function that removes the tray
 * icon.
 */
export function showTray({ window, shell, icon, home, log, isQuitting, platform }: TrayOptions): () => void {
  // During development, the system would start Electron itself. Linux has no login items of Electron.
  const hasLoginItem = app.isPackaged && (platform === 'darwin' || platform === 'win32')
  /** In display-independent pixels. */
  const iconSize = platform === 'linux' ? 22 : 16
  const { value: settings, notice } = loadDesktopSettings(home, Date.now)
  if (notice) shell.addNotice(notice)
  let { keepRunning } = settings
  let status = ''

  const changeKeepRunning = (wanted: boolean): void => {
    try {
      saveDesktopSettings(home, { schemaVersion: 1, keepRunning: wanted })
      keepRunning = wanted
    } catch (error) {
      log.write('warning', 'desktop-settings-not-saved', ((error as Error).cause as NodeJS.ErrnoException)?.code)
      shell.addNotice(
        'The tray setting was not saved. Check that the disk is not full and the data folder is writable.',
      )
    }
    draw()
  }
  const tray = new Tray(nativeImage.createFromPath(icon).resize({ width: iconSize, height: iconSize }))
  const draw = (): void => {
    tray.setToolTip(`IBKR Console: ${status}`)
    tray.setContextMenu(
      Menu.buildFromTemplate(
        createTrayMenuTemplate({
          status,
          keepRunning,
          startAtLogin: hasLoginItem ? app.getLoginItemSettings().openAtLogin : undefined,
          open: () => bringToFront(window),
          changeKeepRunning,
          changeStartAtLogin(openAtLogin) {
            app.setLoginItemSettings({ openAtLogin })
            draw()
          },
          quit: () => app.quit(),
        }),
      ),
    )
  }
  const stop = shell.onSession(({ profile, environment, state }) => {
    // Shows the environment in capital letters, as in the window.
    const kind = environment === 'live' || environment === 'paper' ? ` (${environment.toUpperCase()})` : ''
    const next = `${profile.name}${kind}: ${SESSION_LABELS[state.kind]}`
    if (next === status) return
    status = next
    draw()
  })
  // On macOS, a click opens the menu. On Linux it may open only the menu.
  if (platform !== 'darwin') tray.on('click', () => bringToFront(window))
  app.on('activate', () => bringToFront(window))
  window.on('close', (event) => {
    if (!keepRunning || isQuitting()) return
    event.preventDefault()
    window.hide()
  })
  return () => {
    stop()
    tray.destroy()
  }
}
