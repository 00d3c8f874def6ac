/** `none`: not supported by this browser. `default`: not requested yet. */
export type DesktopPermission = NotificationPermission | 'none'

export const desktopPermission = (): DesktopPermission => ('Notification' in window ? Notification.permission : 'none')

/** Asks the user for permission. Browsers allow that only after a click. */
export async function requestPermission(): Promise<DesktopPermission> {
  return 'Notification' in window ? Notification.requestPermission() : 'none'
}

/** Shows a notification of the browser; it replaces one with the same tag. A click focuses this window. */
export function showBrowserNotification(title: string, body: string, tag: string): void {
  if (desktopPermission() !== 'granted') return
  try {
    const notification = new Notification(title, { body, tag, silent: true })
    notification.addEventListener('click', () => {
      window.focus()
      notification.close()
    })
  } catch {
    // Mobile browsers require a service worker, and throw.
  }
}
