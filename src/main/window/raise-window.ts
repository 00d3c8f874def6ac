import type { BrowserWindow } from 'electron'

/** Brings the window before the others. */
export function raiseWindow(window: BrowserWindow): void {
  if (window.isDestroyed()) return
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
