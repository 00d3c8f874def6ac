import { closeSync, existsSync, openSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import type Libsql from 'libsql'
import { syncFile, syncFolder } from '../storage/replace-file.ts'
import { copyBeforeMigration, NoSpaceForCopyError, removeMigrationCopies } from './copy-before-migration.ts'
import { copyDamagedLog } from './copy-write-ahead-log.ts'
import type {
  DatabaseRecovery,
  DatabaseReply,
  DatabaseRequest,
  SqlRow,
  SqlStatement,
  SqlValue,
} from './database-message.ts'
import {
  createQuarantinedName,
  quarantineWriteAheadLog,
  removeOldQuarantinedFiles,
  removeQuarantinedFiles,
} from './quarantine-database.ts'
import { salvageTables } from './salvage-tables.ts'
import {
  classifySqliteError,
  findTableDamage,
  isDamageError,
  listTables,
  openSqliteFile,
  removeSqliteFile,
  returnFreePages,
} from './sqlite-file.ts'

export interface DatabaseEngineOptions {
  readonly file: string
  readonly migrations: readonly string[]
  /** Returns ms since epoch, for the name of a quarantined file. */
  readonly now: () => number
  readonly reply: (reply: DatabaseReply) => void
  /** Makes salvaged rows consistent, because parts of an entry may be lost. */
  readonly repair?: (database: Libsql.Database) => void
  /**
   * Schedules a step of the integrity check. Without this option, damage is found only when the file is opened or used.
   */
  readonly later?: (step: () => void) => void
  /** Returns the free space of the disk with this folder, in bytes. Default: the system's. */
  readonly freeSpace?: (folder: string) => number
}

/** Maximum number of cached prepared statements. The services use few different statements, but use them often. */
const MAX_PREPARED = 64
/** Maximum number of recoveries per run: a failing disk must not be filled with copies of damaged files. */
const MAX_RECOVERIES = 3
/**
 * Maximum size of a file in bytes for the full check, which compares indexes with tables. The check of 64 MB takes half
 * a second. Larger files get `quick_check`.
 */
const FULL_CHECK_BYTES = 64 * 1024 * 1024

/**
 * Runs requests on SQLite one after the other. SQLite blocks its thread, so the engine runs in a worker thread, except
 * in tests. The first request opens the file. If the file is damaged, its readable rows are copied into a new file and
 * the damaged file is quarantined.
 */
export class DatabaseEngine {
  readonly #options: DatabaseEngineOptions
  readonly #prepared = new Map<string, Libsql.Statement<unknown[]>>()
  #database: Libsql.Database | undefined
  #recoveries = 0
  /** Whether the missing space for a copy was reported. */
  #lacksSpace = false

  constructor(options: DatabaseEngineOptions) {
    this.#options = options
  }

  take(request: DatabaseRequest): void {
    const { reply } = this.#options
    try {
      reply({ id: request.id, kind: 'rows', rows: this.#runOrRecover(request) })
    } catch (error) {
      reply({ id: request.id, kind: 'fault', ...classifySqliteError(error) })
    }
  }

  #runOrRecover(request: DatabaseRequest): readonly SqlRow[] {
    try {
      return this.#run(request)
    } catch (error) {
      if (!isDamageError(error) || request.kind === 'close') throw error
      this.#recover(error)
      // Repeating the request is safe: a failed write was rolled back.
      return this.#run(request)
    }
  }

  #run(request: DatabaseRequest): readonly SqlRow[] {
    switch (request.kind) {
      case 'read':
        return this.#read(request.statement)
      case 'write':
        this.#write(request.statements)
        if (request.erases) this.#opened().exec('PRAGMA wal_checkpoint(TRUNCATE)')
        return []
      case 'remove-copies':
        removeQuarantinedFiles(this.#options.file)
        removeMigrationCopies(this.#options.file)
        return []
      case 'release-memory':
        this.#database?.exec('PRAGMA shrink_memory')
        return []
      case 'close':
        this.#close()
        return []
    }
  }

  #read({ sql, parameters = [] }: SqlStatement): readonly SqlRow[] {
    return this.#prepare(sql)
      .all(...parameters)
      .map((row) => withBytes(row as Record<string, SqlValue | ArrayBuffer>))
  }

  #write(statements: readonly SqlStatement[]): void {
    const database = this.#opened()
    database.exec('BEGIN IMMEDIATE')
    try {
      for (const { sql, parameters = [] } of statements) this.#prepare(sql).run(...parameters)
      database.exec('COMMIT')
    } catch (error) {
      // If the disk is full, SQLite itself ends the transaction.
      if (database.inTransaction) database.exec('ROLLBACK')
      throw error
    }
    returnFreePages(database)
  }

  #prepare(sql: string): Libsql.Statement<unknown[]> {
    const known = this.#prepared.get(sql)
    if (known) return known
    const statement = this.#opened().prepare(sql)
    if (this.#prepared.size >= MAX_PREPARED) this.#prepared.clear()
    this.#prepared.set(sql, statement)
    return statement
  }

  #opened(): Libsql.Database {
    this.#database ??= this.#open()
    return this.#database
  }

  #open(): Libsql.Database {
    const { file, migrations, now } = this.#options
    finishRecovery(file, now)
    const wasCreated = existsSync(markerOf(file))
    // SQLite would remove the write-ahead log of an empty file, and the log may contain all rows.
    if (sizeOf(file) === 0 && sizeOf(`${file}-wal`) > 0) this.#recover(new Error('The file is empty.'))
    const isMissing = wasCreated && sizeOf(file) === 0
    const log = copyDamagedLog(file)
    const beforeMigrations = (opened: Libsql.Database, version: number): void => {
      // First, because the copy and the migrations change the log.
      const quarantined = log?.quarantine(opened, `${createQuarantinedName(file, now())}-wal`)
      if (quarantined !== undefined) {
        removeOldQuarantinedFiles(file)
        this.#report({ cause: 'log-damaged', quarantined: basename(quarantined) })
      }
      if (version > 0 && version < migrations.length) this.#copyBeforeMigration(opened, version)
    }
    const database = openSqliteFile(file, { migrations, beforeMigrations })
    if (isMissing) this.#report({ cause: 'missing' })
    if (!wasCreated) writeFileSync(markerOf(file), MARKER_TEXT, { mode: 0o600 })
    this.#checkLater(database)
    return database
  }

  /** Throws if the copy fails. The file is then not migrated, and the next request tries again. */
  #copyBeforeMigration(database: Libsql.Database, version: number): void {
    try {
      const { file, freeSpace } = this.#options
      copyBeforeMigration(database, file, version, freeSpace)
    } catch (error) {
      if (error instanceof NoSpaceForCopyError && !this.#lacksSpace) {
        this.#lacksSpace = true
        this.#report({ cause: 'no-space-for-copy', bytes: error.bytes })
      }
      throw error
    }
  }

  /**
   * Copies the readable rows into a new file and quarantines the damaged file with its log. Throws `cause` after too
   * many recoveries, and any error of the copy, such as a full disk. In both cases nothing was changed.
   */
  #recover(cause: unknown): void {
    const { file, migrations, now, repair } = this.#options
    if (this.#recoveries >= MAX_RECOVERIES) throw cause
    this.#prepared.clear()
    this.#database?.close()
    this.#database = undefined
    const recovered = recoveredName(file)
    removeSqliteFile(recovered)
    try {
      // A copy without its original counts as complete, so the original must exist until the rename.
      closeSync(openSync(file, 'a', 0o600))
      // Avoids WAL: the driver closes a file only at garbage collection, and SQLite finds a log by the name of its
      // file.
      const database = openSqliteFile(recovered, { migrations, log: 'DELETE' })
      const tables = salvageTables(file, recovered)
      repair?.(database)
      database.close()
      syncFile(recovered)
      const quarantined = createQuarantinedName(file, now())
      renameSync(file, quarantined)
      finishRecovery(file, now)
      removeOldQuarantinedFiles(file)
      this.#recoveries += 1
      const saved = sizeOf(quarantined) > 0 ? quarantined : `${quarantined}-wal`
      this.#report({ cause: 'damaged', quarantined: basename(saved), tables })
    } catch (error) {
      // Keep the copy if the damaged file is already quarantined: the next open finishes the recovery.
      if (existsSync(file)) removeSqliteFile(recovered)
      throw error
    }
  }

  #report(recovery: DatabaseRecovery): void {
    this.#options.reply({ id: 0, kind: 'recovery', recovery })
  }

  /** Checks one table at a time. Other requests run between the checks of two tables. */
  #checkLater(database: Libsql.Database): void {
    const { later, file } = this.#options
    if (!later) return
    const check = sizeOf(file) > FULL_CHECK_BYTES ? 'quick_check' : 'integrity_check'
    const step = (tables: readonly string[]): void => {
      const [table, ...rest] = tables
      if (table === undefined || this.#database !== database) return
      try {
        const damage = findTableDamage(database, check, table)
        if (damage !== undefined) this.#recover(new Error(damage))
        else later(() => step(rest))
      } catch {
        // The check itself failed, for example because the disk is full. A request that reads a damaged page reports
        // the damage.
      }
    }
    later(() => step(listTables(database)))
  }

  #close(): void {
    this.#prepared.clear()
    // Writes the log into the database file, so that one file can be copied as a backup.
    this.#database?.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    this.#database?.close()
    this.#database = undefined
  }
}

/** Returns the path of the marker file, which distinguishes a first start from a missing database. */
const markerOf = (file: string): string => `${file}.created`
const MARKER_TEXT = 'IBKR Console created console.db in this folder. If that file is missing, the console reports it.\n'

const recoveredName = (file: string): string => `${file}.recovered`
const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0

/**
 * Finishes an interrupted recovery. While the damaged file exists, the recovered copy may be incomplete and is
 * discarded. If only the copy exists, it is complete. A remaining log belongs to the damaged file and must be moved:
 * SQLite would apply it to the copy.
 */
function finishRecovery(file: string, now: () => number): void {
  const recovered = recoveredName(file)
  if (!existsSync(recovered)) return
  if (existsSync(file)) removeSqliteFile(recovered)
  else {
    quarantineWriteAheadLog(file, now())
    rmSync(`${file}-shm`, { force: true })
    renameSync(recovered, file)
  }
  syncFolder(dirname(file))
}

/** Converts blobs to bytes: the driver returns them as ArrayBuffer. */
function withBytes(row: Record<string, SqlValue | ArrayBuffer>): SqlRow {
  for (const name of Object.keys(row)) {
    const value = row[name]
    if (value instanceof ArrayBuffer) row[name] = new Uint8Array(value)
  }
  return row as SqlRow
}
