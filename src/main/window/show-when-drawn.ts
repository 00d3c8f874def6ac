import type { BrowserWindow } from 'electron'

type Shown = Pick<BrowserWindow, 'once' | 'show' | 'maximize' | 'isDestroyed'> & {
  readonly webContents: Pick<BrowserWindow['webContents'], 'once'>
}

/**
 * Shows the window once there is something to see in it. To maximise is to show, so it waits as well. Under Wayland
 * Electron draws nothing that is hidden and never says `ready-to-show` (electron/electron#48859): there the end of loading is
 * enough.
 */
export function showWhenDrawn(window: Shown, maximized: boolean, platform: NodeJS.Platform): void {
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
