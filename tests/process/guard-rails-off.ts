import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { NO_RAILS } from '../../src/shared/domain/guard-rails.ts'

/** Turns the guard rails of Practice off, for tests that place unusual orders. */
export function turnGuardRailsOff(home: string): void {
  const stored = { schemaVersion: 1, others: 'none', profiles: { practice: NO_RAILS } }
  writeFileSync(join(home, 'guard-rails.json'), JSON.stringify(stored), { mode: 0o600 })
}
