import type { NotificationKind, NotificationSettings } from '../../../shared/domain/notifications.ts'
import { errorText } from '../../../shared/rpc/rpc-error.ts'
import { askForPermission } from '../../platform/browser-notification.ts'
import { hostLink } from '../../platform/host-link.ts'
import { showToast } from '../../stores/toast-store.ts'
import { useNotificationsStore } from './notifications-store.ts'

/** Saves a change; resolves to undefined when it is saved, else to a sentence for the person. */
export async function changeNotifications(settings: NotificationSettings): Promise<string | undefined> {
  const { view } = useNotificationsStore.getState()
  // At once: a second change that follows quickly must not take this one back.
  if (view) useNotificationsStore.setState({ view: { ...view, settings } })
  countPending(1)
  try {
    await hostLink().call('notifications.change', settings)
    return undefined
  } catch (error) {
    useNotificationsStore.setState({ view })
    return errorText(error)
  } finally {
    countPending(-1)
  }
}

function countPending(change: 1 | -1): void {
  useNotificationsStore.setState(({ pendingChanges }) => ({ pendingChanges: pendingChanges + change }))
}

export async function allowNotifications(): Promise<void> {
  useNotificationsStore.setState({ permission: await askForPermission() })
}

/** Lets a kind be seen and heard. */
export function tryNotification(kind: NotificationKind): void {
  hostLink()
    .call('notifications.try', { kind, desktop: true, sound: true })
    .catch((error: unknown) => showToast('bad', `Not shown: ${errorText(error)}`))
}
