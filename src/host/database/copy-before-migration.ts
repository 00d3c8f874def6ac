import { constants, copyFileSync, readdirSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type Libsql from 'libsql'
import { syncFile, syncFolder } from '../storage/replace-file.ts'

/*
 * Before a migration, the database is copied to `console.db.version-<n>`, where n is the version that the copy has: an
 * older version of the console cannot open the migrated file. The copies contain entries of the history and the journal.
 * Therefore only a few are retained, and clearing the history removes them.
 */

/** Number of copies that are retained; copies of older versions are removed. */
const SAVED_COPIES = 2

/** Space in bytes that remains free beside the copy, for the migration and for other files. */
const SPARE_BYTES = 16 * 1024 * 1024

/** Error for a disk that has not enough space for the copy. Nothing was changed. */
export class NoSpaceForCopyError extends Error {
  override readonly name = 'NoSpaceForCopyError'
  /** As the system's error for a full disk. */
  readonly code = 'ENOSPC'
  /** Space in bytes that the copy needs. */
  readonly bytes: number

  constructor(bytes: number) {
    super(`The copy before the migration needs ${bytes} bytes.`)
    this.bytes = bytes
  }
}

/**
 * Copies an open database that has this version. The copy is complete under its name, or absent. Throws the error of
 * SQLite or of the file system, or `NoSpaceForCopyError`.
 */
export function copyBeforeMigration(
  database: Libsql.Database,
  file: string,
  version: number,
  freeSpace = readFreeSpace,
): void {
  // Writes the log into the file, which is complete then. SQLite reports whether another connection prevented that.
  const [checkpoint] = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').raw().all() as number[][]
  if (checkpoint?.[0] !== 0) throw new Error('The write-ahead log could not be written into the file.')
  const copy = `${prefixOf(file)}${version}`
  const incomplete = `${copy}.tmp`
  rmSync(incomplete, { force: true })
  const bytes = statSync(file).size + SPARE_BYTES
  if (freeSpace(dirname(file)) < bytes) throw new NoSpaceForCopyError(bytes)
  try {
    // Some file systems share the content of both files until one of them changes.
    copyFileSync(file, incomplete, constants.COPYFILE_FICLONE)
    syncFile(incomplete)
    renameSync(incomplete, copy)
  } catch (error) {
    rmSync(incomplete, { force: true })
    throw error
  }
  for (const old of copiesOf(file).slice(0, -SAVED_COPIES)) rmSync(old, { force: true })
  syncFolder(dirname(file))
}

function readFreeSpace(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

export function removeMigrationCopies(file: string): void {
  for (const copy of copiesOf(file)) rmSync(copy, { force: true })
}

const prefixOf = (file: string): string => `${file}.version-`

/** Returns the paths of the copies, the lowest version first. */
function copiesOf(file: string): readonly string[] {
  const prefix = basename(prefixOf(file))
  const versions = readdirSync(dirname(file)).flatMap((name) => {
    const version = name.startsWith(prefix) ? name.slice(prefix.length) : ''
    return /^\d+$/.test(version) ? [Number(version)] : []
  })
  return versions.sort((one, other) => one - other).map((version) => join(dirname(file), `${prefix}${version}`))
}
