import { app, type BrowserWindow, Menu, nativeImage, Tray } from 'electron'
import { loadDesktopSettings, saveDesktopSettings } from '../host/desktop-shell/desktop-settings.ts'
import type { DesktopShellPort } from '../host/desktop-shell/shell-port.ts'
import type { Log } from '../host/log/log.ts'
import { SESSION_LABELS } from '../shared/domain/session.ts'
import { createTrayMenuTemplate } from './menu.ts'
import { bringToFront } from './window.ts'

/** Size of the icon in display-independent pixels. */
const ICON_SIZE = process.platform === 'linux' ? 22 : 16

/** Platforms on which the system can start the program at login. */
const HAS_LOGIN_ITEMS = process.platform === 'darwin' || process.platform === 'win32'

export interface TrayOptions {
  readonly window: BrowserWindow
  readonly shell: DesktopShellPort
  readonly icon: string
  readonly home: string
  readonly log: Log
  /** Whether the program is quitting, so that the window must close. */
  readonly isQuitting: () => boolean
}

/**
 * Shows the session state in the tray, with a menu for the desktop settings. Returns a function that removes the tray
 * icon.
 */
export function showTray({ window, shell, icon, home, log, isQuitting }: TrayOptions): () => void {
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
  const tray = new Tray(nativeImage.createFromPath(icon).resize({ width: ICON_SIZE, height: ICON_SIZE }))
  const draw = (): void => {
    tray.setToolTip(`IBKR Console: ${status}`)
    tray.setContextMenu(
      Menu.buildFromTemplate(
        createTrayMenuTemplate({
          status,
          keepRunning,
          startAtLogin: HAS_LOGIN_ITEMS ? app.getLoginItemSettings().openAtLogin : undefined,
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
  // On Linux, a click may open only the menu.
  tray.on('click', () => bringToFront(window))
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
