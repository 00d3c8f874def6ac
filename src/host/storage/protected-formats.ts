import { join } from 'node:path'
import { copyOf, readFormatVersion } from './json-file.ts'

/**
 * Format versions of the files without which profiles, keys or limits are lost. The console does not start if a newer
 * version has written one of them: it would start with the defaults and write them.
 */
export const PROTECTED_FORMATS = {
  'settings.json': 1,
  'key-sets.json': 1,
  'guard-rails.json': 2,
  'guard-rails.json.checksum': 1,
} as const

/**
 * Describes why a user data folder of a newer version cannot be used, and what to do. Undefined if it can. Only reads.
 * The copy of a file counts if the file itself is missing or damaged.
 */
export function describeNewerFormat(home: string): string | undefined {
  for (const [name, known] of Object.entries(PROTECTED_FORMATS)) {
    const path = join(home, name)
    const own = readFormatVersion(path)
    const found = own ?? readFormatVersion(copyOf(path)) ?? 0
    if (found <= known) continue
    return `A newer version of IBKR Console has used the user data folder ${home}: ${name} has format ${found}, and this version reads format ${known}. Nothing was changed. Start the newer version, or choose another folder with --home DIR or IBKR_CONSOLE_HOME. If there was none, the file is damaged: move ${own === undefined ? copyOf(path) : path} to another folder and start again.`
  }
  return undefined
}
