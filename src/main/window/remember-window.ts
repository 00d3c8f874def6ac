import type { BrowserWindow } from 'electron'
import type { Log } from '../../host/log/log.ts'
import { saveWindowState } from '../../host/shell/window-state.ts'

/** Writes where the window is when it closes. A home that cannot be written costs the place and nothing else. */
export function rememberWindow(window: BrowserWindow, home: string, log: Log): void {
  window.on('close', () => {
    // What it goes back to when it is made small again.
    const { x, y, width, height } = window.getNormalBounds()
    try {
      saveWindowState(home, { schemaVersion: 1, position: { x, y }, width, height, maximized: window.isMaximized() })
    } catch (error) {
      log.write('warning', 'window-place-not-kept', (error as NodeJS.ErrnoException).code)
    }
  })
}
