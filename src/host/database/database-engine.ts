import { chmodSync, closeSync, existsSync, openSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import Libsql from 'libsql'
import { syncFolder } from '../storage/sync-folder.ts'
import { faultOf, isDamage } from './database-fault.ts'
import type { DatabaseRecovery, DatabaseReply, DatabaseRequest } from './database-message.ts'
import { dropOldQuarantines, quarantinedName, quarantineLog, removeQuarantines } from './quarantine.ts'
import { salvage, syncFile } from './salvage.ts'
import type { Row, SqlValue, Statement } from './statement.ts'
import { keepDamagedLog } from './write-ahead-log.ts'

export interface DatabaseEngineOptions {
  readonly file: string
  readonly migrations: readonly string[]
  /** ms since epoch; names a file that is quarantined. */
  readonly now: () => number
  readonly reply: (reply: DatabaseReply) => void
  /** Makes salvaged rows consistent: what belongs together may have been lost in part. */
  readonly repair?: (database: Libsql.Database) => void
  /** Runs a step of the check a little later. Without it damage is found when the file is opened or used. */
  readonly later?: (step: () => void) => void
}

/** Where the next steps of a thousand orders go is in as many places: with less, a storm would read them again for every batch; more is only held. */
const CACHED_KILOBYTES = 4_000
/** Statements kept prepared: the few that the services use, again and again. */
const PREPARED_KEPT = 64
/** Recoveries of one run: a disk that damages every new file must not be filled with damaged ones. */
const MOST_RECOVERIES = 3
/** Bytes of a file whose indexes are compared with their tables: 64 MB take half a second. Larger files are checked page by page only. */
const COMPARED_BYTES = 64 * 1024 * 1024

/**
 * SQLite, one request after the other. It blocks while it works, and therefore runs in a thread of its own, except in
 * tests. The file is opened by the first request. Damage is found when it is opened, used, or checked; what can
 * be read is copied into a new file then, and the damaged one is quarantined.
 */
export class DatabaseEngine {
  readonly #options: DatabaseEngineOptions
  readonly #prepared = new Map<string, Libsql.Statement<unknown[]>>()
  #database: Libsql.Database | undefined
  #recoveries = 0

  constructor(options: DatabaseEngineOptions) {
    this.#options = options
  }

  take(request: DatabaseRequest): void {
    const { reply } = this.#options
    try {
      reply({ id: request.id, kind: 'rows', rows: this.#runOrRecover(request) })
    } catch (error) {
      reply({ id: request.id, kind: 'fault', ...faultOf(error) })
    }
  }

  #runOrRecover(request: DatabaseRequest): readonly Row[] {
    try {
      return this.#run(request)
    } catch (error) {
      if (!isDamage(error) || request.kind === 'close') throw error
      this.#recover(error)
      // Nothing of it was done: a write that fails is rolled back.
      return this.#run(request)
    }
  }

  #run(request: DatabaseRequest): readonly Row[] {
    switch (request.kind) {
      case 'read':
        return this.#read(request.statement)
      case 'write':
        this.#write(request.statements)
        if (request.erases) this.#opened().exec('PRAGMA wal_checkpoint(TRUNCATE)')
        return []
      case 'remove-quarantines':
        removeQuarantines(this.#options.file)
        return []
      case 'release-memory':
        this.#database?.exec('PRAGMA shrink_memory')
        return []
      case 'close':
        this.#close()
        return []
    }
  }

  #read({ sql, parameters = [] }: Statement): readonly Row[] {
    return this.#prepare(sql)
      .all(...parameters)
      .map((row) => withBytes(row as Record<string, SqlValue | ArrayBuffer>))
  }

  #write(statements: readonly Statement[]): void {
    const database = this.#opened()
    database.exec('BEGIN IMMEDIATE')
    try {
      for (const { sql, parameters = [] } of statements) this.#prepare(sql).run(...parameters)
      database.exec('COMMIT')
    } catch (error) {
      // A full disk has ended the transaction by itself.
      if (database.inTransaction) database.exec('ROLLBACK')
      throw error
    }
    giveBack(database)
  }

  #prepare(sql: string): Libsql.Statement<unknown[]> {
    const known = this.#prepared.get(sql)
    if (known) return known
    const statement = this.#opened().prepare(sql)
    if (this.#prepared.size >= PREPARED_KEPT) this.#prepared.clear()
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
    // SQLite would remove the log of an empty file, and the log may hold everything.
    if (sizeOf(file) === 0 && sizeOf(`${file}-wal`) > 0) this.#recover(new Error('The file is empty.'))
    const isMissing = wasCreated && sizeOf(file) === 0
    const log = keepDamagedLog(file)
    const database = openFile(file, migrations)
    const quarantined = log?.quarantine(database, `${quarantinedName(file, now())}-wal`)
    if (quarantined !== undefined) {
      dropOldQuarantines(file)
      this.#report({ cause: 'log-damaged', quarantined: basename(quarantined) })
    }
    if (isMissing) this.#report({ cause: 'missing' })
    if (!wasCreated) writeFileSync(markerOf(file), MARKER_TEXT, { mode: 0o600 })
    this.#checkLater(database)
    return database
  }

  /**
   * Copies what can be read into a new file, and quarantines the damaged one, as it is, with its log. Rejects what it was called for where
   * that happened too often, and an error of its own, such as a full disk; then nothing was changed.
   */
  #recover(cause: unknown): void {
    const { file, migrations, now, repair } = this.#options
    if (this.#recoveries >= MOST_RECOVERIES) throw cause
    this.#prepared.clear()
    this.#database?.close()
    this.#database = undefined
    const recovered = recoveredName(file)
    removeDatabase(recovered)
    try {
      // A copy beside a missing file counts as whole, so the file must exist until then.
      closeSync(openSync(file, 'a', 0o600))
      // Without a log: the driver closes a file only when its objects are collected, and a log is known by the name of its file.
      const database = openFile(recovered, migrations, 'DELETE')
      const tables = salvage(file, recovered)
      repair?.(database)
      database.close()
      syncFile(recovered)
      const quarantined = quarantinedName(file, now())
      renameSync(file, quarantined)
      finishRecovery(file, now)
      dropOldQuarantines(file)
      this.#recoveries += 1
      const kept = sizeOf(quarantined) > 0 ? quarantined : `${quarantined}-wal`
      this.#report({ cause: 'damaged', quarantined: basename(kept), tables })
    } catch (error) {
      // Once the damaged file is quarantined, the copy is the only one: the next open finishes the recovery.
      if (existsSync(file)) removeDatabase(recovered)
      throw error
    }
  }

  #report(recovery: DatabaseRecovery): void {
    this.#options.reply({ id: 0, kind: 'recovery', recovery })
  }

  /** Looks for damage, one table after the other: requests come in between. */
  #checkLater(database: Libsql.Database): void {
    const { later, file } = this.#options
    if (!later) return
    const check = sizeOf(file) > COMPARED_BYTES ? 'quick_check' : 'integrity_check'
    const step = (tables: readonly string[]): void => {
      const [table, ...rest] = tables
      if (table === undefined || this.#database !== database) return
      try {
        const damage = findDamage(database, check, table)
        if (damage !== undefined) this.#recover(new Error(damage))
        else later(() => step(rest))
      } catch {
        // A full disk, for instance. A request that uses the damaged part reports it.
      }
    }
    later(() => step(tablesOf(database)))
  }

  #close(): void {
    this.#prepared.clear()
    // Leaves one file, which can be copied.
    this.#database?.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    this.#database?.close()
    this.#database = undefined
  }
}

/** Says that there was a database: one that is missing later is reported, and a first start reports nothing. */
const markerOf = (file: string): string => `${file}.created`
const MARKER_TEXT = 'IBKR Console created console.db in this folder. If that file is missing, the console reports it.\n'

const recoveredName = (file: string): string => `${file}.recovered`
const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0

function removeDatabase(file: string): void {
  for (const tail of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${tail}`, { force: true })
}

/**
 * A recovered copy beside the damaged file may be incomplete and is discarded. Once the damaged file is quarantined, the copy is complete.
 * The log that is left then belongs to the damaged file: SQLite would apply it to the copy.
 */
function finishRecovery(file: string, now: () => number): void {
  const recovered = recoveredName(file)
  if (!existsSync(recovered)) return
  if (existsSync(file)) removeDatabase(recovered)
  else {
    quarantineLog(file, now())
    rmSync(`${file}-shm`, { force: true })
    renameSync(recovered, file)
  }
  syncFolder(dirname(file))
}

function tablesOf(database: Libsql.Database): readonly string[] {
  // The tables behind the index of words are checked as tables: as an index they would take as long as all others.
  const found = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0").raw().all()
  return found.map((row) => String((row as unknown[])[0]))
}

/** What is wrong with a table or its indexes; undefined for nothing. */
function findDamage(database: Libsql.Database, check: string, table: string): string | undefined {
  try {
    const [row] = database.prepare(`PRAGMA ${check}('${table}')`).raw().all() as string[][]
    return row?.[0] === 'ok' ? undefined : row?.[0]
  } catch (error) {
    if (isDamage(error)) return (error as Error).message
    throw error
  }
}
/** Free pages that the next entries will fill again: 4 MB. */
const KEPT_FREE_PAGES = 1_024
/** Pages given back after one write, so that the next request does not wait for seconds: 100 MB. */
const GIVEN_BACK_PAGES = 25_600

/** The file shrinks where much was removed: who clears a history because the disk is full needs the room. */
function giveBack(database: Libsql.Database): void {
  try {
    const [row] = database.prepare('PRAGMA freelist_count').all() as { readonly freelist_count: number }[]
    if ((row?.freelist_count ?? 0) <= KEPT_FREE_PAGES) return
    database.exec(`PRAGMA incremental_vacuum(${GIVEN_BACK_PAGES}); PRAGMA wal_checkpoint(TRUNCATE)`)
  } catch {
    // What was written is written; the room is given back after a later write.
  }
}

/** The driver gives bytes as bare buffers. */
function withBytes(row: Record<string, SqlValue | ArrayBuffer>): Row {
  for (const name of Object.keys(row)) {
    const value = row[name]
    if (value instanceof ArrayBuffer) row[name] = new Uint8Array(value)
  }
  return row as Row
}

/** A file that says it was made by a version that knows more. */
export class NewerFileError extends Error {
  override readonly name = 'NewerFileError'
}

function openFile(file: string, migrations: readonly string[], log: 'WAL' | 'DELETE' = 'WAL'): Libsql.Database {
  // Made by us, so that it is ours alone from its first moment; SQLite gives its companions the same permissions.
  closeSync(openSync(file, 'a', 0o600))
  chmodSync(file, 0o600)
  const database = new Libsql(file)
  try {
    // What is committed survives the end of the process; only the machine's own end may take the last moments.
    database.exec(`PRAGMA journal_mode = ${log}; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 2000`)
    // What is deleted is overwritten, also in pages that are free now.
    database.exec('PRAGMA secure_delete = ON')
    database.exec(`PRAGMA cache_size = -${CACHED_KILOBYTES}`)
    migrate(database, migrations)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

function migrate(database: Libsql.Database, migrations: readonly string[]): void {
  const [row] = database.prepare('PRAGMA user_version').all() as { readonly user_version: number }[]
  const from = row?.user_version ?? 0
  if (from > migrations.length) throw new NewerFileError(`version ${from}, known are ${migrations.length}`)
  // Before the first table: a file that shrinks gives its room back.
  if (from === 0) database.exec('PRAGMA auto_vacuum = INCREMENTAL; VACUUM')
  for (const [index, step] of migrations.entries()) {
    if (index < from) continue
    database.exec(`BEGIN IMMEDIATE; ${step}; PRAGMA user_version = ${index + 1}; COMMIT`)
  }
}
