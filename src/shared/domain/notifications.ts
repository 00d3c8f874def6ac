/** Kinds of events that the inbox records and that may become notifications, most urgent last. */
export const NOTIFICATION_KINDS = [
  'partial',
  'fill',
  'cancel',
  'reject',
  'reconnect',
  'notice',
  'alert',
  'disconnect',
  'competing',
] as const

export type NotificationKind = (typeof NOTIFICATION_KINDS)[number]

/** Whether one kind of notification is shown on the desktop, and whether it plays a sound. */
export interface NotificationSwitches {
  readonly desktop: boolean
  readonly sound: boolean
}

/** Settings of one kind of event. */
export interface KindSettings extends NotificationSwitches {
  /** Whether events of the kind count as read, and neither notify nor play a sound. The inbox still records them. */
  readonly muted: boolean
}

/**
 * Daily hours without notifications. If `from` is after `to`, they include midnight; if both are equal, they are the
 * whole day.
 */
export interface QuietHours {
  readonly on: boolean
  /** Start as time of day on the console's machine, for example "22:00". */
  readonly from: string
  readonly to: string
}

export interface NotificationSettings {
  readonly kinds: Readonly<Record<NotificationKind, KindSettings>>
  readonly quietHours: QuietHours
}

/** One notification, with only the data needed to decide whether to open the console. */
export interface ConsoleNotification extends NotificationSwitches {
  /** Number that increases with each notification within one run of the console. */
  readonly id: number
  readonly kind: NotificationKind
  readonly title: string
  readonly body: string
  /** Whether the user requested a test notification, which is shown even while the window has focus. */
  readonly isTrial: boolean
}
