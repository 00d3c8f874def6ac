import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Database, type DatabaseStarter } from '../../../../src/host/database/database.ts'
import { HistoryService } from '../../../../src/host/history/history-service.ts'
import { SavedResponseBodies } from '../../../../src/host/requests/saved-response-bodies.ts'
import { inThreadDatabase } from '../../../process/in-thread-database.ts'
import { exampleRequest } from './example-request.ts'

const DAY = 86_400_000

let folder: string
let now: number
let diskFull: boolean
let lost: string[]
const opened: Database[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ibkr-console-kept-'))
  now = 100 * DAY
  diskFull = false
  lost = []
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
    clock: { now: () => now, monotonic: () => 0, after: () => () => undefined },
    bodies: new SavedResponseBodies(),
    profile: () => ({ id: 'practice', environment: 'practice' }),
    export: { version: '0.1.0', commandLine: undefined, findProfile: () => undefined },
    onLost: (message) => lost.push(message),
  })
}

const found = async (history: HistoryService, text: string): Promise<readonly number[]> =>
  (await history.page({ query: { text }, offset: 0, limit: 10 })).rows.map(({ id }) => id)

test('finds an entry by a word of its method, path, parameters, body, status or response', async () => {
  const history = start()
  history.record(
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
  history.record(exampleRequest('x'.repeat(1_000_001)))
  history.record(exampleRequest('y'.repeat(1_000_000)))
  const [cut, whole] = [await history.entry(1), await history.entry(2)]
  expect([cut.output.saved, cut.body.byteLength, cut.output.size]).toEqual(['beginning', 1_000_000, 1_000_001])
  expect([whole.output.saved, whole.body.byteLength]).toEqual(['whole', 1_000_000])
})

test('indexes only the first 64 kB of a response', async () => {
  const history = start()
  history.record(exampleRequest(`nearby ${'x'.repeat(64_000)} faraway`))
  expect([await found(history, 'nearby'), await found(history, 'faraway')]).toEqual([[1], []])
})

test('removes a day older than 90 days with the first request after the next start', async () => {
  const first = start()
  first.record(exampleRequest('{"n":"old"}'))
  now += DAY
  first.record(exampleRequest('{"n":"young"}'))
  await first.settled()
  now += 90 * DAY
  const second = start()
  second.record(exampleRequest('{"n":"new"}'))
  expect((await second.page({ query: {}, offset: 0, limit: 10 })).rows.map(({ id }) => id)).toEqual([3, 2])
  expect(await found(second, 'old')).toEqual([])
})

test('reports a request that could not be stored with a remedy, until a later request is stored', async () => {
  const history = start()
  diskFull = true
  history.record(exampleRequest('{}'))
  await history.settled()
  expect(lost).toEqual([expect.stringContaining('The disk is full')])
  expect(history.feed.snapshot().problem).toBe(lost[0])
  diskFull = false
  history.record(exampleRequest('{}'))
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
    history.record(
      exampleRequest('{}', { path: `/v1/api/erased${n}`, body: `{"text":"vanished${n} ${'z'.repeat(6_000)}"}` }),
    )
  }
  history.record(exampleRequest('{}', { path: '/v1/api/pinned31' }))
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
    history.record(exampleRequest('{}', { body: `{"text":"Kept${n} ${'z'.repeat(6_000)}"}` }))
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
  history.record(exampleRequest('{}'))
  await history.settled()
  const copy = 'console.db.broken-2026-06-01T00-00-00.000Z'
  const removed = [copy, `${copy}-wal`, 'console.db.broken-2026-06-02T00-00-00.000Z-wal']
  for (const name of [...removed, 'settings.json.broken-2026-06-01']) writeFileSync(join(folder, name), 'cleared')
  await history.clear()
  expect(readdirSync(folder).filter((name) => name.includes('broken'))).toEqual(['settings.json.broken-2026-06-01'])
})
