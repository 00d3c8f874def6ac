import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import Libsql from 'libsql'
import { isDamage } from './database-fault.ts'

/** What was copied of one table. */
export interface SalvagedTable {
  readonly table: string
  readonly saved: number
  /** Rows that the damaged file held; undefined where it cannot be counted any more. */
  readonly held: number | undefined
}

/** Failed reads in a row that one table may cost. A large damaged part is then known to within a two-thousandth of its width. */
const MOST_FAILED_READS = 2_000
/** The ids to look at where the table does not reveal its own: small ones are likelier, so that they are halved sooner. */
const ANY_ID: readonly Range[] = Array.from({ length: 40 }, (_, power) => [2 ** power, 2 ** (power + 1) - 1])

type Range = readonly [from: number, to: number]
type Rows = readonly (readonly unknown[])[]

/**
 * Copies every readable row of a damaged database into a new one of the same schema. The damaged file and its write-ahead log are only
 * read. Tables are copied by ranges of ids, and a range that fails is halved: what one bad page holds is lost, and nothing else.
 * @param target an existing database with its schema, and no rows
 */
export function salvage(damaged: string, target: string): readonly SalvagedTable[] {
  const source = `${target}.source`
  const template = `${target}.template`
  const removeCopies = (): void => {
    for (const file of [source, template])
      for (const tail of ['', '-wal', '-shm']) rmSync(`${file}${tail}`, { force: true })
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

/** Undefined where not even another first page helps. */
function openDamaged(source: string, replacePage: () => void): Libsql.Database | undefined {
  const attempts = [
    () => undefined,
    replacePage,
    // Its log may replace the first page by another damaged one.
    () => rmSync(`${source}-wal`, { force: true }),
  ]
  // SQLite would remove the log of a file that is missing or empty.
  const isEmpty = (statSync(source, { throwIfNoEntry: false })?.size ?? 0) === 0
  for (const prepare of isEmpty ? attempts.slice(1) : attempts) {
    prepare()
    const database = new Libsql(source)
    try {
      if (rows(database, "SELECT name FROM main.sqlite_schema WHERE type = 'table'").length > 0) return database
    } catch (error) {
      if (!isDamage(error)) {
        database.close()
        throw error
      }
    }
    database.close()
  }
  return undefined
}

function copyTables(database: Libsql.Database, target: string): readonly SalvagedTable[] {
  database.prepare('ATTACH ? AS saved').run(target)
  // Synced once at the end; a copy that is cut short is made again.
  database.exec('PRAGMA saved.synchronous = OFF')
  const tables = rows(database, TABLES).map(([name, withoutRowid]) => ({ name: String(name), withoutRowid }))
  return tables.map(({ name, withoutRowid }) => {
    const columns = commonColumns(database, name)
    if (columns === undefined) return { table: name, saved: 0, held: undefined }
    const held = countOf(database, `main.${name}`)
    if (withoutRowid) copyFromBothEnds(database, name, columns)
    else copyRanges(database, name, columns)
    return { table: name, saved: countOf(database, `saved.${name}`) ?? 0, held }
  })
}

/** Our own tables: those of the search index are built anew. */
const TABLES = `SELECT name, wr FROM pragma_table_list WHERE schema = 'saved' AND type = 'table' AND name NOT LIKE 'sqlite_%'`

/** Columns present in both files; undefined if the damaged file lacks the table. */
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
  // The widest first: where the bound is reached, the large readable parts are copied.
  const ranges: Range[] = [...idsOf(database, table)]
  let failed = 0
  for (const [from, to] of ranges) {
    try {
      if (insert.run(from, to).changes > 0) failed = 0
    } catch (error) {
      if (!isDamage(error)) throw error
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
    // No row at all counts as id 0.
    return attempt(() => Number(rows(database, sql)[0]?.[0] ?? 0))
  }
  // Without its last page an index may know, which such a query reads where there is one.
  const last = end('DESC') ?? attempt(() => Number(rows(database, `SELECT max(+rowid) FROM main.${table}`)[0]?.[0]))
  const first = end('ASC')
  return last === undefined ? ANY_ID : [[first ?? 0, last]]
}

/** More rows than any table without row ids has. */
const MANY_ROWS = 2 ** 20

/** A table without row ids has no ranges to halve: what lies between the first and the last damaged page is lost. */
function copyFromBothEnds(database: Libsql.Database, table: string, columns: string): void {
  const keys = rows(database, `SELECT name FROM pragma_table_info('${table}', 'main') WHERE pk > 0 ORDER BY pk`).flat()
  for (const order of ['ASC', 'DESC']) {
    const by = keys.map((key) => `${String(key)} ${order}`).join(', ')
    const insert = database.prepare(
      `INSERT OR IGNORE INTO saved.${table} (${columns}) SELECT ${columns} FROM main.${table} ORDER BY ${by} LIMIT ?`,
    )
    const copies = (count: number): boolean => attempt(() => insert.run(count)) !== undefined
    if (copies(MANY_ROWS)) return
    // The most rows from this end that can be read.
    for (let [most, tooMany] = [0, MANY_ROWS]; tooMany - most > 1; ) {
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
    if (!isDamage(error)) throw error
    return undefined
  }
}

/** SQLite's own default, which our files have. */
const PAGE_BYTES = 4_096
/** Positions in the header of a file: https://www.sqlite.org/fileformat.html#the_database_header */
const WRITE_VERSION = 18
const READ_VERSION = 19
const PAGES = 28
/** Versions of a file with a write-ahead log. */
const WITH_LOG = 2

/**
 * The first page holds the file header and the root pages of the tables. It is the same in all our files, because `auto_vacuum` keeps
 * root pages at the beginning: the first page of a new file with the tables of `target` replaces it.
 */
function replaceFirstPage(source: string, target: string, template: string): void {
  const page = firstPage(target, template)
  page[WRITE_VERSION] = WITH_LOG
  page[READ_VERSION] = WITH_LOG
  // 0: the length of the file counts.
  page.writeUInt32BE(0, PAGES)
  const file = openSync(source, existsSync(source) ? 'r+' : 'w', 0o600)
  try {
    writeSync(file, page, 0, PAGE_BYTES, 0)
  } finally {
    closeSync(file)
  }
}

function firstPage(target: string, template: string): Buffer {
  const database = new Libsql(template)
  try {
    database.exec('PRAGMA auto_vacuum = INCREMENTAL')
    database.prepare('ATTACH ? AS saved').run(target)
    const tables = rows(database, TABLES).map(([name]) => String(name))
    const find = database.prepare('SELECT sql, rootpage FROM saved.sqlite_schema WHERE name = ?').raw()
    const roots = tables.map((name) => ({ name, found: find.get(name) as [sql: string, root: number] }))
    // Blanks aside, they fit into the one page.
    for (const { found } of roots) database.exec(found[0].replace(/\s+/g, ' '))
    database.exec('PRAGMA writable_schema = ON')
    const move = database.prepare('UPDATE main.sqlite_schema SET rootpage = ? WHERE name = ?')
    for (const { name, found } of roots) move.run(found[1], name)
  } finally {
    database.close()
  }
  return readFileSync(template).subarray(0, PAGE_BYTES)
}

/** Resolves once the file is on the disk. */
export function syncFile(path: string): void {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
