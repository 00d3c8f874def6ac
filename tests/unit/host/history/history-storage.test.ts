import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Database, type DatabaseStarter } from '../../../../src/host/database/database.ts'
import { SavedResponseBodies } from '../../../../src/host/files/saved-response-bodies.ts'
import { HistoryService } from '../../../../src/host/history/history-service.ts'
import { inThreadDatabase } from '../../../process/in-thread-database.ts'
import { SILENT_RETENTION } from '../../../process/silent-retention.ts'
import { exampleRequest, open, record } from './example-request.ts'

const DAY = 86_400_000

let folder: string
let now: number
let diskFull: boolean
let lost: string[]
let late: number
const opened: Database[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ibkr-console-kept-'))
  now = 100 * DAY
  diskFull = false
  lost = []
  late = 0
})
afterEach(async () => {
  for (const database of opened.splice(0)) await database.close()
  rmSync(folder, { recursive: true, force: true })
})

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

function start(): HistoryService {
  const database = new Database(onDisk, join(folder, 'console.db'), () => undefined)
  opened.push(database)
  return new HistoryService({
    database,
    retention: SILENT_RETENTION,
    clock: { now: () => now, monotonic: () => 0, after: () => () => undefined },
    bodies: new SavedResponseBodies(),
    export: {
      version: '0.1.0',
      commandLine: undefined,
      findProfile: () => ({ name: 'Gateway', kind: 'gateway', baseUrl: 'https://localhost:5000' }),
    },
    onLost: (message) => lost.push(message),
  })
}

const found = async (history: HistoryService, text: string): Promise<readonly number[]> =>
  (await history.page({ query: { text }, offset: 0, limit: 10 })).rows.map(({ id }) => id)

test('finds an entry by a word of its method, path, parameters, body, status or response', async () => {
  const history = start()
  record(
    history,
    exampleRequest('{"w":"inanswer"}', {
      method: 'POST',
      path: '/v1/api/inpath',
      parameters: [['inname', 'invalue']],
      body: '{"w":"inbody"}',
    }),
  )
  for (const word of ['POST', '200', 'inanswer', 'inpath', 'inname', 'invalue', 'inbody'])
    expect(await found(history, word)).toEqual([1])
  expect(await found(history, 'elsewhere')).toEqual([])
})

test('stores the first megabyte of a larger response, and marks the response as truncated', async () => {
  const history = start()
  record(history, exampleRequest('x'.repeat(1_000_001)))
  record(history, exampleRequest('y'.repeat(1_000_000)))
  const [cut, whole] = [await history.entry(1), await history.entry(2)]
  expect([cut.output.saved, cut.body.byteLength, cut.output.size]).toEqual(['beginning', 1_000_000, 1_000_001])
  expect([whole.output.saved, whole.body.byteLength]).toEqual(['whole', 1_000_000])
})

test('indexes only the first 64 kB of a response', async () => {
  const history = start()
  record(history, exampleRequest(`nearby ${'x'.repeat(64_000)} faraway`))
  expect([await found(history, 'nearby'), await found(history, 'faraway')]).toEqual([[1], []])
})

test('removes the oldest of 91 days from the list and from the search', async () => {
  const history = start()
  record(history, exampleRequest('{"n":"old"}'))
  for (let day = 1; day <= 90; day += 1) {
    now += DAY
    record(history, exampleRequest('{"n":"young"}'))
  }
  expect((await history.page({ query: {}, offset: 89, limit: 10 })).rows.map(({ id }) => id)).toEqual([2])
  expect(await found(history, 'old')).toEqual([])
})

test('reports a request that could not be stored with a remedy, until a later request is stored', async () => {
  const history = start()
  diskFull = true
  record(history, exampleRequest('{}'))
  await history.settled()
  expect(lost).toEqual([expect.stringContaining('The disk is full')])
  expect(history.feed.snapshot().problem).toBe(lost[0])
  diskFull = false
  record(history, exampleRequest('{}'))
  await history.settled()
  expect(history.feed.snapshot()).toEqual({ newestId: 1, changes: 2 })
  expect(lost).toHaveLength(1)
})

/** Reports whether the database file or its WAL contains the text. */
const isOnDisk = (text: string): boolean =>
  ['', '-wal'].some((tail) => {
    const file = join(folder, `console.db${tail}`)
    return existsSync(file) && readFileSync(file).includes(text)
  })

test('erases cleared requests from free pages, WAL and search index', async () => {
  const history = start()
  for (let n = 1; n <= 30; n += 1) {
    record(
      history,
      exampleRequest('{}', { path: `/v1/api/erased${n}`, body: `{"text":"vanished${n} ${'z'.repeat(6_000)}"}` }),
    )
  }
  record(history, exampleRequest('{}', { path: '/v1/api/pinned31' }))
  await history.settled()
  await history.pin(31, true)
  expect([isOnDisk('vanished17'), isOnDisk('erased17')]).toEqual([true, true])
  await history.clear()
  expect([isOnDisk('vanish'), isOnDisk('erased')]).toEqual([false, false])
  expect(await found(history, 'pinned31')).toEqual([31])
})

test('erases removed requests from free pages', async () => {
  const history = start()
  for (let n = 1; n <= 9; n += 1)
    record(history, exampleRequest('{}', { body: `{"text":"Kept${n} ${'z'.repeat(6_000)}"}` }))
  await history.settled()
  await history.remove([3, 4])
  expect([isOnDisk('Kept2 '), isOnDisk('Kept3 '), isOnDisk('Kept4 '), isOnDisk('Kept5 ')]).toEqual([
    true,
    false,
    false,
    true,
  ])
})

test('removes the quarantined databases when the history is cleared, and removes no other files', async () => {
  const history = start()
  record(history, exampleRequest('{}'))
  await history.settled()
  const copy = 'console.db.broken-2026-06-01T00-00-00.000Z'
  const removed = [copy, `${copy}-wal`, 'console.db.broken-2026-06-02T00-00-00.000Z-wal']
  for (const name of [...removed, 'settings.json.broken-2026-06-01']) writeFileSync(join(folder, name), 'cleared')
  await history.clear()
  expect(readdirSync(folder).filter((name) => name.includes('broken'))).toEqual(['settings.json.broken-2026-06-01'])
})

/** An order whose body and parameters contain secrets. */
const { result: answered, ...order } = exampleRequest('{"order_id":"7"}', {
  source: 'orders',
  method: 'POST',
  path: '/v1/api/iserver/account/DU1/orders',
  parameters: [['oauth_token', 'planted']],
  body: '{"orders":[{"conid":265598,"password":"planted"}]}',
  effect: 'trading',
})
const listed = async (history: HistoryService, text?: string) =>
  (await history.page({ query: text === undefined ? {} : { text }, offset: 0, limit: 10 })).rows

test('stores a trading request before it is sent, without its secrets, and its outcome in the same entry', async () => {
  const history = start()
  const entry = open(history, order)
  await entry.untilStored()
  expect(await listed(history, '265598')).toMatchObject([{ id: 1, outcome: 'pending', path: order.path }])
  expect((await history.entry(1)).output).toMatchObject({
    outcome: 'pending',
    body: '{"orders":[{"conid":265598,"password":"•••"}]}',
    parameters: [['oauth_token', '•••']],
  })
  record(history, exampleRequest('{}'))
  entry.complete(answered)
  entry.complete({ outcome: 'failed', code: 'late', message: 'A second outcome.' })
  entry.discard()
  expect(await listed(history)).toMatchObject([{ id: 2 }, { id: 1, outcome: 'answered', status: 200 }])
  expect(await found(history, 'order_id')).toEqual([1])
  expect([await found(history, '265598'), await found(history, 'ended')]).toEqual([[1], []])
  expect(Buffer.from((await history.entry(1)).body).toString()).toBe('{"order_id":"7"}')
  await history.settled()
  for (const name of readdirSync(folder)) expect(readFileSync(join(folder, name)).includes('planted'), name).toBe(false)
})

test('shows a request on the wire when the process died as unknown, and finds and exports it', async () => {
  await open(start(), order).untilStored()
  const next = start()
  expect(await listed(next, '265598 ended')).toMatchObject([{ id: 1, outcome: 'unknown', effect: 'trading' }])
  const { output } = await next.entry(1)
  expect(output).toMatchObject({
    saved: 'none',
    error: {
      code: 'outcome-unknown',
      message:
        'Outcome unknown: the console ended before the response was stored. Check the order list before you send it again.',
    },
  })
  for (const query of [{ result: 'bad' }, { changes: true }] as const)
    expect((await next.page({ query, offset: 0, limit: 10 })).total).toBe(1)
  for (const format of ['har', 'python'] as const) expect((await next.export({ query: {}, format })).entries).toBe(1)
  record(next, exampleRequest('{}'))
  expect((await listed(next)).map(({ id }) => id)).toEqual([2, 1])
})

test('removes the entry of a request that was not sent', async () => {
  const history = start()
  const entry = open(history, order)
  await entry.untilStored()
  entry.discard()
  expect([await listed(history), await found(history, '265598')]).toEqual([[], []])
})

test('keeps the pin of a request in flight, and stores its outcome although the history was cleared', async () => {
  const history = start()
  const [pinned, cleared] = [open(history, order), open(history, order)]
  await Promise.all([pinned.untilStored(), cleared.untilStored()])
  await history.pin(1, true)
  await history.clear()
  expect((await listed(history)).map(({ id }) => id)).toEqual([1])
  for (const entry of [pinned, cleared]) entry.complete(answered)
  expect(await listed(history)).toMatchObject([
    { id: 2, outcome: 'answered', pinned: false },
    { id: 1, outcome: 'answered', pinned: true },
  ])
})

test('reports a request that could not be stored in time, and stores its outcome as soon as it can', async () => {
  const history = start()
  diskFull = true
  const entry = open(history, order, {
    onLate: () => {
      late += 1
    },
  })
  await entry.untilStored()
  expect([late, lost.length]).toEqual([1, 1])
  diskFull = false
  entry.complete(answered)
  expect(await listed(history)).toMatchObject([{ id: 1, outcome: 'answered' }])
})

test('shows a trading request as pending until its outcome is stored, also in a page read during the write', async () => {
  const history = start()
  const { result, ...request } = exampleRequest('{}', { method: 'POST', effect: 'trading' })
  const outcomes = async () =>
    (await history.page({ query: {}, offset: 0, limit: 10 })).rows.map(({ outcome }) => outcome)
  const entry = open(history, request)
  await entry.untilStored()
  const [page, read] = [outcomes(), history.entry(1)]
  entry.complete(result)
  expect([await page, (await read).output.outcome]).toEqual([['pending'], 'pending'])
  expect(await outcomes()).toEqual(['answered'])
  const unsent = open(history, request)
  await unsent.untilStored()
  const before = outcomes()
  unsent.discard()
  expect(await before).not.toContain('unknown')
  expect(await outcomes()).toEqual(['answered'])
  // The stored intent states an unknown outcome if its outcome cannot be written.
  const unwritten = open(history, request)
  await unwritten.untilStored()
  diskFull = true
  unwritten.complete(result)
  expect(await outcomes()).toEqual(['unknown', 'answered'])
})
