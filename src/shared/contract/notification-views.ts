import type { ConsoleNotification, NotificationSettings } from '../domain/notifications.ts'

export interface NotificationsView {
  readonly settings: NotificationSettings
  /** Of the machine of the console, by which the quiet hours go: "Europe/Berlin". */
  readonly timeZone: string
}

export type NotificationsItem =
  | { readonly kind: 'view'; readonly view: NotificationsView }
  | { readonly kind: 'notification'; readonly notification: ConsoleNotification }
