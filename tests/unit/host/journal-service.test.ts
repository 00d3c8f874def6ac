import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '../../../src/client/clock.ts'
import { Database, type DatabaseStarter } from '../../../src/host/database/database.ts'
import { SavedResponseBodies } from '../../../src/host/files/saved-response-bodies.ts'
import type { JournalEntry } from '../../../src/host/journal/journal-entry.ts'
import { formatJsonLines } from '../../../src/host/journal/journal-export.ts'
import { readGaps } from '../../../src/host/journal/journal-rows.ts'
import { JournalService } from '../../../src/host/journal/journal-service.ts'
import { pruneOrdersStatements } from '../../../src/host/journal/journal-statements.ts'
import type { JournalHealth } from '../../../src/shared/contract/journal-views.ts'
import { inThreadDatabase } from '../../process/in-thread-database.ts'
import { longTest } from '../../process/long-run-tests.ts'
import { SILENT_RETENTION } from '../../process/silent-retention.ts'

const SCOPE = { id: 'one', profileId: 'one', environment: 'paper' }

let folder: string
let database: Database
let journal: JournalService
let bodies: SavedResponseBodies
let failing: string[]
let diskFull: boolean

/** Starts the real database engine with a disk that can be full. */
const onDisk: DatabaseStarter = (file, onReply, onEnd) => {
  const engine = inThreadDatabase(file, onReply, onEnd)
  return {
    end: () => engine.end(),
    post(request) {
      if (request.kind !== 'write' || !diskFull) engine.post(request)
      else onReply({ id: request.id, kind: 'fault', fault: 'disk-full', message: 'SQLITE_FULL' })
    },
  }
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ibkr-console-service-'))
  database = new Database(onDisk, join(folder, 'console.db'), () => undefined)
  bodies = new SavedResponseBodies()
  failing = []
  diskFull = false
  const onFailing = (words: string): number => failing.push(words)
  journal = new JournalService({ database, retention: SILENT_RETENTION, clock: systemClock, bodies, onFailing })
})
afterEach(async () => {
  diskFull = false
  await journal.writer.close()
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

const entry = (orderId: string, other: Partial<JournalEntry> = {}): JournalEntry => {
  const about = { account: 'DU1', orderId, symbol: 'AAPL', status: 'Submitted', text: 'Submitted' }
  return { kind: 'update', source: 'stream', at: Date.now(), isEvent: true, ...about, ...other }
}
const append = (...entries: JournalEntry[]): Promise<boolean> =>
  new Promise((resolve) => journal.writer.append(SCOPE, entries, resolve))

describe('reading the journal', () => {
  test('returns only events by default, and unchanged states too on request', async () => {
    await append(entry('1'), entry('2', { isEvent: false }))
    const idsOf = async (query: object): Promise<readonly string[]> =>
      (await journal.page({ query, offset: 0, limit: 10 })).rows.map(({ orderId }) => orderId)
    expect(await idsOf({})).toEqual(['1'])
    expect(await idsOf({ everything: true })).toEqual(['2', '1'])
  })

  test('includes entries that were appended immediately before the export', async () => {
    void append(entry('1', { raw: { orderId: 1 } }))
    const { responseId, entries } = await journal.export({ query: {}, format: 'jsonl' })
    const text = Buffer.concat(bodies.find(responseId)?.pieces ?? []).toString()
    expect(entries).toBe(1)
    expect(JSON.parse(text)).toMatchObject({ orderId: '1', raw: { orderId: 1 } })
  })

  longTest('rejects an export of more than 64 MB of the journal', async () => {
    await append(...Array.from({ length: 70 }, (_, index) => entry(String(index))))
    const sql = `INSERT INTO journal_said SELECT id, '"' || replace(hex(zeroblob(500000)), '0', 'x') || '"' FROM journal`
    await database.write([{ sql }])
    await expect(journal.export({ query: {}, format: 'jsonl' })).rejects.toMatchObject({ code: 'limit' })
  })

  test('reports a failed write once, and again if it recurs after a recovery', async () => {
    diskFull = true
    expect(await append(entry('1'))).toBe(false)
    expect(await append(entry('2'))).toBe(false)
    // The writer retried once and failed again.
    await journal.writer.close()
    expect(failing).toEqual([expect.stringContaining('The disk is full')])
    diskFull = false
    await journal.writer.close()
    expect(journal.writer.health).toEqual({ kind: 'writing' })
    diskFull = true
    await append(entry('3'))
    expect(failing).toHaveLength(2)
  })

  test('reports before the first order that orders cannot be journaled, and when they can be again', async () => {
    const healths: JournalHealth[] = []
    journal.onHealth((health) => healths.push(health))
    diskFull = true
    journal.markRead(SCOPE)
    await expect.poll(() => healths.length).toBe(1)
    const failure = { kind: 'failing', since: expect.any(Number), reason: expect.stringContaining('The disk is full') }
    expect(journal.health).toEqual({ ...failure, waiting: 0, lost: 0 })
    expect([healths, failing]).toEqual([[journal.health], [expect.stringContaining('The disk is full')]])
    diskFull = false
    journal.markRead(SCOPE)
    await expect.poll(() => healths.length).toBe(2)
    expect([healths[1], journal.health]).toEqual([{ kind: 'writing' }, { kind: 'writing' }])
    diskFull = true
    journal.markRead(SCOPE)
    await expect.poll(() => healths.length).toBe(3)
    diskFull = false
    expect(await append(entry('1'))).toBe(true)
    expect(journal.health).toEqual({ kind: 'writing' })
  })

  test('reads orders and entries of version 0.1.0', async () => {
    const state = JSON.stringify({ orderId: '1', account: 'DU1', status: 'Filled', steps: 4 })
    await database.write([
      { sql: "INSERT INTO journal_order VALUES ('one', '1', 1, ?)", parameters: [state] },
      {
        sql: `INSERT INTO journal (id, total, at, book_id, profile_id, environment, kind, account, order_id, symbol, status, text, is_event)
          VALUES (1, 1, 1, 'one', 'one', 'paper', 'told', 'DU1', '1', 'AAPL', 'Filled', 'Filled', 1)`,
      },
    ])
    expect((await journal.recall('one')).orders.get('1')).toMatchObject({ status: 'Filled', transitionCount: 4 })
    const { rows } = await journal.page({ query: {}, offset: 0, limit: 10 })
    expect(rows).toMatchObject([{ kind: 'update', orderId: '1' }])
    expect(await journal.timeline('one', '1', 10)).toMatchObject({ transitions: [{ text: 'Filled' }] })
  })

  test('restores the newest 5,000 orders of a scope', async () => {
    await database.write([
      {
        sql: `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5010)
          INSERT INTO journal_order SELECT 'one', i, i, json_object('orderId', CAST(i AS TEXT)) FROM n`,
      },
      { sql: `INSERT INTO journal_order VALUES ('other', 'foreign', 9999, '{"orderId":"foreign"}')` },
    ])
    const { orders } = await journal.recall('one')
    expect(orders.size).toBe(5_000)
    expect([orders.has('5010'), orders.has('11'), orders.has('10'), orders.has('foreign')]).toEqual([
      ...[true, true, false, false],
    ])
  })

  test('removes all except the newest 20,000 orders and 1,000 scopes', async () => {
    const fill = (table: string, values: string, count: number) => ({
      sql: `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) INSERT INTO ${table} SELECT ${values} FROM n`,
      parameters: [count],
    })
    await database.write([
      fill('journal_order', "'one', i, i, '{}'", 20_010),
      fill('journal_watch', 'i, i', 1_010),
      ...pruneOrdersStatements,
    ])
    const [row] = await database.read({
      sql: 'SELECT (SELECT count(*) FROM journal_order) AS orders, (SELECT min(at) FROM journal_watch) AS oldest',
    })
    expect(row).toEqual({ orders: 20_001, oldest: 10 })
  })
})

test('reads gaps together with their repairs, oldest first', () => {
  const gap = (kind: string, from: number, at: number) => ({ kind, at, from_at: from, to_at: from + 5 })
  expect(readGaps([gap('repaired', 20, 30), gap('gap', 20, 25), gap('gap', 10, 15)])).toEqual([
    { from: 10, to: 15 },
    { from: 20, to: 25, repairedAt: 30 },
  ])
})

test("exports IBKR's row exactly as received", () => {
  const row = { id: 1, orderId: '7' } as never
  expect(formatJsonLines([{ row, raw: '{"price":1.10}' }])).toBe('{"id":1,"orderId":"7","raw":{"price":1.10}}\n')
  expect(formatJsonLines([{ row, raw: undefined }])).toBe('{"id":1,"orderId":"7"}\n')
})
