import { create } from 'zustand'
import type { NotificationsView } from '../../../shared/contract/notification-views.ts'
import type { NotificationKind, NotificationSettings } from '../../../shared/domain/notifications.ts'
import { errorText } from '../../../shared/rpc/rpc-error.ts'
import { type DesktopPermission, requestPermission } from '../../platform/browser-notification.ts'
import { hostLink } from '../../platform/host-link.ts'
import { reportFailure, showToast } from '../../stores/toast-store.ts'

export interface NotificationsData {
  /** Settings and state from the host; undefined before the first report. */
  readonly view: NotificationsView | undefined
  /** Number of changes that the host has not saved yet. */
  readonly pendingChanges: number
  /** Browser permission for notifications. The page requests it only after a click. */
  readonly permission: DesktopPermission
}

export const useNotificationsStore = create<NotificationsData>()(() => ({
  view: undefined,
  pendingChanges: 0,
  permission: 'none',
}))

/** Applies the host's view. Keeps the window's own settings while changes are pending. */
export function receiveNotifications(received: NotificationsView): void {
  useNotificationsStore.setState(({ view, pendingChanges }) => ({
    view: pendingChanges > 0 && view ? { ...received, settings: view.settings } : received,
  }))
}

/** Saves settings. Resolves to an error message if saving fails. */
export async function changeNotifications(settings: NotificationSettings): Promise<string | undefined> {
  const { view } = useNotificationsStore.getState()
  // Applies the change before it is saved, so that a second change does not revert it.
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

/** Mutes or unmutes a kind of event. */
export async function muteKind(kind: NotificationKind, muted: boolean): Promise<void> {
  const settings = useNotificationsStore.getState().view?.settings
  if (!settings) return
  const kinds = { ...settings.kinds, [kind]: { ...settings.kinds[kind], muted } }
  const problem = await changeNotifications({ ...settings, kinds })
  if (problem !== undefined) showToast('bad', `Not saved: ${problem}`)
}

function countPending(change: 1 | -1): void {
  useNotificationsStore.setState(({ pendingChanges }) => ({ pendingChanges: pendingChanges + change }))
}

export async function allowNotifications(): Promise<void> {
  useNotificationsStore.setState({ permission: await requestPermission() })
}

/** Sends a test notification of a kind. */
export const tryNotification = (kind: NotificationKind): Promise<void> =>
  reportFailure('Test failed', () => hostLink().call('notifications.try', { kind, desktop: true, sound: true }))
