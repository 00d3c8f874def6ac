import { closeSync, openSync, readdirSync, readSync } from 'node:fs'
import { basename, dirname } from 'node:path'

/** Offset in bytes of `user_version` in the header (https://www.sqlite.org/fileformat.html#the_database_header). */
const VERSION_OFFSET = 60

/**
 * Reports whether a database has fewer migrations than this, without opening it. False for a file that is missing,
 * cannot be read or states no version, and after a migration, which may be in the write-ahead log only: a copy from
 * before the migration shows it.
 */
export function isDatabaseOlderThan(file: string, version: number): boolean {
  const found = readStoredVersion(file)
  return found > 0 && found < version && !readdirSync(dirname(file)).some((name) => name.startsWith(copyOf(file)))
}

const copyOf = (file: string): string => `${basename(file)}.version-`

/** Returns the number of migrations in the header of a file, and 0 if there is none. */
function readStoredVersion(path: string): number {
  const header = Buffer.alloc(VERSION_OFFSET + 4)
  try {
    const file = openSync(path, 'r')
    try {
      return readSync(file, header, 0, header.length, 0) === header.length &&
        header.toString('latin1', 0, 15) === 'SQLite format 3'
        ? header.readInt32BE(VERSION_OFFSET)
        : 0
    } finally {
      closeSync(file)
    }
  } catch {
    return 0
  }
}
