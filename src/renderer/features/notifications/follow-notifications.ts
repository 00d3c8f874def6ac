import type { ConsoleNotification } from '../../../shared/domain/notifications.ts'
import type { Link } from '../../../shared/rpc/reconnecting-link.ts'
import { desktopPermission, showBrowserNotification } from '../../platform/browser-notification.ts'
import { firstOfWindows } from '../../platform/first-of-windows.ts'
import { playTones } from '../../platform/play-tones.ts'
import { openFeed } from '../../stores/open-feed.ts'
import { usePlatformStore } from '../../stores/platform-store.ts'
import { NOTIFICATION_KINDS } from './notification-kinds.ts'
import { receiveNotifications, useNotificationsStore } from './notifications-store.ts'

/** Minimum time between two sounds, in ms. Overlapping sounds cannot be distinguished. */
const SOUND_INTERVAL_MS = 800

/**
 * Shows the host's notifications and plays their sounds, unless the desktop program does. Returns an unsubscribe
 * function.
 */
export function followNotifications(link: Link): () => void {
  const isFirst = firstOfWindows()
  let lastSoundAt = Number.NEGATIVE_INFINITY
  useNotificationsStore.setState({ permission: desktopPermission() })

  const notify = ({ id, kind, title, body, desktop, sound, isTrial }: ConsoleNotification): void => {
    if (!isFirst()) return
    const isNative = usePlatformStore.getState().capabilities?.notify === true
    if (desktop && !isNative && (isTrial || !document.hasFocus())) {
      showBrowserNotification(title, body, `ibkr-console-${id}`)
    }
    // Browsers block sounds and log a warning before the first click or key press.
    const mayPlay = isNative || navigator.userActivation?.hasBeenActive !== false
    if (sound && mayPlay && performance.now() - lastSoundAt >= SOUND_INTERVAL_MS) {
      lastSoundAt = performance.now()
      playTones(NOTIFICATION_KINDS[kind].tones)
    }
  }
  return openFeed(link, 'notifications.feed', 'Notifications', {
    snapshot: receiveNotifications,
    items(batch) {
      for (const item of batch) {
        if (item.kind === 'view') receiveNotifications(item.view)
        else notify(item.notification)
      }
    },
  })
}
