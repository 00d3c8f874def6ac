import type { ConsoleNotification, NotificationSettings } from '../domain/notifications.ts'

export interface NotificationsView {
  readonly settings: NotificationSettings
  /** Time zone of the quiet hours: that of the console's machine, for example "Europe/Berlin". */
  readonly timeZone: string
  /** Why the system did not show the last notification of the desktop program. */
  readonly problem?: string
}

export type NotificationsItem =
  | { readonly kind: 'view'; readonly view: NotificationsView }
  | { readonly kind: 'notification'; readonly notification: ConsoleNotification }
