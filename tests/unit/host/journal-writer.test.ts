import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { systemClock } from '../../../src/client/clock.ts'
import { Database, type DatabaseStarter } from '../../../src/host/database/database.ts'
import type { DatabaseRequest } from '../../../src/host/database/database-message.ts'
import type { JournalEntry } from '../../../src/host/journal/journal-entry.ts'
import { createPruneStatements, type JournalBounds } from '../../../src/host/journal/journal-statements.ts'
import { JournalWriter } from '../../../src/host/journal/journal-writer.ts'
import { inThreadDatabase } from '../../process/in-thread-database.ts'
import { longTest } from '../../process/long-run-tests.ts'
import { SILENT_RETENTION } from '../../process/silent-retention.ts'

const SCOPE = { id: 'one', profileId: 'one', environment: 'paper' }
const entry = (orderId: number, raw: unknown = { orderId }): JournalEntry => ({
  kind: 'update',
  at: Date.now(),
  source: 'stream',
  account: 'DU1',
  orderId: String(orderId),
  symbol: 'AAPL',
  status: 'Submitted',
  text: 'Submitted',
  isEvent: true,
  raw,
})

let folder: string
let database: Database
let writer: JournalWriter
/** Result of a write: success, a full disk, no response, or success after 400 ms. */
let disk: 'works' | 'full' | 'hangs' | 'slow'
let writes: number

/** Starts the real database engine with a disk that the test can fill. */
const onDisk: DatabaseStarter = (file, onReply, onEnd) => {
  const engine = inThreadDatabase(file, onReply, onEnd)
  return {
    end: () => engine.end(),
    post(request: DatabaseRequest) {
      if (request.kind === 'write') writes += 1
      if (request.kind !== 'write' || disk === 'works') engine.post(request)
      else if (disk === 'slow') setTimeout(() => engine.post(request), 400)
      else if (disk === 'full') {
        queueMicrotask(() => onReply({ id: request.id, kind: 'fault', fault: 'disk-full', message: 'SQLITE_FULL' }))
      }
    },
  }
}

function open(bounds?: JournalBounds, mostWaiting?: number, mostBytes?: number, batch?: number): void {
  database = new Database(onDisk, join(folder, 'console.db'), () => undefined)
  writer = new JournalWriter({
    database,
    retention: SILENT_RETENTION,
    clock: systemClock,
    onChange: () => undefined,
    ...(bounds && { bounds }),
    limits: {
      ...(mostWaiting !== undefined && { entries: mostWaiting }),
      ...(mostBytes !== undefined && { bytes: mostBytes }),
    },
    ...(batch !== undefined && { batch }),
  })
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'] })
  folder = mkdtempSync(join(tmpdir(), 'ibkr-console-writer-'))
  disk = 'works'
  writes = 0
  open()
})
afterEach(async () => {
  disk = 'works'
  vi.useRealTimers()
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms)
const settled: boolean[] = []
const append = (...entries: JournalEntry[]): void =>
  writer.append(SCOPE, entries, (journaled) => settled.push(journaled))
const orderIds = async (): Promise<readonly unknown[]> =>
  (await database.read({ sql: 'SELECT order_id FROM journal ORDER BY id' })).map((row) => row['order_id'])

beforeEach(() => {
  settled.length = 0
})

describe('journal entry after it was appended', () => {
  test('writes an entry immediately if few entries arrive, and in batches otherwise', async () => {
    append(entry(1))
    await pass(0)
    expect([settled, writes]).toEqual([[true], 1])
    for (let id = 2; id <= 100; id += 1) append(entry(id))
    expect(settled).toHaveLength(1)
    await pass(20)
    expect([settled.length, writes]).toEqual([100, 2])
    expect(await orderIds()).toEqual(Array.from({ length: 100 }, (_, index) => String(index + 1)))
  })

  test('reports an entry as written only after the write', async () => {
    const seen: (readonly unknown[])[] = []
    writer.append(SCOPE, [entry(1)], () => void orderIds().then((ids) => seen.push(ids)))
    await pass(100)
    expect(seen).toEqual([['1']])
  })

  test('publishes an entry on a full disk before it is written, and writes it once there is space', async () => {
    append(entry(1))
    await pass(50)
    disk = 'full'
    append(entry(2))
    await pass(50)
    append(entry(3))
    expect(settled).toEqual([true, false, false])
    expect(writer.health).toMatchObject({
      kind: 'failing',
      reason: expect.stringContaining('Free some space') as string,
      waiting: 2,
      lost: 0,
    })
    expect(writer.unwritten('one', '3')).toHaveLength(1)
    await pass(20_000)
    disk = 'works'
    await pass(5_100)
    expect(writer.health).toEqual({ kind: 'writing' })
    expect(writer.unwritten('one', '3')).toEqual([])
    expect(await orderIds()).toEqual(['1', '2', '3'])
  })

  test('drops entries beyond the limit, and writes an entry that counts them', async () => {
    open(undefined, 100)
    disk = 'full'
    for (let id = 1; id <= 110; id += 1) append(entry(id))
    await pass(100)
    expect(writer.health).toMatchObject({ waiting: 100, lost: 10 })
    disk = 'works'
    await pass(10_000)
    const rows = await database.read({ sql: "SELECT text, from_at, to_at FROM journal WHERE kind = 'lost'" })
    expect(rows).toMatchObject([{ text: '10 changes could not be written.', from_at: expect.any(Number) as number }])
    expect(await orderIds()).toHaveLength(101)
  })

  test.each(['hangs', 'slow'] as const)(
    'drops entries beyond the size limit, and publishes them immediately, if the disk %s',
    async (kind) => {
      open(undefined, undefined, 100_000)
      disk = kind
      const order: number[] = []
      const large = (id: number) => entry(id, 'x'.repeat(1_000))
      for (let id = 1; id <= 200; id += 1) writer.append(SCOPE, [large(id)], () => order.push(id))
      await pass(10)
      // This time is far below the time after which the disk counts as late.
      expect(order).toEqual(Array.from({ length: 200 }, (_, index) => index + 1))
      const { health } = writer
      expect(health).toMatchObject({ kind: 'failing' })
      expect(health.kind === 'failing' && health.waiting).toBeLessThan(100)
      expect(health.kind === 'failing' && health.lost + health.waiting).toBe(200)
    },
  )

  test('counts dropped entries as lost once the disk has caught up', async () => {
    open(undefined, undefined, 100_000)
    disk = 'slow'
    for (let id = 1; id <= 200; id += 1) append(entry(id, 'x'.repeat(1_000)))
    await pass(5_000)
    expect(writer.health).toEqual({ kind: 'writing' })
    const [lost] = await database.read({ sql: "SELECT text FROM journal WHERE kind = 'lost'" })
    const kept = (await orderIds()).filter((id) => id !== '')
    expect(lost).toMatchObject({ text: `${200 - kept.length} changes could not be written.` })
    expect(kept.at(-1)).toBe('200')
  })

  test('publishes waiting entries in batches of 500', async () => {
    disk = 'hangs'
    for (let id = 1; id <= 5_000; id += 1) append(entry(id))
    await pass(900)
    const steps: number[] = []
    while (settled.length < 5_000) {
      const before = settled.length
      await vi.advanceTimersToNextTimerAsync()
      steps.push(settled.length - before)
    }
    expect(Math.max(...steps)).toBeLessThanOrEqual(500)
  })

  test('writes at most 1,000 entries and publishes at most 500 at a time, in order', async () => {
    append(entry(0))
    await pass(0)
    const order: number[] = []
    let [atOnce, most] = [0, 0]
    const note = (id: number): void =>
      writer.append(SCOPE, [entry(id)], () => {
        order.push(id)
        if (atOnce === 0) {
          queueMicrotask(() => {
            atOnce = 0
          })
        }
        atOnce += 1
        most = Math.max(most, atOnce)
        if (id === 1) note(3_001)
      })
    for (let id = 1; id <= 3_000; id += 1) note(id)
    await pass(100)
    expect(order).toEqual(Array.from({ length: 3_001 }, (_, index) => index + 1))
    expect([writes, most]).toEqual([5, 500])
  })

  test('appends 30,000 entries while the disk is full in less than three seconds of CPU time', async () => {
    disk = 'full'
    append(entry(0))
    await pass(50)
    const begun = process.cpuUsage()
    for (let id = 1; id <= 30_000; id += 1) {
      append(entry(id))
      if (writer.health.kind !== 'failing') expect.fail('it is full')
    }
    expect(process.cpuUsage(begun).user / 1_000).toBeLessThan(3_000)
  })

  test('publishes an entry after one second if the disk does not respond', async () => {
    disk = 'hangs'
    append(entry(1))
    append(entry(2))
    await pass(900)
    expect(settled).toEqual([])
    await pass(200)
    expect(settled).toEqual([false, false])
    expect(writer.health.kind).toBe('failing')
  })

  test('publishes an entry within two seconds if the disk is too slow, and writes it later', async () => {
    open(undefined, 2_000, undefined, 1_000)
    disk = 'slow'
    for (let id = 1; id <= 9_000; id += 1) append(entry(id))
    await pass(900)
    expect(settled.length).toBeLessThan(9_000)
    await pass(1_100)
    expect(settled).toHaveLength(9_000)
    expect([settled[0], settled.at(-1)]).toEqual([true, false])
    await pass(450)
    expect(writer.health).toMatchObject({
      kind: 'failing',
      reason: expect.stringContaining('saved in order') as string,
      lost: 0,
    })
    const closed = writer.close()
    await pass(5_000)
    await closed
    expect(writer.health).toEqual({ kind: 'writing' })
    expect(await orderIds()).toEqual(Array.from({ length: 9_000 }, (_, index) => String(index + 1)))
    expect(vi.getTimerCount()).toBe(0)
  })

  test('publishes entries in order while a late queue shrinks and grows again', async () => {
    open(undefined, undefined, undefined, 1_000)
    disk = 'slow'
    const order: number[] = []
    const note = (id: number): void => writer.append(SCOPE, [entry(id)], () => order.push(id))
    for (let id = 1; id <= 4_500; id += 1) note(id)
    await pass(2_100)
    expect(writer.health).toMatchObject({ kind: 'failing', waiting: 499 })
    for (let id = 4_501; id <= 6_000; id += 1) note(id)
    disk = 'works'
    await pass(2_000)
    expect(order).toEqual(Array.from({ length: 6_000 }, (_, index) => index + 1))
    expect(writer.health).toEqual({ kind: 'writing' })
  })

  test('stores an entry only once if a write succeeded but was reported as failed', async () => {
    append(entry(1))
    await pass(50)
    const { write } = database
    database.write = async (statements) => {
      await write.call(database, statements)
      database.write = write
      throw new Error('the thread died before it could reply')
    }
    append(entry(2))
    await pass(6_000)
    expect(await orderIds()).toEqual(['1', '2'])
    expect(writer.health).toEqual({ kind: 'writing' })
  })

  test('writes entries in order if the first of several batches fails', async () => {
    open(undefined, undefined, undefined, 1)
    const { read } = database
    // This read fails before the writer has found the position of the first entry in the file.
    database.read = async () => {
      database.read = read
      throw new Error('the disk does not respond')
    }
    for (const id of [1, 2, 3]) append(entry(id))
    await pass(10_000)
    expect(await orderIds()).toEqual(['1', '2', '3'])
  })

  test('retries unwritten entries immediately when it closes', async () => {
    disk = 'full'
    append(entry(1))
    await pass(50)
    disk = 'works'
    const closed = writer.close()
    await pass(100)
    await closed
    expect(await orderIds()).toEqual(['1'])
  })

  test('lifts the limit on the number of entries once a full disk has space again', async () => {
    open(undefined, 100)
    disk = 'full'
    append(entry(1))
    await pass(50)
    disk = 'works'
    await pass(6_000)
    for (let id = 2; id <= 300; id += 1) append(entry(id))
    await pass(100)
    expect(await orderIds()).toHaveLength(300)
  })

  test('continues with the next entry id after a restart', async () => {
    append(entry(1), entry(2))
    await pass(50)
    await database.close()
    open()
    append(entry(3))
    await pass(50)
    expect(writer.newestId).toBe(3)
  })

  test.each([
    ['number', { entries: 3 }],
    ['size', { bytes: 2_500 }],
  ])('removes the oldest entries beyond the limit of %s', async (_limit, bounds) => {
    for (let id = 1; id <= 9; id += 1) append(entry(id, 'x'.repeat(700)))
    await pass(50)
    expect(await orderIds()).toHaveLength(9)
    await database.write(createPruneStatements({ days: 90, entries: 1_000, bytes: 1_000_000, ...bounds }))
    expect(await orderIds()).toEqual(['7', '8', '9'])
  })

  longTest('removes the oldest entries beyond the limits of number, size and age', async () => {
    open({ days: 90, entries: 5_000, bytes: 10_000_000 })
    for (let id = 1; id <= 20_000; id += 1) append(entry(id))
    await pass(10_000)
    const kept = await orderIds()
    expect(kept.length).toBeLessThan(9_000)
    expect(kept.at(-1)).toBe('20000')
    await database.close()
    open({ days: 90, entries: 1_000_000, bytes: 1_000_000 })
    // Pruned with the first batch of 1,000 and after each 2,000 more, so with the last batch.
    for (let id = 1; id <= 7_000; id += 1) append(entry(id, 'x'.repeat(500)))
    await pass(10_000)
    expect((await orderIds()).length).toBeLessThan(3_500)
    await database.close()
    open({ days: 2, entries: 1_000_000, bytes: 10_000_000 })
    // Days with entries count, however far the clock jumps. The second new day removes the first one of all.
    for (const [days, first] of [
      [91, 30_000],
      [1, 40_000],
    ] as const) {
      expect(Number((await orderIds())[0])).toBeLessThan(30_000)
      vi.setSystemTime(Date.now() + days * 86_400_000)
      for (let id = 1; id <= 3_000; id += 1) append(entry(first + id))
      await pass(10_000)
    }
    expect(Number((await orderIds())[0])).toBeGreaterThan(30_000)
  })
})
