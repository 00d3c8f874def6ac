/** Kinds of notifications, most urgent last. */
export const NOTIFICATION_KINDS = ['partial', 'fill', 'cancel', 'reject', 'disconnect', 'competing'] as const

export type NotificationKind = (typeof NOTIFICATION_KINDS)[number]

/** Whether one kind uses a desktop notification and a sound. */
export interface NotificationSwitches {
  readonly desktop: boolean
  readonly sound: boolean
}

/** Daily hours without notifications. If `from` is after `to`, they include midnight; if equal, the whole day. */
export interface QuietHours {
  readonly on: boolean
  /** Time of day on the console's machine, such as "22:00". */
  readonly from: string
  readonly to: string
}

export interface NotificationSettings {
  readonly kinds: Readonly<Record<NotificationKind, NotificationSwitches>>
  readonly quietHours: QuietHours
}

/** One notification, with only the data needed to decide whether to open the console. */
export interface ConsoleNotification extends NotificationSwitches {
  /** Increasing number within one run of the console. */
  readonly id: number
  readonly kind: NotificationKind
  readonly title: string
  readonly body: string
  /** A test by the user, shown even while the window has focus. */
  readonly isTrial: boolean
}
