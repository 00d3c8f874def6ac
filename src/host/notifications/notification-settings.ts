import { join } from 'node:path'
import { z } from 'zod'
import type { NotificationSettings } from '../../shared/domain/notifications.ts'
import { type LoadedFile, loadJsonFile, saveJsonFile } from '../storage/json-file.ts'

const switches = z.strictObject({ desktop: z.boolean(), sound: z.boolean() })
const timeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 22:00')

const fileSchema = z.strictObject({
  schemaVersion: z.literal(1),
  kinds: z.strictObject({
    partial: switches,
    fill: switches,
    cancel: switches,
    reject: switches,
    disconnect: switches,
    competing: switches,
  }),
  quietHours: z.strictObject({ on: z.boolean(), from: timeOfDay, to: timeOfDay }),
})

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

/** Throws what the system says where it cannot be written. */
export function saveNotificationSettings(home: string, settings: NotificationSettings): void {
  saveJsonFile(fileIn(home), { schemaVersion: 1, ...settings } satisfies SettingsFile)
}
