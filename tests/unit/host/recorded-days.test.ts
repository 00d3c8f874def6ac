import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Clock } from '../../../src/client/clock.ts'
import { ClockCheck } from '../../../src/host/database/clock-check.ts'
import { Database } from '../../../src/host/database/database.ts'
import { MIGRATIONS } from '../../../src/host/database/migrations.ts'
import { describePrunedDay, type PrunedDay, type Retention } from '../../../src/host/database/recorded-days.ts'
import { HistoryRecorder } from '../../../src/host/history/history-recorder.ts'
import { createPinStatement } from '../../../src/host/history/history-statements.ts'
import type { JournalEntry } from '../../../src/host/journal/journal-entry.ts'
import { JournalWriter } from '../../../src/host/journal/journal-writer.ts'
import { inThreadDatabase } from '../../process/in-thread-database.ts'
import { exampleRequest } from './history/example-request.ts'

const DAY = 86_400_000
const TODAY = Date.UTC(2026, 5, 10, 12)

let folder: string
let database: Database
let pruned: PrunedDay[]
let isClockWrong: boolean
/** Current time in ms since the epoch. */
let now: number
const clock: Clock = { now: () => now, monotonic: () => 0, after: () => () => undefined }

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ibkr-console-days-'))
  database = new Database(inThreadDatabase, join(folder, 'console.db'), () => undefined)
  pruned = []
  isClockWrong = false
  now = TODAY
})
afterEach(async () => {
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

const retention: Retention = { isClockWrong: () => isClockWrong, onPruned: (day) => pruned.push(day) }

/** Records entries in the history or in the journal. */
interface Recorder {
  record(): Promise<void>
}

function historyRecorder(): Recorder {
  const recorder = new HistoryRecorder({
    database,
    retention,
    onWritten: () => undefined,
    onLost: (error) => expect.fail(String(error)),
  })
  return {
    record() {
      recorder.record({ at: now, profileId: 'one', environment: 'paper' }, exampleRequest('{}'))
      return recorder.settled()
    },
  }
}

function journalWriter(): Recorder {
  const book = { id: 'one', profileId: 'one', environment: 'paper' }
  return {
    async record() {
      // Each batch uses a new writer, because the pause between batches is not part of this test.
      const writer = new JournalWriter({ database, clock, retention, onChange: () => undefined, bounds })
      const about = { account: 'DU1', orderId: String(now), symbol: 'AAPL', status: 'Filled', text: 'Filled' }
      const entry: JournalEntry = { kind: 'update', at: now, isEvent: true, ...about, order: { orderId: '1' } as never }
      await new Promise((resolve) => writer.append(book, [entry], resolve))
    },
  }
}
const bounds = { days: 90, entries: 1e6, bytes: 1e9 }

describe.each([
  ['history', historyRecorder],
  ['journal', journalWriter],
] as const)('retention of %s entries', (table, start) => {
  const days = async (): Promise<readonly number[]> => {
    const rows = await database.read({ sql: `SELECT at FROM ${table} ORDER BY id` })
    return rows.map(({ at }) => Math.round((Number(at) - TODAY) / DAY))
  }
  /** Records one entry on each of `count` days. The newest day is `last` days after today. */
  async function recordDays(count: number, last = 0): Promise<void> {
    const recorder = start()
    for (let ago = count - 1; ago >= 0; ago -= 1) {
      now = TODAY + (last - ago) * DAY
      await recorder.record()
    }
  }

  test('keeps the entries of one day if the clock is 100 days ahead, also after restarts', async () => {
    await recordDays(1)
    for (let restart = 1; restart <= 3; restart += 1) {
      now = TODAY + 100 * DAY
      await start().record()
    }
    expect(await days()).toEqual([0, 100, 100, 100])
    expect(pruned).toEqual([])
  })

  test('keeps the entries of three days if the clock is 200 days ahead on the next three days of use', async () => {
    await recordDays(3)
    await recordDays(3, 202)
    expect(await days()).toEqual([-2, -1, 0, 200, 201, 202])
  })

  test('removes one day per day of use once 90 days have entries, and reports each removal', async () => {
    await recordDays(90)
    now = TODAY + 200 * DAY
    for (let restart = 1; restart <= 3; restart += 1) await start().record()
    await recordDays(2, 202)
    now = TODAY
    await start().record()
    expect((await days()).slice(0, 2)).toEqual([-86, -85])
    const first = Math.floor(TODAY / DAY) * DAY - 89 * DAY
    expect(pruned).toEqual([0, 1, 2].map((day) => ({ table, laterDays: 90, removed: first + day * DAY })))
    expect(describePrunedDay(pruned[0] as PrunedDay)).toBe(
      `The entries of 2026-03-13 were removed from the ${table === 'journal' ? 'order journal' : 'history'}, because 90 later days have entries.`,
    )
  })

  test('removes nothing while the clock is wrong, and counts none of these days afterwards', async () => {
    await recordDays(90)
    isClockWrong = true
    for (const day of [200, 201, -400]) {
      now = TODAY + day * DAY
      await start().record()
    }
    expect([(await days())[0], pruned]).toEqual([-89, []])
    isClockWrong = false
    now = TODAY + DAY
    await start().record()
    expect([(await days())[0], pruned.length]).toEqual([-88, 1])
  })

  test('counts the day of a running console as soon as its clock is right', async () => {
    const recorder = start()
    isClockWrong = true
    await recorder.record()
    isClockWrong = false
    await recorder.record()
    const counted = await database.read({
      sql: 'SELECT first_id FROM recorded_day WHERE table_name = ?',
      parameters: [table],
    })
    // The first day covers the entries of the time before.
    expect(counted).toEqual([{ first_id: 0 }])
  })

  test('keeps entries of any age while fewer than 90 days have entries', async () => {
    await recordDays(3)
    for (const day of [92, 93, 94, 95]) {
      now = TODAY + day * DAY
      await start().record()
    }
    expect(await days()).toEqual([-2, -1, 0, 92, 93, 94, 95])
  })

  test('keeps all entries if the clock is set back', async () => {
    await recordDays(2)
    now = 0
    await start().record()
    now = TODAY
    await start().record()
    expect((await days()).length).toBe(4)
  })

  test('keeps all entries if the recorded days are lost', async () => {
    await recordDays(3)
    await database.write([{ sql: 'DELETE FROM recorded_day' }])
    now = TODAY + DAY
    await start().record()
    expect(await days()).toEqual([-2, -1, 0, 1])
  })

  test('does not count days without remaining entries', async () => {
    await recordDays(90)
    await database.write([{ sql: `DELETE FROM ${table}` }, { sql: 'DELETE FROM history_body' }])
    for (const day of [1, 2, 3]) {
      now = TODAY + day * DAY
      await start().record()
    }
    expect(await days()).toEqual([1, 2, 3])
  })

  test('counts the entries of an older database by the days on which they were recorded', async () => {
    await recordDays(2)
    // Version 3 has neither the table of recorded days nor any later table.
    const later = MIGRATIONS.slice(3)
      .join('\n')
      .matchAll(/CREATE TABLE (\w+)/g)
    await database.write([...later].map(([, name]) => ({ sql: `DROP TABLE ${name}` })))
    await database.read({ sql: 'PRAGMA user_version = 3' })
    await database.close()
    database = new Database(inThreadDatabase, join(folder, 'console.db'), () => undefined)
    const rows = await database.read({
      sql: 'SELECT day, first_id FROM recorded_day WHERE table_name = ? ORDER BY day',
      parameters: [table],
    })
    const today = Math.floor(TODAY / DAY)
    expect(rows).toEqual([
      { day: today - 1, first_id: 1 },
      { day: today, first_id: 2 },
    ])
  })
})

test('keeps pinned requests of any age', async () => {
  const recorder = historyRecorder()
  now = TODAY - 200 * DAY
  await recorder.record()
  await database.write([createPinStatement(1, true)])
  for (let ago = 90; ago >= 0; ago -= 1) {
    now = TODAY - ago * DAY
    await recorder.record()
  }
  const [first, second] = await database.read({ sql: 'SELECT id FROM history ORDER BY id' })
  expect([first?.['id'], second?.['id']]).toEqual([1, 3])
})

test('removes the last state of an order together with its last entry', async () => {
  const recorder = journalWriter()
  for (let ago = 91; ago >= 0; ago -= 1) {
    now = TODAY - ago * DAY
    await recorder.record()
  }
  const [row] = await database.read({ sql: 'SELECT count(*) AS n, min(at) AS at FROM journal_order' })
  expect(Number(row?.['n'])).toBeLessThanOrEqual(91)
  expect(Number(row?.['at'])).toBeGreaterThan(TODAY - 91 * DAY)
})

test('considers the clock wrong if it differs by more than a day from the newest time of a server', () => {
  let [monotonic, serverTime]: [number, number | undefined] = [0, undefined]
  let respond = (): void => undefined
  const check = new ClockCheck({ ...clock, monotonic: () => monotonic })
  check.attach({
    onResponse(listener) {
      respond = () => listener({ at: now, method: 'GET', path: 'tickle', status: 200, latencyMs: 1, serverTime })
      return () => undefined
    },
  })
  respond()
  expect(check.result).toBe('unknown')
  for (const [difference, result] of [
    [DAY, 'right'],
    [-DAY, 'right'],
    [DAY + 1, 'wrong'],
    [-DAY - 1, 'wrong'],
  ] as const) {
    serverTime = now + difference
    respond()
    expect(check.result, String(difference)).toBe(result)
  }
  serverTime = now
  respond()
  now += 30 * DAY
  monotonic += 30 * DAY
  expect(check.result).toBe('right')
  // The clock is set ahead, and no response has arrived since.
  now += 200 * DAY
  expect(check.result).toBe('wrong')
})
