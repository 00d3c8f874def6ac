import type { NotificationKind } from '../../../shared/domain/notifications.ts'
import type { Tone } from '../../platform/play-tones.ts'

export interface NotificationWords {
  readonly label: string
  readonly help: string
  /** Known apart with closed eyes: up for good, down for bad. */
  readonly tones: readonly Tone[]
}

const tones = (...pitches: readonly number[]): readonly Tone[] =>
  pitches.map((pitch, index) => ({ pitch, at: index * 110, ms: 220 }))

export const NOTIFICATION_WORDS: Readonly<Record<NotificationKind, NotificationWords>> = {
  fill: { label: 'Order filled', help: 'All of it was executed.', tones: tones(659, 988) },
  partial: { label: 'Order partly filled', help: 'Some more of it was executed.', tones: tones(659) },
  cancel: { label: 'Order cancelled', help: 'It ended without being filled whole.', tones: tones(587, 494) },
  reject: { label: 'Order rejected', help: 'IBKR or the exchange refused it.', tones: tones(494, 392, 392) },
  disconnect: { label: 'Connection lost', help: 'And not back within 5 seconds.', tones: tones(440, 330, 247) },
  competing: {
    label: 'Logged in elsewhere',
    help: 'Another program holds the brokerage session.',
    tones: tones(440, 330, 440, 330),
  },
}

/** As they stand in the panel: the orders first. */
export const KINDS_IN_ORDER: readonly NotificationKind[] = [
  'fill',
  'partial',
  'reject',
  'cancel',
  'disconnect',
  'competing',
]
