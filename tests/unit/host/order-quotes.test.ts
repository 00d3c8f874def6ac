import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Database } from '../../../src/host/database/database.ts'
import { OrderQuotes } from '../../../src/host/orders/order-quotes.ts'
import type { LiveQuote } from '../../../src/shared/domain/quote.ts'
import { inThreadDatabase } from '../../process/in-thread-database.ts'
import { manualClock } from '../client/manual-clock.ts'

let home: string
let database: Database
let now: number
let live: LiveQuote | undefined
let scope: string
let problems: unknown[]
let quotes: OrderQuotes

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ibkr-console-quotes-'))
  database = new Database(inThreadDatabase, join(home, 'console.db'), () => undefined)
  now = 1_000
  live = undefined
  scope = 'lab'
  problems = []
  quotes = new OrderQuotes({
    clock: { now: () => now, monotonic: () => now, after: () => () => undefined },
    database,
    scope: () => scope,
    live: () => live,
    onProblem: (error) => problems.push(error),
  })
})
afterEach(async () => {
  await database.close()
  rmSync(home, { recursive: true, force: true })
})

const snapshot = { conid: 7, at: 1, bid: '9.90', ask: '10.10', last: '10.00', availability: 'RpB' }

test('records the quote right before an order is sent, not the one when IBKR accepts it', async () => {
  quotes.noteSnapshot(snapshot)
  quotes.captureArrival(7)
  now += 3_000
  quotes.noteSnapshot({ ...snapshot, bid: '19', ask: '21' })
  quotes.recordArrival(7, '1')
  expect(await quotes.of('1')).toEqual([{ kind: 'arrival', at: 1_000, bid: 9.9, ask: 10.1, last: 10 }])
  expect(problems).toEqual([])
})

test('records the quote at a fill from the live stream', async () => {
  live = { conid: 7, at: 5, bid: '9', ask: '9.02', last: 'C8', availability: 'RpB' }
  quotes.recordFill({ orderId: '1', conid: 7, filled: 20 })
  expect(await quotes.of('1')).toEqual([{ kind: 'fill', at: 1_000, bid: 9, ask: 9.02, filled: 20 }])
})

test.each([
  ['there is none', undefined],
  ['it is delayed', { ...snapshot, availability: 'DpB' }],
  ['the user has no permission', { conid: 7, at: 5, availability: 'N' }],
  ['its stream is interrupted', { ...snapshot, staleSince: 4 }],
  ['its stream was refused', { ...snapshot, failure: 'No line.' }],
])('records no quote if %s', async (_, quote) => {
  live = quote
  quotes.captureArrival(7)
  quotes.recordArrival(7, '1')
  quotes.recordFill({ orderId: '1', conid: 7, filled: 1 })
  expect(await quotes.of('1')).toEqual([])
})

test('records the last known quote with its age if the reply to a question is sent later', async () => {
  quotes.noteSnapshot(snapshot)
  quotes.captureArrival(7)
  now += 17_000
  quotes.captureArrival(7)
  quotes.recordArrival(7, '1')
  quotes.recordFill({ orderId: '1', conid: 7, filled: 1 })
  const quote = { kind: 'arrival', at: 18_000, age: 17_000, bid: 9.9, ask: 10.1, last: 10 }
  expect(await quotes.of('1')).toEqual([quote])
})

test.each([
  ['older than 15 minutes', () => (now += 15 * 60_000 + 1)],
  ['of another profile', () => (scope = 'practice')],
])('does not use a quote %s, or the one of an earlier order', async (_, change) => {
  quotes.noteSnapshot(snapshot)
  quotes.captureArrival(7)
  change()
  quotes.captureArrival(7)
  quotes.recordArrival(7, '2')
  expect(await quotes.of('2')).toEqual([])
})

test('reports quotes that cannot be stored or read', async () => {
  await database.close()
  live = snapshot
  quotes.recordFill({ orderId: '1', conid: 7, filled: 1 })
  await expect(quotes.of('1')).rejects.toMatchObject({ code: 'file-failed' })
  expect(problems).toHaveLength(1)
})

test('writes the quotes in memory when the console stops', async () => {
  quotes.noteSnapshot(snapshot)
  quotes.recordFill({ orderId: '1', conid: 7, filled: 1 })
  await quotes.written()
  expect(await database.read({ sql: 'SELECT order_id FROM order_quote' })).toEqual([{ order_id: '1' }])
})

test('writes quotes soon after the first of them, in one transaction', async () => {
  const clock = manualClock()
  const write = vi.spyOn(database, 'write')
  quotes = new OrderQuotes({ clock, database, scope: () => scope, live: () => live, onProblem: () => undefined })
  quotes.noteSnapshot(snapshot)
  for (const filled of [1, 2]) quotes.recordFill({ orderId: '1', conid: 7, filled })
  clock.advance(249)
  expect(write).not.toHaveBeenCalled()
  clock.advance(1)
  expect(write).toHaveBeenCalledOnce()
  expect(await quotes.of('1')).toMatchObject([{ filled: 1 }, { filled: 2 }])
  expect([write.mock.calls.length, clock.pending]).toEqual([1, 0])
})

test('records at most 2,000 quotes until they are written', async () => {
  quotes.noteSnapshot(snapshot)
  for (let filled = 1; filled <= 2_001; filled += 1) quotes.recordFill({ orderId: '1', conid: 7, filled })
  await quotes.written()
  const [row] = await database.read({ sql: 'SELECT count(*) AS count, max(filled) AS filled FROM order_quote' })
  expect(row).toEqual({ count: 2_000, filled: 2_000 })
  // An order shows the oldest 1,000.
  expect(await quotes.of('1')).toHaveLength(1_000)
})

test('remembers no quote over REST that is delayed, and no close as the last price', async () => {
  quotes.noteSnapshot({ ...snapshot, availability: 'DpB' })
  quotes.recordFill({ orderId: '1', conid: 7, filled: 1 })
  expect(await quotes.of('1')).toEqual([])
  quotes.noteSnapshot({ ...snapshot, bid: '', ask: '', last: 'C8' })
  quotes.recordFill({ orderId: '1', conid: 7, filled: 1 })
  expect(await quotes.of('1')).toEqual([])
  quotes.noteSnapshot({ ...snapshot, last: 'C8' })
  now += 5_000
  quotes.recordFill({ orderId: '1', conid: 7, filled: 1 })
  now += 1
  quotes.recordFill({ orderId: '1', conid: 7, filled: 2 })
  expect(await quotes.of('1')).toEqual([{ kind: 'fill', at: 6_000, bid: 9.9, ask: 10.1, filled: 1 }])
})

test('remembers the quotes of the newest 100 contracts', async () => {
  for (let conid = 1; conid <= 101; conid += 1) quotes.noteSnapshot({ ...snapshot, conid })
  for (const conid of [1, 2]) {
    quotes.captureArrival(conid)
    quotes.recordArrival(conid, String(conid))
  }
  expect(await quotes.of('1')).toEqual([])
  expect(await quotes.of('2')).toHaveLength(1)
})
