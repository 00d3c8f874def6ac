/** What may be told outside the window, most urgent last. */
export const NOTIFICATION_KINDS = ['partial', 'fill', 'cancel', 'reject', 'disconnect', 'competing'] as const

export type NotificationKind = (typeof NOTIFICATION_KINDS)[number]

/** The ways in which one kind is told. */
export interface NotificationSwitches {
  readonly desktop: boolean
  readonly sound: boolean
}

/** A stretch of every day in which nothing is told. `from` after `to`: it goes over midnight; equal: the whole day. */
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

/** One notification: short, and with no more than is needed to know whether to look. */
export interface ConsoleNotification extends NotificationSwitches {
  /** Counts up in one run of the console. */
  readonly id: number
  readonly kind: NotificationKind
  readonly title: string
  readonly body: string
  /** Asked for by a person who tries it: shown even while the window is looked at. */
  readonly isTrial: boolean
}
