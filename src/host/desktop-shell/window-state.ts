import { join } from 'node:path'
import { z } from 'zod'
import { type LoadedFile, loadJsonFile, saveJsonFile } from '../storage/json-file.ts'

/** A length in device-independent pixels. */
const pixel = z.number().int().min(-100_000).max(100_000)
const length = z.number().int().min(200).max(100_000)

const windowStateSchema = z.strictObject({
  schemaVersion: z.literal(1),
  /** Absent until the window is moved for the first time: the system chooses the initial position. */
  position: z.strictObject({ x: pixel, y: pixel }).optional(),
  width: length,
  height: length,
  maximized: z.boolean(),
})

/** Position and size of the desktop window when it closed. */
export type WindowState = z.infer<typeof windowStateSchema>

const DEFAULTS: WindowState = { schemaVersion: 1, width: 1440, height: 900, maximized: false }

const fileIn = (home: string): string => join(home, 'window.json')

export function loadWindowState(home: string, now: () => number): LoadedFile<WindowState> {
  return loadJsonFile(fileIn(home), windowStateSchema, DEFAULTS, now)
}

export function saveWindowState(home: string, state: WindowState): void {
  saveJsonFile(fileIn(home), windowStateSchema, state)
}
