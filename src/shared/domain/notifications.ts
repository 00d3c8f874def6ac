/** Kinds of notifications, most urgent last. */
export const NOTIFICATION_KINDS = ['partial', 'fill', 'cancel', 'reject', 'disconnect', 'competing'] as const

export type NotificationKind = (typeof NOTIFICATION_KINDS)[number]

/** How one kind notifies. */
export interface NotificationSwitches {
  readonly desktop: boolean
  readonly sound: boolean
}

/** Hours of each day without notifications. `from` after `to`: over midnight; equal: the whole day. */
export interface QuietHours {
  readonly on: boolean
  /** Time of day on the machine of the console: "22:00". */
  readonly from: string
  readonly to: string
}

export interface NotificationSettings {
  readonly kinds: Readonly<Record<NotificationKind, NotificationSwitches>>
  readonly quietHours: QuietHours
}

/** One notification: just enough to decide whether to look. */
export interface ConsoleNotification extends NotificationSwitches {
  /** Counts up in one run of the console. */
  readonly id: number
  readonly kind: NotificationKind
  readonly title: string
  readonly body: string
  /** A test by the user: shown even while the window has focus. */
  readonly isTrial: boolean
}
