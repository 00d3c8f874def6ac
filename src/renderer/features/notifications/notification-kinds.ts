import type { NotificationKind } from '../../../shared/domain/notifications.ts'
import type { Tone } from '../../platform/play-tones.ts'

interface KindDescription {
  readonly label: string
  readonly help: string
  /** Sound of the notification: rising tones for a success, falling tones for a failure. */
  readonly tones: readonly Tone[]
}

const tones = (...pitches: readonly number[]): readonly Tone[] =>
  pitches.map((pitch, index) => ({ pitch, at: index * 110, ms: 220 }))

export const NOTIFICATION_KINDS: Readonly<Record<NotificationKind, KindDescription>> = {
  fill: { label: 'Order filled', help: 'Completely filled.', tones: tones(659, 988) },
  partial: { label: 'Partial fill', help: 'Order partially filled.', tones: tones(659) },
  reject: { label: 'Order rejected', help: 'Rejected by IBKR or the exchange.', tones: tones(494, 392, 392) },
  cancel: { label: 'Order cancelled', help: 'Cancelled before it was completely filled.', tones: tones(587, 494) },
  alert: { label: 'Local alert', help: 'One of your alerts was triggered.', tones: tones(784, 784, 1_047) },
  notice: { label: 'Notice from IBKR', help: 'Notices, bulletins and messages from IBKR.', tones: tones(587, 784) },
  disconnect: { label: 'Connection lost', help: 'No connection for more than 5 seconds.', tones: tones(440, 330, 247) },
  reconnect: {
    label: 'Connection restored',
    help: 'Restored after more than 5 seconds.',
    tones: tones(330, 440, 587),
  },
  competing: {
    label: 'Competing session',
    help: 'Another program is using the brokerage session.',
    tones: tones(440, 330, 440, 330),
  },
}

/** Notification kinds, in the order of the dialog. */
export const KINDS = Object.keys(NOTIFICATION_KINDS) as readonly NotificationKind[]
