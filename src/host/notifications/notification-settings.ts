import { join } from 'node:path'
import { z } from 'zod'
import { notificationSettings } from '../../shared/contract/schemas.ts'
import type { NotificationSettings, QuietHours } from '../../shared/domain/notifications.ts'
import { type LoadedFile, loadJsonFile, saveJsonFile } from '../storage/json-file.ts'

const fileSchema = notificationSettings.extend({ schemaVersion: z.literal(1) })
type SettingsFile = z.infer<typeof fileSchema>

const DESKTOP = { desktop: true, sound: false }

const DEFAULTS: SettingsFile = {
  schemaVersion: 1,
  kinds: {
    partial: { desktop: false, sound: false },
    fill: DESKTOP,
    cancel: DESKTOP,
    reject: DESKTOP,
    disconnect: DESKTOP,
    competing: DESKTOP,
  },
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
  saveJsonFile(fileIn(home), { schemaVersion: 1, ...settings } satisfies SettingsFile)
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
