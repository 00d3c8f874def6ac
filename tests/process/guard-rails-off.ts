import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { NO_RAILS, toRailsOfFormat1 } from '../../src/shared/domain/guard-rails.ts'

/** Ids of the profiles that tests write into the settings. */
const PROFILES = ['practice', 'gateway', 'lab', 'live', 'stored', 'remote']

/** Turns the guard rails off, for tests that place unusual orders. Writes them as an earlier version does. */
export function turnGuardRailsOff(home: string): void {
  const profiles = Object.fromEntries(PROFILES.map((id) => [id, toRailsOfFormat1(NO_RAILS)]))
  const stored = { schemaVersion: 1, others: 'none', profiles }
  writeFileSync(join(home, 'guard-rails.json'), JSON.stringify(stored), { mode: 0o600 })
}
