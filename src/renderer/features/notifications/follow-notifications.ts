import type { ConsoleNotification } from '../../../shared/domain/notifications.ts'
import type { Link } from '../../../shared/rpc/link.ts'
import { desktopPermission, showBrowserNotification } from '../../platform/browser-notification.ts'
import { firstOfWindows } from '../../platform/first-of-windows.ts'
import { playTones } from '../../platform/play-tones.ts'
import { usePlatformStore } from '../../stores/platform-store.ts'
import { showToast } from '../../stores/toast-store.ts'
import { NOTIFICATION_WORDS } from './notification-words.ts'
import { receiveNotifications, useNotificationsStore } from './notifications-store.ts'

/** Two sounds at once say less than one. */
const BETWEEN_SOUNDS_MS = 800

/** Shows and sounds what the host tells, where no desktop program does it. Returns its end. */
export function followNotifications(link: Link): () => void {
  const isFirst = firstOfWindows()
  let soundedAt = Number.NEGATIVE_INFINITY
  useNotificationsStore.setState({ permission: desktopPermission() })

  const tell = ({ id, kind, title, body, desktop, sound, isTrial }: ConsoleNotification): void => {
    if (!isFirst()) return
    const isNative = usePlatformStore.getState().capabilities?.notify === true
    if (desktop && !isNative && (isTrial || !document.hasFocus())) {
      showBrowserNotification(title, body, `ibkr-console-${id}`)
    }
    if (sound && performance.now() - soundedAt >= BETWEEN_SOUNDS_MS) {
      soundedAt = performance.now()
      playTones(NOTIFICATION_WORDS[kind].tones)
    }
  }
  return link.open(
    'notifications.feed',
    {},
    {
      snapshot: receiveNotifications,
      items(batch) {
        for (const item of batch) {
          if (item.kind === 'view') receiveNotifications(item.view)
          else tell(item.notification)
        }
      },
      closed: (error) => error && showToast('bad', `Notifications ended: ${error.message}`),
    },
  )
}
