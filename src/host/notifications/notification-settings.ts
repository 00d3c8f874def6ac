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
const DESKTOP = { desktop: true, sound: false }

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

const fileIn = (home: string): string => join(home, 'notifications.json')

export function loadNotificationSettings(home: string, now: () => number): LoadedFile<NotificationSettings> {
  const { value, ...rest } = loadJsonFile(fileIn(home), fileSchema, DEFAULTS, now)
  const { schemaVersion: _, ...settings } = value
  return { ...rest, value: settings }
}

/**
 * Writes the settings.
 * @throws HostError
 */
export function saveNotificationSettings(home: string, settings: NotificationSettings): void {
  saveJsonFile(fileIn(home), fileSchema, { schemaVersion: 1, ...settings } satisfies SettingsFile)
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
