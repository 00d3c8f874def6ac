import { closeSync, copyFileSync, existsSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs'
import type Libsql from 'libsql'
import type { SalvagedTableCounts } from './database-message.ts'
import { SqliteDatabase } from './load-libsql.ts'
import { isDamageError, removeSqliteFile } from './sqlite-file.ts'

/**
 * Maximum number of consecutive failed reads per table. This narrows a large damaged range to a two-thousandth of its
 * width.
 */
const MOST_FAILED_READS = 2_000
/** Id ranges to try when the ids of a table cannot be read. Small ids are more likely, so they come first. */
const ANY_ID: readonly Range[] = Array.from({ length: 40 }, (_, power) => [2 ** power, 2 ** (power + 1) - 1])

type Range = readonly [from: number, to: number]
type Rows = readonly (readonly unknown[])[]

/**
 * Copies every readable row of a damaged database into a new database with the same schema. The damaged file and its
 * write-ahead log are only read. Tables are copied by ranges of ids. A range that fails is halved, so only the rows of
 * damaged pages are lost.
 * @param target an existing database with the schema and without rows
 */
export function salvageTables(damaged: string, target: string): readonly SalvagedTableCounts[] {
  const source = `${target}.source`
  const template = `${target}.template`
  const removeCopies = (): void => {
    for (const file of [source, template]) removeSqliteFile(file)
  }
  removeCopies()
  try {
    copy(damaged, source)
    copy(`${damaged}-wal`, `${source}-wal`)
    const database = openDamaged(source, () => replaceFirstPage(source, target, template))
    if (!database) return []
    try {
      return copyTables(database, target)
    } finally {
      database.close()
    }
  } finally {
    removeCopies()
  }
}

function copy(from: string, to: string): void {
  if (existsSync(from)) copyFileSync(from, to)
}

/** Opens the damaged database. Returns undefined if that fails even with a replaced first page. */
function openDamaged(source: string, replacePage: () => void): Libsql.Database | undefined {
  const attempts = [
    () => undefined,
    replacePage,
    // Remove the log, which may replace the first page with a damaged page.
    () => rmSync(`${source}-wal`, { force: true }),
  ]
  // Skip a missing or empty file: SQLite would remove its log.
  const isEmpty = (statSync(source, { throwIfNoEntry: false })?.size ?? 0) === 0
  for (const prepare of isEmpty ? attempts.slice(1) : attempts) {
    prepare()
    const database = new SqliteDatabase(source)
    try {
      if (rows(database, "SELECT name FROM main.sqlite_schema WHERE type = 'table'").length > 0) return database
    } catch (error) {
      if (!isDamageError(error)) {
        database.close()
        throw error
      }
    }
    database.close()
  }
  return undefined
}

function copyTables(database: Libsql.Database, target: string): readonly SalvagedTableCounts[] {
  database.prepare('ATTACH ? AS saved').run(target)
  // Skip the fsync per write: the copy is synced once at the end, and an interrupted copy is repeated.
  database.exec('PRAGMA saved.synchronous = OFF')
  const tables = rows(database, TABLES).map(([name, withoutRowid]) => ({ name: String(name), withoutRowid }))
  return tables.map(({ name, withoutRowid }) => {
    const columns = commonColumns(database, name)
    if (columns === undefined) return { table: name, saved: 0, total: undefined }
    const total = countOf(database, `main.${name}`)
    if (withoutRowid) copyFromBothEnds(database, name, columns)
    else copyRanges(database, name, columns)
    return { table: name, saved: countOf(database, `saved.${name}`) ?? 0, total }
  })
}

/** Selects all tables except those of the search index, which is rebuilt. */
const TABLES = `SELECT name, wr FROM pragma_table_list WHERE schema = 'saved' AND type = 'table' AND name NOT LIKE 'sqlite_%'`

/** Returns the columns present in both files, undefined if the damaged file lacks the table. */
function commonColumns(database: Libsql.Database, table: string): string | undefined {
  const columnsIn = (schema: string): readonly unknown[] =>
    rows(database, `SELECT name FROM pragma_table_info('${table}', '${schema}')`).flat()
  const known = new Set(columnsIn('main'))
  const columns = columnsIn('saved').filter((name) => known.has(name))
  return columns.length === 0 ? undefined : columns.join(', ')
}

function copyRanges(database: Libsql.Database, table: string, columns: string): void {
  const insert = database.prepare(
    `INSERT OR IGNORE INTO saved.${table} (${columns}) SELECT ${columns} FROM main.${table} NOT INDEXED WHERE rowid BETWEEN ? AND ?`,
  )
  // Try the widest range first, so that the large readable parts are copied before the limit of failed reads.
  const ranges: Range[] = [...idsOf(database, table)]
  let failed = 0
  for (const [from, to] of ranges) {
    try {
      if (insert.run(from, to).changes > 0) failed = 0
    } catch (error) {
      if (!isDamageError(error)) throw error
      failed += 1
      if (failed >= MOST_FAILED_READS) return
      const middle = Math.floor((from + to) / 2)
      if (from < to) ranges.push([from, middle], [middle + 1, to])
    }
  }
}

function idsOf(database: Libsql.Database, table: string): readonly Range[] {
  const end = (order: 'ASC' | 'DESC'): number | undefined => {
    const sql = `SELECT rowid FROM main.${table} NOT INDEXED ORDER BY rowid ${order} LIMIT 1`
    // Treat an empty table as a table with the id 0.
    return attempt(() => Number(rows(database, sql)[0]?.[0] ?? 0))
  }
  // If the last page is unreadable, an index may still contain the largest id. This query uses an index if one exists.
  const last = end('DESC') ?? attempt(() => Number(rows(database, `SELECT max(+rowid) FROM main.${table}`)[0]?.[0]))
  const first = end('ASC')
  return last === undefined ? ANY_ID : [[first ?? 0, last]]
}

/** A number that exceeds the rows of any table without row ids. */
const ALL_ROWS = 2 ** 20

/**
 * Copies a table without row ids, which cannot be split into id ranges. Rows between the first and the last damaged
 * page are lost.
 */
function copyFromBothEnds(database: Libsql.Database, table: string, columns: string): void {
  const keys = rows(database, `SELECT name FROM pragma_table_info('${table}', 'main') WHERE pk > 0 ORDER BY pk`).flat()
  for (const order of ['ASC', 'DESC']) {
    const by = keys.map((key) => `${String(key)} ${order}`).join(', ')
    const insert = database.prepare(
      `INSERT OR IGNORE INTO saved.${table} (${columns}) SELECT ${columns} FROM main.${table} ORDER BY ${by} LIMIT ?`,
    )
    const copies = (count: number): boolean => attempt(() => insert.run(count)) !== undefined
    if (copies(ALL_ROWS)) return
    // Binary search for the number of rows that are readable from this end of the table.
    for (let [most, tooMany] = [0, ALL_ROWS]; tooMany - most > 1; ) {
      const middle = Math.floor((most + tooMany) / 2)
      if (copies(middle)) most = middle
      else tooMany = middle
    }
  }
}

const countOf = (database: Libsql.Database, table: string): number | undefined =>
  attempt(() => Number(rows(database, `SELECT count(*) FROM ${table}`)[0]?.[0]))

const rows = (database: Libsql.Database, sql: string): Rows => database.prepare(sql).raw().all() as Rows

function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (!isDamageError(error)) throw error
    return undefined
  }
}

/** SQLite's default page size in bytes, which the console's files use. */
const PAGE_BYTES = 4_096
/** Offsets in the file header: https://www.sqlite.org/fileformat.html#the_database_header */
const WRITE_VERSION = 18
const READ_VERSION = 19
const PAGES = 28
/** Format version of a database that uses a write-ahead log. */
const WAL_VERSION = 2

/**
 * Replaces a damaged first page with the first page of a new file. The page contains the file header and the root pages
 * of the tables. It is the same in all files of the console, because `auto_vacuum` moves root pages to the start.
 */
function replaceFirstPage(source: string, target: string, template: string): void {
  const page = firstPage(target, template)
  page[WRITE_VERSION] = WAL_VERSION
  page[READ_VERSION] = WAL_VERSION
  // The value 0 makes SQLite use the length of the file.
  page.writeUInt32BE(0, PAGES)
  const file = openSync(source, existsSync(source) ? 'r+' : 'w', 0o600)
  try {
    writeSync(file, page, 0, PAGE_BYTES, 0)
  } finally {
    closeSync(file)
  }
}

function firstPage(target: string, template: string): Buffer {
  const database = new SqliteDatabase(template)
  try {
    database.exec('PRAGMA auto_vacuum = INCREMENTAL')
    database.prepare('ATTACH ? AS saved').run(target)
    const tables = rows(database, TABLES).map(([name]) => String(name))
    const find = database.prepare('SELECT sql, rootpage FROM saved.sqlite_schema WHERE name = ?').raw()
    const roots = tables.map((name) => ({ name, found: find.get(name) as [sql: string, root: number] }))
    // Remove extra blanks, so that the statements fit into one page.
    for (const { found } of roots) database.exec(found[0].replace(/\s+/g, ' '))
    database.exec('PRAGMA writable_schema = ON')
    const move = database.prepare('UPDATE main.sqlite_schema SET rootpage = ? WHERE name = ?')
    for (const { name, found } of roots) move.run(found[1], name)
  } finally {
    database.close()
  }
  return readFileSync(template).subarray(0, PAGE_BYTES)
}
