/** `none`: this browser shows none. `default`: it was not asked yet. */
export type DesktopPermission = NotificationPermission | 'none'

export const desktopPermission = (): DesktopPermission => ('Notification' in window ? Notification.permission : 'none')

/** Asks the person, which browsers allow in answer to a click only. */
export async function askForPermission(): Promise<DesktopPermission> {
  return 'Notification' in window ? Notification.requestPermission() : 'none'
}

/** Shows one through the browser; another with the same tag takes its place. A click brings this window back. */
export function showBrowserNotification(title: string, body: string, tag: string): void {
  if (desktopPermission() !== 'granted') return
  try {
    const notification = new Notification(title, { body, tag, silent: true })
    notification.addEventListener('click', () => {
      window.focus()
      notification.close()
    })
  } catch {
    // Browsers of phones want a service worker for it, and throw.
  }
}
