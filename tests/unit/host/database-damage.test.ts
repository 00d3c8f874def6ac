import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Database } from '../../../src/host/database/database.ts'
import { DatabaseEngine } from '../../../src/host/database/database-engine.ts'
import type { DatabaseRecovery, DatabaseReply } from '../../../src/host/database/database-message.ts'
import { MIGRATIONS } from '../../../src/host/database/migrations.ts'
import { createInsertStatements as historyStatements } from '../../../src/host/history/history-entry-codec.ts'
import { createSearchIdsStatement } from '../../../src/host/history/history-statements.ts'
import { createInsertStatements, encodeJournalEntry } from '../../../src/host/journal/journal-statements.ts'
import { inThreadDatabase } from '../../process/in-thread-database.ts'
import { longTest } from '../../process/long-run-tests.ts'
import { exampleRequest } from './history/example-request.ts'

const PAGE = 4_096
const ENTRIES = 2_000
const REQUESTS = 50
const SCOPE = { id: 'one', profileId: 'one', environment: 'paper' }

let prepared: string
let folder: string
let file: string
let recoveries: DatabaseRecovery[]
const opened: Database[] = []

/** Creates a database once, with 2,000 journal entries of 200 orders and with 50 requests. */
beforeAll(async () => {
  prepared = mkdtempSync(join(tmpdir(), 'ibkr-console-damage-'))
  const database = new Database(inThreadDatabase, join(prepared, 'console.db'), () => undefined)
  const batch = Array.from({ length: ENTRIES }, (_, index) => {
    const orderId = String(index % 200)
    const about = { account: 'DU1', orderId, symbol: 'AAPL', status: 'Submitted', text: 'Submitted', isEvent: true }
    const update = { kind: 'update', source: 'stream', raw: { orderId, note: 'x'.repeat(100) } } as const
    const entry = { at: index, ...about, ...update, order: { orderId, note: 'z'.repeat(60) } as never }
    return { ...encodeJournalEntry(SCOPE, entry), place: { id: index + 1, total: index + 1 } }
  })
  await database.write(createInsertStatements(batch))
  for (let id = 1; id <= REQUESTS; id += 1) {
    const origin = { id, at: id, profileId: 'one', environment: 'paper' }
    await database.write(
      await historyStatements(origin, exampleRequest(`{"number":"n${id}","pad":"${'y'.repeat(200)}"}`)),
    )
  }
  await database.close()
})
afterAll(() => rmSync(prepared, { recursive: true, force: true }))

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ibkr-console-damage-'))
  file = join(folder, 'console.db')
  recoveries = []
  for (const name of ['console.db', 'console.db.created']) copyFileSync(join(prepared, name), join(folder, name))
})
afterEach(async () => {
  for (const database of opened.splice(0)) await database.close()
  rmSync(folder, { recursive: true, force: true })
})

function open(): Database {
  const database = new Database(inThreadDatabase, file, (recovery) => recoveries.push(recovery))
  opened.push(database)
  return database
}

/** Returns the pages of a table or an index, root page first. */
async function pagesOf(name: string): Promise<readonly number[]> {
  const database = new Database(inThreadDatabase, join(prepared, 'console.db'), () => undefined)
  const [row] = await database.read({
    sql: 'SELECT rootpage FROM sqlite_schema WHERE name = ?',
    parameters: [name],
  })
  await database.close()
  const root = Number(row?.['rootpage'])
  const bytes = readFileSync(join(prepared, 'console.db')).subarray((root - 1) * PAGE, root * PAGE)
  const kind = bytes[0]
  if (kind !== 5 && kind !== 2) return [root]
  const cells = bytes.readUInt16BE(3)
  const children = Array.from({ length: cells }, (_, cell) => bytes.readUInt32BE(bytes.readUInt16BE(12 + 2 * cell)))
  return [root, ...children, bytes.readUInt32BE(8)]
}

/** Overwrites part of the given pages. */
function damage(pages: readonly number[], from = 0, length = PAGE): void {
  const bytes = readFileSync(file)
  for (const page of pages) bytes.fill(0xff, (page - 1) * PAGE + from, (page - 1) * PAGE + from + length)
  writeFileSync(file, bytes)
}

const count = async (database: Database, table: string): Promise<number> =>
  Number((await database.read({ sql: `SELECT count(*) AS n FROM ${table} NOT INDEXED` }))[0]?.['n'])
const found = async (database: Database, text: string): Promise<readonly number[]> => {
  const [row] = await database.read(createSearchIdsStatement({ text }, Number.MAX_SAFE_INTEGER, 1_000))
  return JSON.parse(String(row?.['ids'])) as number[]
}
const nextEntry = () => {
  const about = { account: 'DU1', orderId: 'new', symbol: 'AAPL', status: 'Filled', text: 'Filled', isEvent: true }
  return createInsertStatements([
    { ...encodeJournalEntry(SCOPE, { kind: 'update', at: 1, ...about }), place: { id: 9_999, total: 9_999 } },
  ])
}

describe('recovery of a damaged database', () => {
  test('loses only the rows of a damaged page, and can still be written', async () => {
    const [, , , fourth = 0] = await pagesOf('journal')
    damage([fourth])
    const before = readFileSync(file)
    const database = open()
    await database.write(nextEntry())
    // A write may not touch the damaged page, but reading all rows does.
    const entries = await count(database, 'journal')
    expect(entries).toBeGreaterThan(ENTRIES - 100)
    expect(entries).toBeLessThan(ENTRIES)
    expect(await count(database, 'history')).toBe(REQUESTS)
    expect(await count(database, 'journal_order')).toBe(200)
    expect(await count(database, 'journal_said')).toBe(entries - 1)
    expect(recoveries).toMatchObject([
      { cause: 'damaged', quarantined: expect.stringMatching(/^console\.db\.broken-/) },
    ])
    const [recovery] = recoveries
    if (recovery?.cause !== 'damaged') return
    expect(recovery.tables).toContainEqual({ table: 'journal', saved: entries, total: ENTRIES + 1 })
    expect(recovery.tables).toContainEqual({ table: 'history', saved: REQUESTS, total: REQUESTS })
    expect(readFileSync(join(folder, recovery.quarantined)).equals(before)).toBe(true)
  })

  test.each([
    ['a leaf of an index', 'journal_of_order', (pages: readonly number[]) => pages.slice(2, 3)],
    ['the root of an index', 'journal_steps', (pages: readonly number[]) => pages.slice(0, 1)],
  ])('loses no rows if %s is damaged, and rebuilds the index', async (_what, index, choose) => {
    damage(choose(await pagesOf(index)))
    const database = open()
    const sql =
      "SELECT count(*) AS n FROM journal WHERE order_id = ? AND book_id = 'one' AND is_event = 1 AND kind IN ('told')"
    for (let orderId = 0; orderId < 200; orderId += 1) {
      expect(await database.read({ sql, parameters: [String(orderId)] })).toEqual([{ n: 10 }])
    }
    await database.write(nextEntry())
    expect(await count(database, 'journal')).toBe(ENTRIES + 1)
    expect(recoveries).toHaveLength(1)
  })

  test.each([
    ['header', 0, 100],
    ['schema', 100, PAGE - 100],
    ['first page', 0, PAGE],
  ])('loses no row if the %s is damaged', async (_what, from, length) => {
    damage([1], from, length)
    const database = open()
    expect(await count(database, 'journal')).toBe(ENTRIES)
    expect(await count(database, 'journal_said')).toBe(ENTRIES)
    expect(await count(database, 'history')).toBe(REQUESTS)
    expect(recoveries).toMatchObject([{ cause: 'damaged' }])
    // Without a recorded day, the cleanup would remove the entries as outdated.
    const days = await database.read({ sql: 'SELECT * FROM recorded_day ORDER BY table_name' })
    expect(days).toEqual([
      { table_name: 'history', day: 0, first_id: 1 },
      { table_name: 'journal', day: 0, first_id: 1 },
    ])
  })

  longTest('keeps the rows before the end of a truncated file', async () => {
    truncateSync(file, 60 * PAGE)
    const database = open()
    await database.write(nextEntry())
    expect(recoveries).toMatchObject([{ cause: 'damaged' }])
    const entries = await count(database, 'journal')
    expect(entries).toBeGreaterThan(50)
    expect(entries).toBeLessThan(ENTRIES)
  })

  test('keeps the other tables if the root page of one table is lost', async () => {
    const [root = 0] = await pagesOf('journal')
    damage([root])
    const database = open()
    expect(await count(database, 'journal')).toBe(0)
    expect(await count(database, 'history')).toBe(REQUESTS)
    expect(recoveries).toHaveLength(1)
  })

  test('keeps the last states of orders that are stored before and after a damaged page', async () => {
    const pages = await pagesOf('journal_order')
    expect(pages.length).toBeGreaterThan(3)
    damage([pages[2] ?? 0])
    const database = open()
    await database.read({ sql: 'SELECT sum(length(state)) FROM journal_order' })
    const rows = await database.read({ sql: 'SELECT order_id FROM journal_order ORDER BY order_id' })
    const ids = rows.map((row) => row['order_id'])
    expect([ids[0], ids.at(-1)]).toEqual(['0', '99'])
    expect(ids.length).toBeGreaterThan(80)
    expect(ids.length).toBeLessThan(200)
    expect(await count(database, 'journal')).toBe(ENTRIES)
  })

  test('drops incomplete entries and invalid JSON', async () => {
    const writing = open()
    await writing.write([
      { sql: "UPDATE journal_order SET state = '{' WHERE order_id = '7'" },
      { sql: "UPDATE journal_said SET said = '{' WHERE id = 8" },
      { sql: 'DELETE FROM journal WHERE id = 9' },
      { sql: "UPDATE history_body SET head = '{' WHERE id = 10" },
      { sql: 'DELETE FROM history WHERE id = 11' },
    ])
    await writing.close()
    damage([1])
    const database = open()
    expect(await count(database, 'journal')).toBe(ENTRIES - 1)
    const gone = [
      "SELECT 1 FROM journal_order WHERE order_id = '7'",
      'SELECT 1 FROM journal_said WHERE id IN (8, 9)',
      'SELECT 1 FROM history_body WHERE id = 11',
    ]
    for (const sql of gone) expect([sql, await database.read({ sql })]).toEqual([sql, []])
    expect(await database.read({ sql: 'SELECT head, kept FROM history_body WHERE id = 10' })).toEqual([
      { head: '{"parameters":[]}', kept: 'none' },
    ])
    expect(await count(database, 'journal_said')).toBe(ENTRIES - 2)
    expect(await count(database, 'journal_order')).toBe(199)
  })

  test('rebuilds a damaged search index', async () => {
    damage(await pagesOf('history_text_data'))
    const database = open()
    expect(await found(database, 'n17')).toEqual([17])
    expect(await found(database, 'accounts')).toHaveLength(REQUESTS)
    expect(recoveries).toHaveLength(1)
  })

  test('keeps a request even if its response is lost', async () => {
    const [, second = 0] = await pagesOf('history_body')
    damage([second])
    const database = open()
    await database.read({ sql: 'SELECT sum(length(head)) FROM history_body' })
    expect(await count(database, 'history')).toBe(REQUESTS)
    expect(await count(database, 'history_body')).toBe(REQUESTS)
    const lost = await database.read({ sql: "SELECT head, kept FROM history_body WHERE kept = 'none'" })
    expect(lost.length).toBeGreaterThan(0)
    expect(lost[0]).toEqual({ head: '{"parameters":[]}', kept: 'none' })
  })

  test('recovers a database at most three times in one run', async () => {
    let broken = 0
    const engine = new DatabaseEngine({
      file,
      migrations: MIGRATIONS,
      now: () => {
        broken += 1
        return broken
      },
      reply: (reply) => replies.push(reply),
      // Simulates a disk that damages the recovered database after each repair.
      repair: (database) => database.exec('PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = 9999'),
    })
    const replies: DatabaseReply[] = []
    damage([1])
    for (let id = 1; id <= 5; id += 1) {
      engine.take({ id, kind: 'read', statement: { sql: 'SELECT count(*) FROM journal NOT INDEXED' } })
    }
    expect(replies.filter(({ kind }) => kind === 'recovery')).toHaveLength(3)
    expect(replies.at(-1)).toMatchObject({ id: 5, kind: 'fault', fault: 'failed' })
    expect(readdirSync(folder).filter((name) => name.includes('broken'))).toHaveLength(3)
  })

  test.each([
    ['a table', 'journal', 0, PAGE],
    // The structure is valid. Only a comparison of the index and the table finds the damage.
    ['an index', 'journal_of_order', PAGE - 40, 4],
  ])('finds damage in %s before the damaged page is used', async (_what, name, from, length) => {
    const pages = await pagesOf(name)
    damage([pages[3] ?? 0], from, length)
    const steps: (() => void)[] = []
    const replies: DatabaseReply[] = []
    const engine = new DatabaseEngine({
      file,
      migrations: MIGRATIONS,
      now: () => 0,
      reply: (reply) => replies.push(reply),
      later: (step) => steps.push(step),
    })
    engine.take({ id: 1, kind: 'read', statement: { sql: 'SELECT 1' } })
    expect(replies).toHaveLength(1)
    for (let step = steps.shift(); step && replies.length === 1; step = steps.shift()) step()
    expect(replies[1]).toMatchObject({ kind: 'recovery', recovery: { cause: 'damaged' } })
    engine.take({ id: 2, kind: 'close' })
  })

  test('quarantines the database and its log unchanged, and recovers the log entries', async () => {
    const writing = open()
    await writing.write(nextEntry())
    const copy = join(folder, 'copy')
    for (const tail of ['', '-wal']) copyFileSync(`${file}${tail}`, `${copy}${tail}`)
    await writing.close()
    for (const tail of ['', '-wal']) renameSync(`${copy}${tail}`, `${file}${tail}`)
    const [, , , , fifth = 0] = await pagesOf('journal')
    damage([fifth])
    const log = readFileSync(`${file}-wal`)
    const database = open()
    await count(database, 'journal')
    expect(await database.read({ sql: "SELECT id FROM journal WHERE order_id = 'new'" })).toEqual([{ id: 9_999 }])
    const [quarantined] = readdirSync(folder).filter((name) => /broken.*-wal$/.test(name))
    expect(readFileSync(join(folder, String(quarantined))).equals(log)).toBe(true)
    expect(recoveries).toMatchObject([{ cause: 'damaged' }])
  })

  test('recovers again after the first recovery was killed', async () => {
    const [, , , fourth = 0] = await pagesOf('journal')
    damage([fourth])
    // Simulates a recovery that was killed before it moved the damaged file away.
    writeFileSync(`${file}.recovered`, 'half a copy')
    const entries = await count(open(), 'journal')
    expect(entries).toBeGreaterThan(ENTRIES - 100)
    expect(recoveries).toHaveLength(1)
  })

  test('uses the recovered copy if the process was killed between the two renames', async () => {
    renameSync(file, `${file}.recovered`)
    expect(await count(open(), 'journal')).toBe(ENTRIES)
    expect(recoveries).toEqual([])
    expect(readdirSync(folder)).not.toContain('console.db.recovered')
  })

  test('quarantines the log of the damaged file if a killed recovery left it next to the recovered copy', async () => {
    const writing = open()
    await writing.write(nextEntry())
    const log = readFileSync(`${file}-wal`)
    await writing.close()
    // The copy is complete but lacks the entry in the log. The damaged file is in quarantine; its log is not.
    copyFileSync(join(prepared, 'console.db'), `${file}.recovered`)
    renameSync(file, `${file}.broken-2026-06-10T12-00-00.000Z`)
    writeFileSync(`${file}-wal`, log)
    expect(await count(open(), 'journal')).toBe(ENTRIES)
    expect(recoveries).toEqual([])
    expect(readFileSync(`${file}.broken-2026-06-10T12-00-00.000Z-wal`).equals(log)).toBe(true)
  })

  test('quarantines the database before its log, so that a killed process loses no entry', async () => {
    const writing = open()
    await writing.write(nextEntry())
    const log = readFileSync(`${file}-wal`)
    await writing.close()
    damage([1])
    writeFileSync(`${file}-wal`, log)
    // The log cannot be renamed, because a folder already has the new name.
    mkdirSync(`${file}.broken-1970-01-01T00-00-00.000Z-wal`)
    const replies: DatabaseReply[] = []
    const reply = (each: DatabaseReply): number => replies.push(each)
    const statement = { sql: "SELECT id FROM journal WHERE order_id = 'new'" }
    const stopped = new DatabaseEngine({ file, migrations: MIGRATIONS, now: () => 0, reply })
    stopped.take({ id: 1, kind: 'read', statement })
    expect(replies).toMatchObject([{ id: 1, kind: 'fault' }])
    const next = new DatabaseEngine({ file, migrations: MIGRATIONS, now: () => 1, reply })
    next.take({ id: 2, kind: 'read', statement })
    expect(replies[1]).toMatchObject({ id: 2, kind: 'rows', rows: [{ id: 9_999 }] })
    next.take({ id: 3, kind: 'close' })
  })

  test('keeps the three newest quarantined databases with their logs', async () => {
    const older = ['2026-06-01', '2026-06-02', '2026-06-03', '2026-06-04'].map((day) => `console.db.broken-${day}`)
    for (const name of older) for (const tail of ['', '-wal']) writeFileSync(join(folder, `${name}${tail}`), 'older')
    damage([1])
    await count(open(), 'journal')
    const saved = readdirSync(folder).filter((name) => name.includes('broken'))
    expect(saved.filter((name) => name.startsWith('console.db.broken-2026-06-0')).sort()).toEqual(
      older.slice(2).flatMap((name) => [name, `${name}-wal`]),
    )
    expect(saved).toHaveLength(5)
  })
})

describe('starting the database without its file', () => {
  test.each([
    ['missing', () => rmSync(file)],
    ['empty', () => truncateSync(file, 0)],
  ])('reports once that the database is %s although it existed before', async (_what, lose) => {
    lose()
    const database = open()
    expect(await count(database, 'journal')).toBe(0)
    await database.close()
    expect(await count(open(), 'journal')).toBe(0)
    expect(recoveries).toEqual([{ cause: 'missing' }])
  })

  test('recovers a missing database from its log', async () => {
    const writing = new Database(inThreadDatabase, join(folder, 'fresh.db'), () => undefined)
    opened.push(writing)
    await writing.write(nextEntry())
    rmSync(file)
    copyFileSync(join(folder, 'fresh.db-wal'), `${file}-wal`)
    expect(await count(open(), 'journal')).toBe(1)
    expect(recoveries).toMatchObject([{ cause: 'damaged' }])
  })

  test('does not report a missing database at the first start', async () => {
    for (const name of readdirSync(folder)) rmSync(join(folder, name))
    expect(await count(open(), 'journal')).toBe(0)
    expect(recoveries).toEqual([])
  })
})

describe('recovering a damaged write-ahead log', () => {
  /** Creates a database with 5 entries that exist only in the write-ahead log, as after a killed process. */
  async function killed(): Promise<void> {
    const writing = open()
    for (let id = 1; id <= 5; id += 1) {
      await writing.write([{ sql: 'INSERT INTO journal_watch VALUES (?, ?)', parameters: [`book ${id}`, id] }])
    }
    const log = readFileSync(`${file}-wal`)
    const main = readFileSync(file)
    await writing.close()
    // Closing needs new files, because the driver shares the state of a file between connections.
    for (const tail of ['', '-wal', '-shm']) rmSync(`${file}${tail}`, { force: true })
    writeFileSync(file, main)
    writeFileSync(`${file}-wal`, log)
  }
  const books = async (): Promise<number> => count(open(), 'journal_watch')

  test('loses no entry of a valid log, and reports nothing', async () => {
    await killed()
    expect(await books()).toBe(5)
    expect(recoveries).toEqual([])
  })

  test.each([
    ['a frame', 32 + 24 + 100],
    ['its header', 20],
  ])('reports and quarantines a log that is damaged in %s', async (_what, at) => {
    await killed()
    const log = readFileSync(`${file}-wal`)
    log[at] = 0xff ^ (log[at] ?? 0)
    writeFileSync(`${file}-wal`, log)
    expect(await books()).toBeLessThan(5)
    expect(recoveries).toEqual([{ cause: 'log-damaged', quarantined: expect.stringMatching(/-wal$/) }])
    const [recovery] = recoveries
    if (recovery?.cause !== 'log-damaged') return
    expect(readFileSync(join(folder, recovery.quarantined)).equals(log)).toBe(true)
  })

  test('does not treat an incomplete last transaction as damage to the log', async () => {
    await killed()
    truncateSync(`${file}-wal`, readFileSync(`${file}-wal`).byteLength - 1_000)
    expect(await books()).toBe(4)
    expect(recoveries).toEqual([])
  })
})
