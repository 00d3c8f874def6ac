import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Database, DatabaseError, type DatabaseStarter } from '../../../src/host/database/database.ts'
import { DatabaseEngine } from '../../../src/host/database/database-engine.ts'
import { type DatabaseRecovery, describeRecovery } from '../../../src/host/database/database-message.ts'

const NOTES = 'CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL)'

let folder: string
let file: string
let recoveries: DatabaseRecovery[]
const opened: Database[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ibkr-console-database-'))
  file = join(folder, 'console.db')
  recoveries = []
})
afterEach(async () => {
  for (const database of opened.splice(0)) await database.close()
  rmSync(folder, { recursive: true, force: true })
})

function starter(migrations: readonly string[], freeSpace?: () => number): DatabaseStarter {
  return (path, reply) => {
    const now = (): number => Date.UTC(2026, 0, 2)
    const engine = new DatabaseEngine({ file: path, migrations, now, reply, ...(freeSpace && { freeSpace }) })
    return { post: (request) => queueMicrotask(() => engine.take(request)), end: () => undefined }
  }
}

function open(migrations: readonly string[] = [NOTES], freeSpace?: () => number): Database {
  const database = new Database(starter(migrations, freeSpace), file, (recovery) => recoveries.push(recovery))
  opened.push(database)
  return database
}

const insert = (text: string | null) => ({ sql: 'INSERT INTO notes (text) VALUES (?)', parameters: [text] })
const texts = async (database: Database) =>
  (await database.read({ sql: 'SELECT text FROM notes ORDER BY id' })).map((row) => row['text'])

describe('opening and writing the database file', () => {
  test('creates the database with the first request, readable by its owner only, like its companion files', async () => {
    const database = open()
    expect(readdirSync(folder)).toEqual([])
    await database.write([insert('one')])
    for (const name of readdirSync(folder))
      expect([name, statSync(join(folder, name)).mode & 0o777]).toEqual([name, 0o600])
    expect(readdirSync(folder)).toContain('console.db-wal')
  })

  test('restricts the database to its owner when it opens', async () => {
    const first = open()
    await first.write([insert('one')])
    await first.close()
    chmodSync(file, 0o644)
    expect(await texts(open())).toEqual(['one'])
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  test('keeps its rows after a restart', async () => {
    const first = open()
    await first.write([insert('one'), insert('two')])
    await first.close()
    expect(await texts(open())).toEqual(['one', 'two'])
  })

  test('runs either all statements of a write or none', async () => {
    const database = open()
    await database.write([insert('kept')])
    await expect(database.write([insert('lost'), insert(null)])).rejects.toThrow(DatabaseError)
    expect(await texts(database)).toEqual(['kept'])
    await database.write([insert('later')])
    expect(await texts(database)).toEqual(['kept', 'later'])
  })

  test('migrates from one version to the next without losing data', async () => {
    const first = open()
    await first.write([insert('old')])
    await first.close()
    const second = open([NOTES, "ALTER TABLE notes ADD COLUMN mark TEXT NOT NULL DEFAULT 'none'"])
    expect(await second.read({ sql: 'SELECT text, mark FROM notes' })).toMatchObject([{ text: 'old', mark: 'none' }])
  })

  const MORE = [
    NOTES,
    'CREATE TABLE two (id INTEGER)',
    'CREATE TABLE three (id INTEGER)',
    'CREATE TABLE four (id INTEGER)',
  ]
  const migrateTo = (version: number, freeSpace?: () => number): Database => open(MORE.slice(0, version), freeSpace)
  const copies = (): readonly string[] => readdirSync(folder).filter((name) => name.includes('.version-'))

  test('copies the database with its log before a migration, readable by its owner only', async () => {
    const first = migrateTo(1)
    await first.write([insert('in the log')])
    expect(statSync(`${file}-wal`).size).toBeGreaterThan(0)
    // The first engine is not closed, as after a kill.
    await migrateTo(2).write([insert('new')])
    expect(copies()).toEqual(['console.db.version-1'])
    file = join(folder, 'console.db.version-1')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(await texts(migrateTo(1))).toEqual(['in the log'])
  })

  test('keeps two copies, none without a migration, and removes them with the history', async () => {
    for (const version of [1, 1, 2, 2, 3, 4]) {
      const database = migrateTo(version)
      await database.write([insert(`version ${version}`)])
      await database.close()
    }
    expect(copies()).toEqual(['console.db.version-2', 'console.db.version-3'])
    const database = migrateTo(4)
    await database.removeCopies()
    expect(copies()).toEqual([])
    expect(await texts(database)).toHaveLength(6)
  })

  test('migrates nothing without the space for a copy, reports that once, and continues when there is space', async () => {
    const first = migrateTo(1)
    await first.write([insert('old')])
    await first.close()
    const before = readFileSync(file)
    let free = 1_000_000
    const database = migrateTo(2, () => free)
    for (const text of ['one', 'two'])
      await expect(database.write([insert(text)])).rejects.toMatchObject({ fault: 'disk-full' })
    expect(recoveries).toEqual([{ cause: 'no-space-for-copy', bytes: statSync(file).size + 16 * 1024 * 1024 }])
    expect(recoveries.map(describeRecovery)).toEqual([expect.stringContaining('needs 17 MB of free space')])
    expect([copies(), readFileSync(file).equals(before)]).toEqual([[], true])
    free = 1e9
    await database.write([insert('three')])
    expect(await texts(database)).toEqual(['old', 'three'])
    expect(copies()).toEqual(['console.db.version-1'])
  })

  test('does not migrate if the copy cannot be written', async () => {
    const first = migrateTo(1)
    await first.write([insert('old')])
    await first.close()
    mkdirSync(`${file}.version-1`)
    const database = migrateTo(2)
    await expect(database.read({ sql: 'SELECT 1' })).rejects.toMatchObject({ fault: expect.any(String) })
    expect(copies()).toEqual(['console.db.version-1'])
    rmSync(`${file}.version-1`, { recursive: true })
    expect(await texts(database)).toEqual(['old'])
  })

  test('recovers a database that is damaged when it is migrated, after its copy was made', async () => {
    const first = migrateTo(1)
    await first.write(Array.from({ length: 500 }, (_, index) => insert(`note ${index} ${'x'.repeat(200)}`)))
    await first.close()
    const bytes = readFileSync(file)
    bytes.fill(0xff, 8 * 4096, 9 * 4096)
    writeFileSync(file, bytes)
    const database = migrateTo(2)
    const found = await texts(database)
    expect(found.length).toBeGreaterThan(400)
    expect(recoveries).toMatchObject([{ cause: 'damaged' }])
    expect(copies()).toEqual(['console.db.version-1'])
  })

  test('reports a database of a newer version and does not change it', async () => {
    const newer = open([NOTES, 'CREATE TABLE more (id INTEGER)'])
    await newer.write([insert('from the future')])
    await newer.read({ sql: 'PRAGMA journal_mode = DELETE' })
    await newer.close()
    const before = readFileSync(file)
    const older = open()
    await expect(older.write([insert('from the past')])).rejects.toMatchObject({ fault: 'newer' })
    await older.close()
    expect(readFileSync(file).equals(before)).toBe(true)
    expect(await texts(open([NOTES, 'CREATE TABLE more (id INTEGER)']))).toEqual(['from the future'])
    expect(recoveries).toEqual([])
  })

  test.each([
    ['no database', Buffer.from('This is a letter to somebody, long enough to be looked at by SQLite. '.repeat(30)), 0],
    ['a damaged one', undefined, 500],
  ])('quarantines a database that is %s without changing it, and recovers its rows', async (_what, content, rows) => {
    if (content) writeFileSync(file, content)
    else {
      const database = open()
      await database.write(Array.from({ length: 500 }, (_, index) => insert(`note ${index} ${'x'.repeat(200)}`)))
      await database.close()
      const bytes = readFileSync(file)
      // Damages the schema in the first page, but not the file header of 100 bytes.
      bytes.fill(0xff, 100, 4096)
      writeFileSync(file, bytes)
    }
    const before = readFileSync(file)
    const database = open()
    await database.write([insert('new')])
    expect(await texts(database)).toHaveLength(rows + 1)
    const quarantined = 'console.db.broken-2026-01-02T00-00-00.000Z'
    expect(recoveries).toMatchObject([{ cause: 'damaged', quarantined }])
    expect(readFileSync(join(folder, quarantined)).equals(before)).toBe(true)
  })

  test('reports the fault failed if the folder of the database does not exist', async () => {
    file = join(folder, 'no', 'such', 'folder', 'console.db')
    await expect(open().read({ sql: 'SELECT 1' })).rejects.toMatchObject({ fault: 'failed' })
  })

  test('shrinks the database file after deletions', async () => {
    const database = open()
    await database.write(Array.from({ length: 200 }, () => insert('x'.repeat(100_000))))
    await database.write([{ sql: 'DELETE FROM notes WHERE id > 10' }])
    expect(statSync(file).size).toBeLessThan(3_000_000)
    expect((await texts(database)).length).toBe(10)
  })

  test('keeps its rows on a full disk, and accepts more rows once there is space', async () => {
    const database = open()
    await database.write([insert('kept')])
    await database.read({ sql: 'PRAGMA max_page_count = 4' })
    const large = insert('x'.repeat(100_000))
    await expect(database.write([large])).rejects.toMatchObject({ fault: 'disk-full' })
    expect(await texts(database)).toEqual(['kept'])
    await database.read({ sql: 'PRAGMA max_page_count = 100000' })
    await database.write([large])
    expect(await texts(database)).toHaveLength(2)
  })
})

describe('calls to the database thread', () => {
  test('rejects all pending requests if its thread exits, and starts another thread for the next request', async () => {
    let die = (): void => undefined
    let starts = 0
    const real = starter([NOTES])
    const database = new Database(
      (path, reply, onEnd) => {
        starts += 1
        if (starts > 1) return real(path, reply, onEnd)
        die = onEnd
        return { post: () => undefined, end: () => undefined }
      },
      file,
      () => undefined,
    )
    opened.push(database)
    const waiting = database.write([insert('lost')])
    die()
    await expect(waiting).rejects.toMatchObject({ fault: 'failed' })
    await database.write([insert('next')])
    expect(await texts(database)).toEqual(['next'])
    expect(starts).toBe(2)
  })

  test('completes earlier requests when it closes, and rejects later requests', async () => {
    const database = open()
    const before = database.write([insert('before')])
    const closed = database.close()
    await expect(database.write([insert('after')])).rejects.toThrow('closed')
    await before
    await closed
    await database.close()
    expect(await texts(open())).toEqual(['before'])
  })
})
