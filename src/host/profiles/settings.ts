import { join } from 'node:path'
import { z } from 'zod'
import { IDLE_MINUTES_CHOICES } from '../../shared/domain/keys.ts'
import { type LoadedFile, loadJsonFile, saveJsonFile } from '../storage/json-file.ts'
import { PROTECTED_FORMATS } from '../storage/protected-formats.ts'
import { PRACTICE, type Profile, profileSchema } from './profile.ts'

export const MAX_PROFILES = 100

const settingsSchema = z
  .strictObject({
    schemaVersion: z.literal(PROTECTED_FORMATS['settings.json']),
    selectedProfileId: z.string(),
    profiles: z.array(profileSchema).min(1).max(MAX_PROFILES),
    /** Idle time in minutes after which the vault locks. */
    vaultIdleMinutes: z.literal(IDLE_MINUTES_CHOICES).optional(),
  })
  .refine((settings) => settings.profiles.some((profile) => profile.id === settings.selectedProfileId), {
    path: ['selectedProfileId'],
    message: 'does not name an existing profile',
  })

export type Settings = z.infer<typeof settingsSchema>

const DEFAULTS: Settings = { schemaVersion: 1, selectedProfileId: PRACTICE.id, profiles: [PRACTICE] }

const fileIn = (home: string): string => join(home, 'settings.json')

export function loadSettings(home: string, now: () => number): LoadedFile<Settings> {
  return loadJsonFile(fileIn(home), settingsSchema, DEFAULTS, now)
}

/**
 * Writes the settings.
 * @throws HostError
 */
export function saveSettings(home: string, settings: Settings): void {
  saveJsonFile(fileIn(home), settingsSchema, settings)
}

/** Writes the loaded settings back at start. Returns a notice if writing fails; the console starts anyway. */
export function rewriteSettings(home: string, settings: Settings): string | undefined {
  try {
    const withoutCopy = saveJsonFile(fileIn(home), settingsSchema, settings)
    if (withoutCopy === undefined) return undefined
    return `The settings are saved, but their copy ${fileIn(home)}.last-good cannot be written (${withoutCopy}).`
  } catch (error) {
    const reason = ((error as Error).cause as NodeJS.ErrnoException | undefined)?.code ?? 'unknown reason'
    return `The settings cannot be saved in ${fileIn(home)} (${reason}). Changes last until the console stops.`
  }
}

export function findSelectedProfile(settings: Settings): Profile {
  return settings.profiles.find((profile) => profile.id === settings.selectedProfileId) ?? PRACTICE
}
