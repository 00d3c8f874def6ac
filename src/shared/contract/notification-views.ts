import type { ConsoleNotification, NotificationSettings } from '../domain/notifications.ts'

export interface NotificationsView {
  readonly settings: NotificationSettings
  /** Time zone of the console's machine, which the quiet hours refer to, such as "Europe/Berlin". */
  readonly timeZone: string
}

export type NotificationsItem =
  | { readonly kind: 'view'; readonly view: NotificationsView }
  | { readonly kind: 'notification'; readonly notification: ConsoleNotification }
