import { type BrowserWindow, Notification } from 'electron'
import type { ShellPort } from '../../host/shell/shell-port.ts'
import { raiseWindow } from '../window/raise-window.ts'

/** Notifications that are kept: one that nobody holds is lost, and a click on it does nothing. */
const KEPT = 20

/** Shows on the desktop what the host tells, while the window is not looked at. Its page makes the sounds. Returns the end of it. */
export function showNotifications(window: BrowserWindow, shell: ShellPort): () => void {
  const kept: Notification[] = []
  return shell.onNotification(({ title, body, desktop, isTrial }) => {
    if (!desktop || window.isDestroyed() || !Notification.isSupported()) return
    if (window.isFocused() && !isTrial) return
    const notification = new Notification({ title, body, silent: true })
    notification.on('click', () => raiseWindow(window))
    kept.push(notification)
    if (kept.length > KEPT) kept.shift()
    notification.show()
  })
}
