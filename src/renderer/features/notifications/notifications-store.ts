import { create } from 'zustand'
import type { NotificationsView } from '../../../shared/contract/notification-views.ts'
import type { NotificationKind, NotificationSettings } from '../../../shared/domain/notifications.ts'
import { errorText } from '../../../shared/rpc/rpc-error.ts'
import { type DesktopPermission, requestPermission } from '../../platform/browser-notification.ts'
import { hostLink } from '../../platform/host-link.ts'
import { reportFailure } from '../../stores/toast-store.ts'

export interface NotificationsData {
  /** Undefined until the host has sent it. */
  readonly view: NotificationsView | undefined
  /** Changes that the host has not saved yet. */
  readonly pendingChanges: number
  /** The browser's permission; requested only on a click. */
  readonly permission: DesktopPermission
}

export const useNotificationsStore = create<NotificationsData>()(() => ({
  view: undefined,
  pendingChanges: 0,
  permission: 'none',
}))

/** Applies the host's view. While changes are pending, the window's settings stay: the view may be older. */
export function receiveNotifications(received: NotificationsView): void {
  useNotificationsStore.setState(({ view, pendingChanges }) => ({
    view: pendingChanges > 0 && view ? { ...received, settings: view.settings } : received,
  }))
}

/** Saves settings. Resolves to the reason if that failed. */
export async function changeNotifications(settings: NotificationSettings): Promise<string | undefined> {
  const { view } = useNotificationsStore.getState()
  // Applied at once: a second change that follows quickly must not revert this one.
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
  useNotificationsStore.setState({ permission: await requestPermission() })
}

/** Sends a notification of this kind as a test. */
export const tryNotification = (kind: NotificationKind): Promise<void> =>
  reportFailure('Not shown', () => hostLink().call('notifications.try', { kind, desktop: true, sound: true }))
