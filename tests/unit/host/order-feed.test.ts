import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { SessionSupervisor, SocketFrame, SocketGap } from '../../../src/client/index.ts'
import { systemClock } from '../../../src/host/clock.ts'
import { Database } from '../../../src/host/database/database.ts'
import { JournalService } from '../../../src/host/journal/journal-service.ts'
import type { AskedAbout } from '../../../src/host/orders/asked-question.ts'
import { OrderFeed } from '../../../src/host/orders/order-feed.ts'
import { HeldAnswers } from '../../../src/host/requests/held-answers.ts'
import type { SessionState, SocketState } from '../../../src/shared/domain/session.ts'
import { databaseHere } from '../../process/database-here.ts'

const READY: SessionState = { kind: 'ready', since: 0, accounts: { accounts: ['DU1'], selected: 'DU1', paper: true } }
const row = (orderId: number, status: string): object => ({
  orderId,
  acct: 'DU1',
  conid: 1,
  ticker: 'AAPL',
  side: 'BUY',
  status,
  totalSize: 10,
  filledQuantity: 0,
})

/** A session that a test drives by hand, and the readings that were asked of it. */
function scriptedSession() {
  const listeners = {
    frame: new Set<(frame: SocketFrame) => void>(),
    gap: new Set<(gap: SocketGap) => void>(),
    state: new Set<() => void>(),
  }
  const session = {
    state: READY,
    socketState: 'connected' as SocketState,
    hasOpenQuestion: false,
    readings: [] as { readonly forced: boolean; readonly at: number }[],
    answer: async (): Promise<unknown> => ({ orders: [], snapshot: true }),
    subscribe: () => () => undefined,
    onFrame: (listener: (frame: SocketFrame) => void) => {
      listeners.frame.add(listener)
      return () => listeners.frame.delete(listener)
    },
    onGap: (listener: (gap: SocketGap) => void) => {
      listeners.gap.add(listener)
      return () => listeners.gap.delete(listener)
    },
    onSocketState: (listener: () => void) => {
      listeners.state.add(listener)
      return () => listeners.state.delete(listener)
    },
    onState: () => () => undefined,
    request: async ({ params }: { params?: { force?: boolean } }) => {
      session.readings.push({ forced: params?.force === true, at: Date.now() })
      return params?.force ? { orders: [], snapshot: false } : session.answer()
    },
    says: (value: object) => {
      for (const listener of listeners.frame)
        listener({ at: Date.now(), text: '', value, binary: false, topic: 'sor', error: undefined })
    },
    frame: (args: readonly object[]) => session.says({ topic: 'sor', args }),
    gap: (from: number, to: number) => {
      for (const listener of listeners.gap) listener({ from, to })
    },
    socket: (state: SocketState) => {
      session.socketState = state
      for (const listener of listeners.state) listener()
    },
  }
  return session
}

let session: ReturnType<typeof scriptedSession>
let feed: OrderFeed
let problems: string[]
let turns: string[]
let folder: string
let journal: JournalService

/** As IBKR does, until the end of the test. */
const beat = (of: ReturnType<typeof scriptedSession>): unknown =>
  setInterval(() => of.says({ topic: 'system', hb: 1 }), 10_000)
const attach = (next: ReturnType<typeof scriptedSession>): void => feed.attach(next as unknown as SessionSupervisor)
const ids = (): string[] => feed.feed.snapshot().orders.map(({ orderId }) => orderId)
/** What came in is in the journal, and shown. */
const written = (): Promise<unknown> => pass(50)
const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms)

beforeEach(async () => {
  vi.useFakeTimers()
  problems = []
  turns = []
  session = scriptedSession()
  folder = mkdtempSync(join(tmpdir(), 'ibkr-console-feed-'))
  const database = new Database(databaseHere, join(folder, 'console.db'), () => undefined)
  journal = new JournalService({
    database,
    clock: systemClock,
    answers: new HeldAnswers(),
    onFailing: (words) => problems.push(words),
  })
  feed = new OrderFeed({
    clock: systemClock,
    journal,
    book: () => ({ id: 'one', profileId: 'one', environment: 'paper' }),
    onProblem: (code) => problems.push(code),
    onTurns: (told) => turns.push(...told.map(({ after }) => `${after.orderId} ${after.status}`)),
  })
  attach(session)
  await written()
})
afterEach(() => {
  feed.detach()
  vi.useRealTimers()
  rmSync(folder, { recursive: true, force: true })
})

test('reads the orders once at the start, without force', () => {
  expect(session.readings.map(({ forced }) => forced)).toEqual([false])
  expect(feed.feed.snapshot().health.kind).toBe('live')
})

test('keeps a working order when a blank list without snapshot: true follows a gap, and reads again', async () => {
  session.frame([row(7, 'Submitted')])
  session.answer = async () => ({ orders: [], snapshot: false })
  session.gap(1, 2)
  await pass(1_000)
  expect(ids()).toEqual(['7'])
  expect(feed.feed.snapshot().gaps[0]).not.toHaveProperty('repairedAt')
  session.answer = async () => ({ orders: [row(7, 'Submitted')], snapshot: true })
  await pass(7_000)
  expect(ids()).toEqual(['7'])
  expect(feed.feed.snapshot().gaps[0]?.repairedAt).toBeGreaterThan(0)
})

test('removes a working order once a blank list has snapshot: true', async () => {
  session.frame([row(7, 'Submitted')])
  session.gap(1, 2)
  await pass(1_000)
  expect(ids()).toEqual([])
})

test('brings the details back with a forced read when frames hold ids alone', async () => {
  session.frame([{ orderId: 3, acct: 'DU1', conid: 1 }])
  await pass(4_000)
  expect(session.readings.map(({ forced }) => forced)).toEqual([false, true, false])
})

test('forces no read when details follow a frame of ids alone', async () => {
  session.frame([{ orderId: 3, acct: 'DU1', conid: 1 }])
  await pass(100)
  session.frame([row(3, 'PendingSubmit')])
  await pass(10_000)
  expect(session.readings).toHaveLength(1)
})

test('after an own change of which the stream says nothing, the orders are read within seconds', async () => {
  feed.reader?.expectChange()
  await pass(7_000)
  expect(session.readings).toHaveLength(2)
})

test('after an own change of which the stream does speak, nothing is read', async () => {
  feed.reader?.expectChange()
  await pass(1_000)
  session.frame([row(1, 'Submitted')])
  await pass(6_000)
  expect(session.readings).toHaveLength(1)
})

test('while a question of IBKR is open nothing is read: any request would void it', async () => {
  session.hasOpenQuestion = true
  feed.reader?.expectChange()
  session.gap(1, 2)
  await pass(59_000)
  expect(session.readings).toHaveLength(1)
  session.hasOpenQuestion = false
  await pass(7_000)
  // The gap is repaired then.
  expect(session.readings.map(({ forced }) => forced)).toEqual([false, false])
})

test('a question that comes between a forced read and the next is not voided by the second', async () => {
  session.answer = async () => {
    throw new Error('read although a question is open')
  }
  const { request } = session
  session.request = (input) => {
    if (input.params?.force === true) session.hasOpenQuestion = true
    return request(input)
  }
  void feed.reader?.resync({ unmute: true })
  await pass(30_000)
  expect(session.readings.map(({ forced }) => forced)).toEqual([false, true])
  expect(problems).toEqual([])
})

test('a live stream is checked by one reading a minute; without a socket it is every few seconds, and said', async () => {
  beat(session)
  await pass(10 * 60_000)
  expect(session.readings.length - 1).toBe(10)
  session.socket('disconnected')
  expect(feed.feed.snapshot().health.kind).toBe('polling')
  const before = session.readings.length
  await pass(60_000)
  expect(session.readings.length - before).toBeGreaterThanOrEqual(9)
  session.socket('connected')
  await pass(0)
  expect(feed.feed.snapshot().health.kind).toBe('live')
})

test('a session that is not ready makes the rows stale', () => {
  session.state = { kind: 'connecting', since: 0, attempt: 1 }
  session.socket('disconnected')
  expect(feed.feed.snapshot().health.kind).toBe('stale')
})

test('a gap is repaired only by a reading that was asked for after it ended', async () => {
  let release: (value: unknown) => void = () => undefined
  session.answer = () =>
    new Promise((resolve) => {
      release = resolve
    })
  void feed.reader?.resync()
  await pass(10)
  session.gap(Date.now() - 5_000, Date.now() + 1)
  session.answer = async () => ({ orders: [row(7, 'Submitted')], snapshot: true })
  release({ orders: [], snapshot: true })
  // The old answer comes: it cannot know what happened in the gap.
  expect(feed.feed.snapshot().gaps).toMatchObject([{ to: expect.any(Number) }])
  expect(feed.feed.snapshot().gaps[0]).not.toHaveProperty('repairedAt')
  await pass(6_100)
  expect(feed.feed.snapshot().gaps[0]?.repairedAt).toBeGreaterThan(0)
  await written()
  expect(ids()).toEqual(['7'])
})

test('a first reading that fails is tried again within seconds, and its reason is a code', async () => {
  const failing = scriptedSession()
  failing.answer = async () => {
    throw new Error('secret=TOPSECRET')
  }
  attach(failing)
  await pass(20_000)
  expect(failing.readings.length).toBeGreaterThan(3)
  expect(new Set(problems)).toEqual(new Set(['fault']))
  expect(feed.feed.snapshot().health.kind).toBe('waiting')
})

test('a new session begins with an empty book: no order of the account before stays', async () => {
  session.frame([row(1, 'Filled')])
  session.gap(1, 2)
  await written()
  expect(ids()).toEqual(['1'])
  const told: unknown[] = []
  feed.feed.subscribe((items) => told.push(...items))
  attach(scriptedSession())
  await written()
  expect(ids()).toEqual([])
  // The gap of the session before is not of this one; that nothing was seen in between is.
  expect(feed.feed.snapshot().gaps).toMatchObject([{ repairedAt: expect.any(Number) }])
  expect(told).toContainEqual({ kind: 'removed', orderId: '1' })
})

test('an id that another session uses again is another order', async () => {
  session.frame([row(1, 'Filled')])
  await written()
  const next = scriptedSession()
  attach(next)
  next.frame([row(1, 'Submitted')])
  await written()
  expect(feed.feed.snapshot().orders).toMatchObject([{ orderId: '1', status: 'Submitted' }])
})

test('detached, it reads no more', async () => {
  feed.detach()
  await pass(10 * 60_000)
  expect(session.readings).toHaveLength(1)
})

const health = () => feed.feed.snapshot().health
const trust = () => feed.feed.snapshot().trust

test('a socket that is up and tells nothing at all is no live stream: within 30 s orders are read every few seconds', async () => {
  await pass(30_000)
  expect(health()).toMatchObject({ kind: 'polling', reason: expect.stringContaining('Nothing is heard') as string })
  const before = session.readings.length
  await pass(60_000)
  expect(session.readings.length - before).toBeGreaterThanOrEqual(9)
  session.says({ topic: 'system', hb: 1 })
  expect(health().kind).toBe('live')
})

test('a stream that does not tell what a reading finds is noticed, and trusted again when it speaks', async () => {
  beat(session)
  session.answer = async () => ({ orders: [row(3, 'Submitted')], snapshot: true })
  await pass(70_000)
  expect(health()).toMatchObject({ kind: 'polling', reason: expect.stringContaining('tells nothing') as string })
  // Ids alone are no news: they come while IBKR holds the details back.
  session.frame([{ orderId: 3, acct: 'DU1', conid: 1 }])
  await written()
  expect(health().kind).toBe('polling')
  session.frame([row(3, 'Filled')])
  await written()
  expect(health().kind).toBe('live')
})

test('what was heard last, and where from, is told', async () => {
  expect(trust().news).toMatchObject({ source: 'snapshot' })
  await pass(5_000)
  session.frame([row(3, 'Submitted')])
  await written()
  expect(trust().news).toEqual({ at: Date.now() - 50, source: 'stream' })
})

test('an answer as long as IBKR makes them says that there may be more orders', async () => {
  const many = Array.from({ length: 1_000 }, (_, index) => row(index + 1, 'Submitted'))
  session.answer = async () => ({ orders: many, snapshot: true })
  void feed.reader?.resync()
  await pass(10_000)
  expect(trust().cutAt).toBeGreaterThan(0)
  session.answer = async () => ({ orders: many.slice(1), snapshot: true })
  void feed.reader?.resync()
  await pass(10_000)
  expect(trust()).not.toHaveProperty('cutAt')
})

test('a clock that is set back neither keeps a gap open nor old rows', async () => {
  session.frame([row(7, 'Submitted')])
  await written()
  vi.setSystemTime(Date.now() - 3_600_000)
  session.answer = async () => ({ orders: [row(7, 'Cancelled')], snapshot: true })
  session.gap(Date.now() + 3_500_000, Date.now())
  await pass(7_000)
  expect(feed.feed.snapshot().gaps[0]?.repairedAt).toBeGreaterThan(0)
  expect(feed.feed.snapshot().orders).toMatchObject([{ orderId: '7', status: 'Cancelled' }])
})

test('a step is told once, when it happens: not what the first reading finds, nor what is repeated or read again', async () => {
  const next = scriptedSession()
  next.answer = async () => ({ orders: [row(1, 'Submitted'), row(2, 'Filled')], snapshot: true })
  attach(next)
  next.frame([row(2, 'Filled'), row(4, 'Cancelled')])
  await written()
  expect(turns).toEqual([])

  next.frame([row(1, 'Filled')])
  next.frame([row(1, 'Filled'), row(2, 'Filled')])
  await written()
  expect(turns).toEqual(['1 Filled'])

  next.answer = async () => ({ orders: [row(1, 'Filled'), row(2, 'Filled')], snapshot: true })
  next.gap(1, 2)
  await pass(7_000)
  expect(turns).toEqual(['1 Filled'])
})

test('what came to be and ended while nothing was heard is not told, and what ended of what was known is', async () => {
  const next = scriptedSession()
  next.answer = async () => ({ orders: [row(1, 'Submitted')], snapshot: true })
  attach(next)
  await written()
  next.answer = async () => ({ orders: [row(1, 'Cancelled'), row(2, 'Filled')], snapshot: true })
  next.gap(1, 2)
  await pass(7_000)
  expect(turns).toEqual(['1 Cancelled'])
})

test('an order that comes to be while all are known is told with its first word', async () => {
  session.frame([row(7, 'Filled')])
  session.frame([{ ...row(8, 'Filled'), acct: 'DU2' }])
  await written()
  expect(turns).toEqual(['7 Filled'])
})

const asked: AskedAbout = { kind: 'request', request: { method: 'POST', path: '/orders', query: [] } }
const inactiveReason = (id: string): string | undefined =>
  feed.feed.snapshot().orders.find(({ orderId }) => orderId === id)?.inactiveReason

test('shows why an order is inactive, when the reason comes first and when the row does', async () => {
  const inactive = { ...row(7, 'Inactive'), order_ref: 'console-a' }
  const explain = (...reasons: readonly string[]) =>
    feed.explainInactive({
      about: asked,
      orders: reasons.map((reason) => ({ order: { reference: 'console-a' }, reason })),
    })
  explain('Not answered.')
  session.frame([inactive])
  await written()
  expect(inactiveReason('7')).toBe('Not answered.')
  explain('Declined.')
  expect(inactiveReason('7')).toBe('Declined.')
  session.frame([row(7, 'Submitted')])
  await written()
  expect(inactiveReason('7')).toBeUndefined()
  explain()
  session.frame([inactive])
  await written()
  expect(inactiveReason('7')).toBeUndefined()
})

test('explains an inactive order without a client order id by its fields, as probable, and only one row each', async () => {
  const sent = { account: 'DU1', conid: 265598, side: 'SELL', quantity: 100, price: 2 }
  const child = (id: number, price = '2.00') => ({
    ...row(id, 'Inactive'),
    acct: 'DU1',
    conid: 265598,
    side: 'SELL',
    totalSize: 100,
    price,
  })
  feed.explainInactive({ about: asked, orders: [{ order: { sent }, reason: 'Not answered.' }] })
  session.frame([child(6, '3.00'), child(7), child(8)])
  await written()
  expect([6, 7, 8].map((id) => inactiveReason(String(id)))).toEqual([undefined, 'Probably: Not answered.', undefined])
  session.answer = async () => ({ orders: [child(6, '3.00'), child(7), child(8)], snapshot: true })
  await pass(60_000)
  feed.explainInactive({ about: asked, orders: [{ order: { sent }, reason: 'Declined.' }] })
  expect(inactiveReason('7')).toBe('Probably: Declined.')
  const later: AskedAbout = { ...asked }
  feed.explainInactive({ about: later, orders: [{ order: { sent }, reason: 'Declined.' }] })
  expect(inactiveReason('8')).toBeUndefined()
})
