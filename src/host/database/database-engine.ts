import { chmodSync, closeSync, openSync, renameSync, rmSync } from 'node:fs'
import { basename } from 'node:path'
import Libsql from 'libsql'
import { faultOf, isUnreadable } from './database-fault.ts'
import type { DatabaseReply, DatabaseRequest } from './database-message.ts'
import type { Row, SqlValue, Statement } from './statement.ts'

export interface DatabaseEngineOptions {
  readonly file: string
  readonly migrations: readonly string[]
  /** ms since epoch; names a file that is set aside. */
  readonly now: () => number
  readonly reply: (reply: DatabaseReply) => void
}

/** Where the next steps of a thousand orders go is in as many places: with less, a storm would read them again for every batch; more is only held. */
const CACHED_KILOBYTES = 4_000
/** Statements kept prepared: the few that the services use, again and again. */
const PREPARED_KEPT = 64

/**
 * SQLite, one request after the other. It blocks while it works, and therefore runs in a thread of its own, except in
 * tests. The file is opened by the first request.
 */
export class DatabaseEngine {
  readonly #options: DatabaseEngineOptions
  readonly #prepared = new Map<string, Libsql.Statement<unknown[]>>()
  #database: Libsql.Database | undefined

  constructor(options: DatabaseEngineOptions) {
    this.#options = options
  }

  take(request: DatabaseRequest): void {
    const { reply } = this.#options
    try {
      reply({ id: request.id, kind: 'rows', rows: this.#run(request) })
    } catch (error) {
      reply({ id: request.id, kind: 'fault', ...faultOf(error) })
    }
  }

  #run(request: DatabaseRequest): readonly Row[] {
    switch (request.kind) {
      case 'read':
        return this.#read(request.statement)
      case 'write':
        this.#write(request.statements)
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
    const { file, migrations } = this.#options
    try {
      return openFile(file, migrations)
    } catch (error) {
      if (!isUnreadable(error)) throw error
      this.#setAside()
      return openFile(file, migrations)
    }
  }

  /** Nothing is deleted: somebody may still get something out of it. */
  #setAside(): void {
    const { file, now, reply } = this.#options
    const aside = `${file}.broken-${new Date(now()).toISOString().replaceAll(':', '-')}`
    renameSync(file, aside)
    for (const tail of ['-wal', '-shm']) rmSync(`${file}${tail}`, { force: true })
    reply({ id: 0, kind: 'set-aside', name: basename(aside) })
  }

  #close(): void {
    this.#prepared.clear()
    // One file is left, for whoever copies it.
    this.#database?.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    this.#database?.close()
    this.#database = undefined
  }
}

/** Free pages that the next entries will fill again: 4 MB. */
const KEPT_FREE_PAGES = 1_024
/** Pages given back after one write, so that whoever asks next does not wait for seconds: 100 MB. */
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

function openFile(file: string, migrations: readonly string[]): Libsql.Database {
  // Made by us, so that it is ours alone from its first moment; SQLite gives its companions the same permissions.
  closeSync(openSync(file, 'a', 0o600))
  chmodSync(file, 0o600)
  const database = new Libsql(file)
  try {
    // What is committed survives the end of the process; only the machine's own end may take the last moments.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 2000')
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
