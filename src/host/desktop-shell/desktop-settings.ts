import { join } from 'node:path'
import { z } from 'zod'
import { type LoadedFile, loadJsonFile, saveJsonFile } from '../storage/json-file.ts'

const desktopSettingsSchema = z.strictObject({
  schemaVersion: z.literal(1),
  /** Whether closing the window only hides it in the tray, so that the session continues. */
  keepRunning: z.boolean(),
})

/** Settings of the desktop program, which the tray menu changes. */
export type DesktopSettings = z.infer<typeof desktopSettingsSchema>

const DEFAULTS: DesktopSettings = { schemaVersion: 1, keepRunning: false }

const fileIn = (home: string): string => join(home, 'desktop.json')

export function loadDesktopSettings(home: string, now: () => number): LoadedFile<DesktopSettings> {
  return loadJsonFile(fileIn(home), desktopSettingsSchema, DEFAULTS, now)
}

/**
 * Writes the settings.
 * @throws HostError
 */
export function saveDesktopSettings(home: string, settings: DesktopSettings): void {
  saveJsonFile(fileIn(home), desktopSettingsSchema, settings)
}
