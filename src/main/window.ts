import { app, BrowserWindow, Notification, nativeTheme, screen } from 'electron'
import { saveWindowState, type WindowState } from '../host/desktop-shell/window-state.ts'
import type { Log } from '../host/log/log.ts'
import type { DesktopShellPort } from '../host/shell-port.ts'

export interface WindowOptions {
  readonly state: WindowState
  /** Path of the built preload script. */
  readonly preload: string
  readonly icon: string
  /** Whether the developer tools may be opened; false in an installed program. */
  readonly devTools: boolean
}

/** Creates the only window. It stays hidden until its page is drawn. */
export function createWindow({ state, preload, icon, devTools }: WindowOptions): BrowserWindow {
  const workAreas = screen.getAllDisplays().map((display) => display.workArea)
  const window = new BrowserWindow({
    ...placeWindow(state, workAreas),
    minWidth: 400,
    minHeight: 300,
    show: false,
    title: 'IBKR Console',
    icon,
    // The background colour of the page, so that a dark window does not flash white at first.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#111214' : '#ffffff',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      webviewTag: false,
      // The page must not open dialogs: a faulty page could cover the screen with dialogs.
      disableDialogs: true,
      // A file that is dropped next to its field must not replace the page.
      navigateOnDragDrop: false,
      // The spell checker is disabled, because it would download dictionaries from a third party.
      spellcheck: false,
      devTools,
    },
  })
  showWhenDrawn(window, state.maximized, process.platform)
  return window
}

type HiddenWindow = Pick<BrowserWindow, 'once' | 'show' | 'maximize' | 'isDestroyed'> & {
  readonly webContents: Pick<BrowserWindow['webContents'], 'once'>
}

/**
 * Shows the window when its page is drawn. Maximising also shows the window, so it is delayed as well. Under Wayland,
 * Electron does not draw a hidden window and never emits `ready-to-show` (electron/electron#48859). There the window is
 * shown when loading ends.
 */
export function showWhenDrawn(window: HiddenWindow, maximized: boolean, platform: NodeJS.Platform): void {
  let shown = false
  const show = (): void => {
    if (shown || window.isDestroyed()) return
    shown = true
    if (maximized) window.maximize()
    window.show()
  }
  window.once('ready-to-show', show)
  if (platform === 'linux') window.webContents.once('did-finish-load', show)
}

/** A rectangle in display-independent pixels. */
interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Size in pixels of the part of the title bar that must be visible, so that the window can be moved. */
const VISIBLE_TITLE_BAR = 80

/**
 * Returns the initial bounds: the last position if it is on a screen, otherwise a size for which the system chooses the
 * position. The window is never larger than the largest screen.
 */
export function placeWindow(
  { position, width, height }: WindowState,
  screens: readonly Area[],
): Pick<Area, 'width' | 'height'> & Partial<Area> {
  const size = {
    width: Math.min(width, Math.max(...screens.map((each) => each.width))),
    height: Math.min(height, Math.max(...screens.map((each) => each.height))),
  }
  if (!position) return size
  const { x, y } = position
  const isReachable = screens.some(
    (each) =>
      x + size.width >= each.x + VISIBLE_TITLE_BAR &&
      x <= each.x + each.width - VISIBLE_TITLE_BAR &&
      y >= each.y &&
      y <= each.y + each.height - VISIBLE_TITLE_BAR,
  )
  return isReachable ? { ...size, x, y } : size
}

/** Saves the bounds of the window when it closes. If that fails, only the bounds are lost. */
export function savePositionOnClose(window: BrowserWindow, home: string, log: Log): void {
  window.on('close', () => {
    // The bounds of the window when it is not maximised.
    const { x, y, width, height } = window.getNormalBounds()
    try {
      saveWindowState(home, { schemaVersion: 1, position: { x, y }, width, height, maximized: window.isMaximized() })
    } catch (error) {
      log.write('warning', 'window-position-not-saved', (error as NodeJS.ErrnoException).code)
    }
  })
}

export function bringToFront(window: BrowserWindow): void {
  if (window.isDestroyed()) return
  if (window.isMinimized()) window.restore()
  window.show()
  // On a Mac the whole program may be behind another program.
  app.focus({ steal: true })
  window.focus()
}

/**
 * Maximum number of shown notifications that are referenced: a click on a notification that was garbage collected does
 * nothing.
 */
const MAX_NOTIFICATIONS = 20

/**
 * Shows desktop notifications of the host while the window has no focus. The page plays the sounds. Returns a function
 * that stops it.
 */
export function showNotifications(window: BrowserWindow, shell: DesktopShellPort): () => void {
  const shown: Notification[] = []
  return shell.onNotification(({ title, body, desktop, isTrial }) => {
    if (!desktop || window.isDestroyed() || !Notification.isSupported()) return
    if (window.isFocused() && !isTrial) return
    const notification = new Notification({ title, body, silent: true })
    notification.on('click', () => bringToFront(window))
    notification.on('show', () => shell.reportNotification(undefined))
    // Emitted on macOS and Windows only. Linux reports nothing.
    notification.on('failed', (_event, error) => shell.reportNotification(describeFailedNotification(error)))
    shown.push(notification)
    if (shown.length > MAX_NOTIFICATIONS) shown.shift()
    notification.show()
  })
}

function describeFailedNotification(error: string): string {
  const cause = `The system refused the last notification: ${error.slice(0, 200)}.`
  return process.platform === 'darwin' ? `${cause} macOS shows those of signed programs only.` : cause
}
