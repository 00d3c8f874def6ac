import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Database } from '../../../../src/host/database/database.ts'
import { createInsertStatements } from '../../../../src/host/history/history-entry-codec.ts'
import {
  createPinStatement,
  createPruneStatements,
  createSearchIdsStatement,
} from '../../../../src/host/history/history-statements.ts'
import { inThreadDatabase } from '../../../process/in-thread-database.ts'

const DAY = 86_400_000
const NOW = 100 * DAY
const WIDE = { entries: 1_000, bytes: 1e9 }

let folder: string
let database: Database
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ibkr-console-bounds-'))
  database = new Database(inThreadDatabase, join(folder, 'console.db'), () => undefined)
  // Creates one request per day, the last one today. Every second request is a trading request.
  for (let id = 1; id <= 10; id += 1) {
    const origin = { id, at: NOW - (10 - id) * DAY, profileId: 'practice', environment: 'practice' }
    await database.write(
      await createInsertStatements(origin, {
        source: 'explorer',
        method: id % 2 === 0 ? 'POST' : 'GET',
        path: '/v1/api/iserver/accounts',
        parameters: [],
        effect: id % 2 === 0 ? 'trading' : 'read',
        result: { outcome: 'failed', code: 'upstream', message: `number ${id}` },
      }),
    )
  }
  await database.write([createPinStatement(2, true)])
})
afterEach(async () => {
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

async function ids(query: Parameters<typeof createSearchIdsStatement>[0] = {}, limit = 100): Promise<unknown> {
  const [row] = await database.read(createSearchIdsStatement(query, Number.MAX_SAFE_INTEGER, limit))
  return JSON.parse(String(row?.['ids']))
}

test('removes entries before the first day to keep, with their search-index words, except pinned entries', async () => {
  await database.write([{ sql: "INSERT INTO recorded_day VALUES ('history', 95, 6)" }, ...createPruneStatements(WIDE)])
  expect(await ids()).toEqual([10, 9, 8, 7, 6, 2])
  expect(await ids({ text: 'number' })).toEqual([10, 9, 8, 7, 6, 2])
  expect(await database.read({ sql: 'SELECT id FROM history_body ORDER BY id' })).toHaveLength(6)
})

test('removes the oldest entries if they exceed the limits of number or size', async () => {
  await database.write(createPruneStatements({ ...WIDE, entries: 3 }))
  expect(await ids()).toEqual([10, 9, 8, 2])
  const [row] = await database.read({ sql: 'SELECT bytes FROM history WHERE id = 10' })
  await database.write(createPruneStatements({ ...WIDE, bytes: Number(row?.['bytes']) }))
  expect(await ids()).toEqual([10, 2])
})

test('removes nothing within the limits', async () => {
  await database.write(createPruneStatements(WIDE))
  expect(await ids()).toHaveLength(10)
})

test('combines search words and filters, and returns the newest entries first, up to the limit', async () => {
  expect(await ids({ text: 'number', method: 'POST' })).toEqual([10, 8, 6, 4, 2])
  expect(await ids({ text: 'number', pinned: true })).toEqual([2])
  expect(await ids({ text: 'number', changes: true, since: NOW - 3 * DAY })).toEqual([10, 8])
  expect(await ids({ text: 'number' }, 3)).toEqual([10, 9, 8])
  expect(await ids({ text: 'number 7' })).toEqual([7])
  expect(await ids({ text: '***' })).toEqual([])
  expect(await ids({ text: '   ', result: 'good' })).toEqual([])
})
