import { type BrowserWindow, Notification } from 'electron'
import type { ShellPort } from '../../host/shell/shell-port.ts'
import { raiseWindow } from '../window/raise-window.ts'
import { createNewsBudget } from './news-budget.ts'
import { createOrderNews } from './order-news.ts'

/** Notifications that are kept: one that nobody holds is lost, and a click on it does nothing. */
const KEPT = 20

/** Tells of orders through the desktop while the window is not looked at. Returns the end of it. */
export function notifyOfOrders(window: BrowserWindow, shell: ShellPort, now: () => number): () => void {
  const newsOf = createOrderNews()
  const fits = createNewsBudget(now)
  const kept: Notification[] = []
  return shell.onOrder((order) => {
    const news = newsOf(order)
    if (!news || window.isDestroyed() || window.isFocused() || !Notification.isSupported()) return
    const worth = fits(news)
    if (!worth) return
    const notification = new Notification(worth)
    notification.on('click', () => raiseWindow(window))
    kept.push(notification)
    if (kept.length > KEPT) kept.shift()
    notification.show()
  })
}
