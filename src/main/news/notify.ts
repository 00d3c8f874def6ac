import { type BrowserWindow, Notification } from 'electron'
import type { ShellPort } from '../../host/shell/shell-port.ts'
import { raiseWindow } from '../window/raise-window.ts'
import { createOrderNews } from './order-news.ts'

/** Tells of orders through the desktop while the window is not looked at. Returns the end of it. */
export function notifyOfOrders(window: BrowserWindow, shell: ShellPort): () => void {
  const newsOf = createOrderNews()
  return shell.onOrder((order) => {
    const news = newsOf(order)
    if (!news || window.isDestroyed() || window.isFocused() || !Notification.isSupported()) return
    const notification = new Notification(news)
    notification.on('click', () => raiseWindow(window))
    notification.show()
  })
}
