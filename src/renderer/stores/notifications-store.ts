import { create } from 'zustand'
import type { NotificationsView } from '../../shared/contract/notification-views.ts'
import type { DesktopPermission } from '../platform/browser-notification.ts'

export interface NotificationsData {
  /** Undefined until the host has told. */
  readonly view: NotificationsView | undefined
  /** Whether the browser lets this page show them; asked for by a click only. */
  readonly permission: DesktopPermission
}

export const useNotificationsStore = create<NotificationsData>()(() => ({ view: undefined, permission: 'none' }))
