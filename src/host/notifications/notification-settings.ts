import { join } from 'node:path'
import { z } from 'zod'
import { notificationSettings, notificationSwitches } from '../../shared/contract/schemas.ts'
import {
  NOTIFICATION_KINDS,
  type NotificationKind,
  type NotificationSettings,
  type NotificationSwitches,
  type QuietHours,
} from '../../shared/domain/notifications.ts'
import { type LoadedFile, loadJsonFile, saveJsonFile } from '../storage/json-file.ts'

const OFF = { desktop: false, sound: false }
const DESKTOP = { ...OFF, desktop: true }

const DEFAULT_KINDS: Readonly<Record<NotificationKind, NotificationSwitches>> = {
  partial: OFF,
  fill: DESKTOP,
  cancel: DESKTOP,
  reject: DESKTOP,
  reconnect: OFF,
  notice: DESKTOP,
  alert: DESKTOP,
  disconnect: DESKTOP,
  competing: DESKTOP,
}

/** The file of version 0.1.0 has fewer kinds. Missing kinds get their defaults. */
const fileSchema = notificationSettings.extend({
  schemaVersion: z.literal(1),
  kinds: z
    .partialRecord(z.enum(NOTIFICATION_KINDS), notificationSwitches)
    .transform((kinds) => ({ ...DEFAULT_KINDS, ...kinds })),
})
type SettingsFile = z.infer<typeof fileSchema>

const DEFAULTS: SettingsFile = {
  schemaVersion: 1,
  kinds: DEFAULT_KINDS,
  quietHours: { on: false, from: '22:00', to: '07:00' },
}

/** The muted kinds have a file of their own, because earlier versions accept no further key in `notifications.json`. */
const mutedSchema = z.strictObject({ schemaVersion: z.literal(1), muted: z.array(z.enum(NOTIFICATION_KINDS)) })
type MutedFile = z.infer<typeof mutedSchema>

const fileIn = (home: string): string => join(home, 'notifications.json')
const mutedFileIn = (home: string): string => join(home, 'muted-kinds.json')

export function loadNotificationSettings(home: string, now: () => number): LoadedFile<NotificationSettings> {
  const { value, notice } = loadJsonFile(fileIn(home), fileSchema, DEFAULTS, now)
  const noneMuted: MutedFile = { schemaVersion: 1, muted: [] }
  const { value: file, notice: mutedNotice } = loadJsonFile(mutedFileIn(home), mutedSchema, noneMuted, now)
  const kinds = mapKinds((kind) => ({ ...value.kinds[kind], muted: file.muted.includes(kind) }))
  const all = [notice, mutedNotice].filter((each) => each !== undefined).join(' ')
  return { value: { kinds, quietHours: value.quietHours }, ...(all !== '' && { notice: all }) }
}

const mutedIn = ({ kinds }: NotificationSettings): NotificationKind[] =>
  NOTIFICATION_KINDS.filter((kind) => kinds[kind].muted)

const mapKinds = <Value>(read: (kind: NotificationKind) => Value): Record<NotificationKind, Value> =>
  Object.fromEntries(NOTIFICATION_KINDS.map((kind) => [kind, read(kind)])) as Record<NotificationKind, Value>

/**
 * Writes the settings, and the muted kinds if they differ from those of `before`.
 * @throws HostError
 */
export function saveNotificationSettings(
  home: string,
  settings: NotificationSettings,
  before: NotificationSettings,
): void {
  const muted = mutedIn(settings)
  if (muted.join() !== mutedIn(before).join()) {
    saveJsonFile(mutedFileIn(home), mutedSchema, { schemaVersion: 1, muted } satisfies MutedFile)
  }
  const kinds = mapKinds((kind): NotificationSwitches => {
    const { desktop, sound } = settings.kinds[kind]
    return { desktop, sound }
  })
  const { quietHours } = settings
  saveJsonFile(fileIn(home), fileSchema, { schemaVersion: 1, kinds, quietHours } satisfies SettingsFile)
}

/**
 * Reports whether a time (ms since epoch) is within the quiet hours of a time zone. The end of the range is exclusive.
 */
export function isInQuietHours({ on, from, to }: QuietHours, at: number, timeZone: string): boolean {
  if (!on) return false
  // Formats local time such as "07:05", also on days when daylight saving time begins or ends.
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const time = format.format(at)
  if (from === to) return true
  return from < to ? from <= time && time < to : from <= time || time < to
}
