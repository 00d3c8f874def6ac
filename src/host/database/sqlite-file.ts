import { chmodSync, closeSync, openSync, rmSync } from 'node:fs'
import type Libsql from 'libsql'
import type { DatabaseFault } from './database-message.ts'
import { SqliteDatabase } from './load-libsql.ts'

/* Opens, migrates, checks and shrinks one SQLite file, and classifies its errors. */

/**
 * Size of the page cache: a transaction of a thousand orders touches that many pages. With a smaller cache SQLite reads
 * the pages again for every batch.
 */
const CACHED_KILOBYTES = 4_000

/** Error for a file that a newer version of the console wrote. */
class NewerFileError extends Error {
  override readonly name = 'NewerFileError'
}

interface OpenSqliteOptions {
  readonly migrations: readonly string[]
  /** Default `WAL`. */
  readonly log?: 'WAL' | 'DELETE'
  /** Called with the opened file and the number of migrations that it has, before further ones run. */
  readonly beforeMigrations?: (database: Libsql.Database, version: number) => void
}

export function openSqliteFile(file: string, options: OpenSqliteOptions): Libsql.Database {
  const { migrations, log = 'WAL', beforeMigrations = () => undefined } = options
  // Creates the file with mode 0600 from the start; SQLite gives its companion files the same mode.
  closeSync(openSync(file, 'a', 0o600))
  chmodSync(file, 0o600)
  const database = new SqliteDatabase(file)
  try {
    // First, because the journal mode is stored in the file.
    const version = readVersion(database, migrations.length)
    // A commit is kept after a crash of the process; a power cut may lose the newest commits.
    database.exec(`PRAGMA journal_mode = ${log}; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 2000`)
    // Overwrite deleted content, also in pages that become free.
    database.exec('PRAGMA secure_delete = ON')
    database.exec(`PRAGMA cache_size = -${CACHED_KILOBYTES}`)
    beforeMigrations(database, version)
    migrate(database, version, migrations)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** Returns the number of migrations that a file has. */
function readVersion(database: Libsql.Database, newest: number): number {
  const [row] = database.prepare('PRAGMA user_version').all() as { readonly user_version: number }[]
  const version = row?.user_version ?? 0
  if (version > newest) throw new NewerFileError(`version ${version}, but the newest known version is ${newest}`)
  return version
}

function migrate(database: Libsql.Database, from: number, migrations: readonly string[]): void {
  // Allows the file to shrink; must be set before the first table is created.
  if (from === 0) database.exec('PRAGMA auto_vacuum = INCREMENTAL; VACUUM')
  for (const [index, step] of migrations.entries()) {
    if (index < from) continue
    database.exec(`BEGIN IMMEDIATE; ${step}; PRAGMA user_version = ${index + 1}; COMMIT`)
  }
}

export function removeSqliteFile(file: string): void {
  for (const tail of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${tail}`, { force: true })
}

/** Number of free pages that remain in the file for new entries (4 MB). */
const SPARE_PAGES = 1_024
/** Maximum number of pages that one write frees (100 MB), so that the next request does not wait for seconds. */
const PAGES_PER_WRITE = 25_600

/** Shrinks the file after large deletions. A user may have cleared the history because the disk is full. */
export function returnFreePages(database: Libsql.Database): void {
  try {
    const [row] = database.prepare('PRAGMA freelist_count').all() as { readonly freelist_count: number }[]
    if ((row?.freelist_count ?? 0) <= SPARE_PAGES) return
    database.exec(`PRAGMA incremental_vacuum(${PAGES_PER_WRITE}); PRAGMA wal_checkpoint(TRUNCATE)`)
  } catch {
    // The write itself succeeded; a later write frees the pages.
  }
}

export function listTables(database: Libsql.Database): readonly string[] {
  // Check the tables behind the full-text index separately: checking them as one index takes as long as all other
  // tables together.
  const found = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0").raw().all()
  return found.map((row) => String((row as unknown[])[0]))
}

/** Describes the damage of a table or its indexes. Returns undefined if the table is intact. */
export function findTableDamage(database: Libsql.Database, check: string, table: string): string | undefined {
  try {
    const [row] = database.prepare(`PRAGMA ${check}('${table}')`).raw().all() as string[][]
    return row?.[0] === 'ok' ? undefined : row?.[0]
  } catch (error) {
    if (isDamageError(error)) return (error as Error).message
    throw error
  }
}

interface SqliteError {
  readonly name?: string
  readonly code?: unknown
  readonly message?: string
}

/** Classifies an error by the code of SQLite (https://www.sqlite.org/rescode.html) or of the file system. */
export function classifySqliteError(error: unknown): { readonly fault: DatabaseFault; readonly message: string } {
  const { name, code, message = 'unknown' } = (error ?? {}) as SqliteError
  if (name === 'NewerFileError') return { fault: 'newer', message }
  const text = String(code)
  if (/FULL|ENOSPC|EDQUOT/.test(text)) return { fault: 'disk-full', message: text }
  if (/READONLY|CANTOPEN|PERM|AUTH|EACCES|EROFS/.test(text)) return { fault: 'not-permitted', message: text }
  // SQLite's messages name tables, columns and syntax, but never a stored value.
  return { fault: 'failed', message: code === undefined ? message : `${text}: ${message}` }
}

/** Reports whether an error means that SQLite cannot read the file or a part of it. */
export function isDamageError(error: unknown): boolean {
  const { code, message } = (error ?? {}) as SqliteError
  return /NOTADB|CORRUPT/.test(String(code)) || /not a database|disk image is malformed/.test(String(message))
}
