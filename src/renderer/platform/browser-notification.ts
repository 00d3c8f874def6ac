/** Permission for notifications. `none`: not supported. `default`: not requested yet. */
export type DesktopPermission = NotificationPermission | 'none'

export const desktopPermission = (): DesktopPermission => ('Notification' in window ? Notification.permission : 'none')

/** Requests the user's permission. Browsers allow the request only after a click. */
export async function requestPermission(): Promise<DesktopPermission> {
  return 'Notification' in window ? Notification.requestPermission() : 'none'
}

/**
 * Shows a browser notification. It replaces an earlier notification with the same tag, and a click focuses this window.
 */
export function showBrowserNotification(title: string, body: string, tag: string): void {
  if (desktopPermission() !== 'granted') return
  try {
    const notification = new Notification(title, { body, tag, silent: true })
    notification.addEventListener('click', () => {
      window.focus()
      notification.close()
    })
  } catch {
    // Mobile browsers throw here, because they require a service worker.
  }
}
