import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Clock } from '../../../src/client/clock.ts'
import { Database } from '../../../src/host/database/database.ts'
import { describePrunedDay, type PrunedDay } from '../../../src/host/database/recorded-days.ts'
import { HistoryRecorder } from '../../../src/host/history/history-recorder.ts'
import { createPinStatement } from '../../../src/host/history/history-statements.ts'
import type { JournalEntry } from '../../../src/host/journal/journal-entry.ts'
import { JournalWriter } from '../../../src/host/journal/journal-writer.ts'
import { inThreadDatabase } from '../../process/in-thread-database.ts'
import { longCases } from '../../process/long-run-tests.ts'
import { exampleRequest } from './history/example-request.ts'

const DAY = 86_400_000
const TODAY = Date.UTC(2026, 5, 10, 12)

let folder: string
let database: Database
let pruned: PrunedDay[]
/** Current time in ms since the epoch. */
let now: number
const clock: Clock = { now: () => now, monotonic: () => 0, after: () => () => undefined }

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ibkr-console-days-'))
  database = new Database(inThreadDatabase, join(folder, 'console.db'), () => undefined)
  pruned = []
  now = TODAY
})
afterEach(async () => {
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

const onPruned = (day: PrunedDay): number => pruned.push(day)

/** Records entries in the history or in the journal. */
interface Recorder {
  record(): Promise<void>
}

function historyRecorder(): Recorder {
  const recorder = new HistoryRecorder({
    database,
    onPruned,
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
      const writer = new JournalWriter({ database, clock, onPruned, onChange: () => undefined, bounds })
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

  test('removes only the oldest day if the clock is 100 days ahead, and reports the removal once', async () => {
    await recordDays(5)
    for (let restart = 1; restart <= 3; restart += 1) {
      now = TODAY + 100 * DAY
      await start().record()
    }
    now = TODAY
    await start().record()
    expect(await days()).toEqual([-3, -2, -1, 0, 100, 100, 100, 0])
    expect(pruned).toEqual([{ table, daysAhead: 100, removed: Math.floor(TODAY / DAY) * DAY - 4 * DAY }])
    expect(describePrunedDay(pruned[0] as PrunedDay)).toBe(
      `The clock is 100 days ahead of the newest entry of the ${table === 'journal' ? 'order journal' : 'history'}. Only the entries of the oldest recorded day, 2026-06-06, were removed. If the clock is wrong, correct it.`,
    )
  })

  test('removes the oldest day on the 91st day, without a report', async () => {
    await recordDays(91)
    expect(await days()).toEqual(Array.from({ length: 90 }, (_, day) => day - 89))
    expect(pruned).toEqual([])
  })

  const gaps = [
    ['Wednesday', 0, 2, 1],
    ['Friday', 2, 3, 0],
    ['Friday', 2, 4, 1],
    ['Wednesday', 0, 7, 1],
    ['Thursday', 1, 2, 1],
    ['Saturday', 3, 2, 0],
    ['Wednesday', 0, 1, 0],
  ] as const
  test.each(longCases(2, gaps))(
    'removes the oldest of 90 days after a %s (%i) plus %i days: %i reports',
    async (_name, first, ahead, reports) => {
      await recordDays(90, first)
      now = TODAY + (first + ahead) * DAY
      await start().record()
      expect((await days())[0]).toBe(first - 88)
      expect(pruned.map(({ daysAhead }) => daysAhead)).toEqual(Array(reports).fill(ahead))
    },
  )

  test('removes days older than 90 days one at a time after a month without entries', async () => {
    await recordDays(3)
    for (const day of [92, 93, 94, 95]) {
      now = TODAY + day * DAY
      await start().record()
    }
    expect(await days()).toEqual([92, 93, 94, 95])
    expect(pruned).toHaveLength(1)
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
    // The version before this one also lacks all later tables.
    const later = ['recorded_day', 'equity', 'order_quote', 'inbox']
    await database.write(later.map((name) => ({ sql: `DROP TABLE ${name}` })))
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
