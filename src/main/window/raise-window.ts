import { app, type BrowserWindow } from 'electron'

/** Brings the window before the others. */
export function raiseWindow(window: BrowserWindow): void {
  if (window.isDestroyed()) return
  if (window.isMinimized()) window.restore()
  window.show()
  // On a Mac the program as a whole may lie behind another.
  app.focus({ steal: true })
  window.focus()
}
