import { create } from 'zustand'
import type { NotificationsView } from '../../../shared/contract/notification-views.ts'
import type { DesktopPermission } from '../../platform/browser-notification.ts'

export interface NotificationsData {
  /** Undefined until the host has sent it. */
  readonly view: NotificationsView | undefined
  /** Changes that the host has not saved yet. */
  readonly pendingChanges: number
  /** Whether the browser lets this page show them; asked for by a click only. */
  readonly permission: DesktopPermission
}

export const useNotificationsStore = create<NotificationsData>()(() => ({
  view: undefined,
  pendingChanges: 0,
  permission: 'none',
}))

/** Takes the view of the host. While changes are pending, the settings of the window stay: the view may be older than the newest change. */
export function receiveNotifications(received: NotificationsView): void {
  useNotificationsStore.setState(({ view, pendingChanges }) => ({
    view: pendingChanges > 0 && view ? { ...received, settings: view.settings } : received,
  }))
}
