import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { systemClock } from '../../../src/client/clock.ts'
import { EventListeners } from '../../../src/client/event-listeners.ts'
import type { SessionSupervisor, SocketFrame } from '../../../src/client/index.ts'
import { readFrame, type SocketEvents } from '../../../src/client/socket/socket-events.ts'
import { OrderStream } from '../../../src/client/streams/order-stream.ts'
import { Database } from '../../../src/host/database/database.ts'
import { SavedResponseBodies } from '../../../src/host/files/saved-response-bodies.ts'
import { JournalService } from '../../../src/host/journal/journal-service.ts'
import { OrderFeed } from '../../../src/host/orders/order-feed.ts'
import type { QuestionSubject } from '../../../src/host/session/pending-question.ts'
import type { SessionState } from '../../../src/shared/domain/session.ts'
import { inThreadDatabase } from '../../process/in-thread-database.ts'
import { SILENT_RETENTION } from '../../process/silent-retention.ts'

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

/** Creates a session that the test controls, and records its reads. */
function scriptedSession() {
  const listeners = {
    frame: new Set<(frame: SocketFrame) => void>(),
    state: new Set<(state: SessionState) => void>(),
  }
  const events = new EventListeners<SocketEvents>()
  const listen =
    <Listener>(set: Set<Listener>) =>
    (listener: Listener) => {
      set.add(listener)
      return () => set.delete(listener)
    }
  const session = {
    state: READY,
    hasOpenQuestion: false,
    readings: [] as { readonly forced: boolean; readonly at: number }[],
    respond: async (): Promise<unknown> => ({ orders: [], snapshot: true }),
    onState: listen(listeners.state),
    request: async ({ params }: { params?: { force?: boolean } }) => {
      session.readings.push({ forced: params?.force === true, at: Date.now() })
      return params?.force ? { orders: [], snapshot: false } : session.respond()
    },
    frame: (args: readonly object[]) => {
      const frame = readFrame(JSON.stringify({ topic: 'sor', args }), false, Date.now())
      for (const listener of listeners.frame) listener(frame)
    },
    gap: (from: number, to: number) => events.emit('gap', { from, to }),
    down: () => events.emit('down', Date.now()),
    silent: (isSilent: boolean) => {
      const at = Date.now()
      events.emit('step', isSilent ? { kind: 'silent', at, since: at } : { kind: 'resumed', at })
    },
    change: (state: SessionState) => {
      session.state = state
      for (const listener of listeners.state) listener(state)
    },
  }
  const orders = new OrderStream(
    {
      clock: systemClock,
      closing: new AbortController().signal,
      connected: true,
      connection: 1,
      on: (_topic, handler) => listen(listeners.frame)(handler),
      subscribe: () => () => undefined,
      send: () => undefined,
      events,
    },
    session as unknown as SessionSupervisor,
  )
  return Object.assign(session, { streams: { orders: () => orders } })
}

let session: ReturnType<typeof scriptedSession>
let feed: OrderFeed
let problems: string[]
let transitions: string[]
let folder: string
let database: Database
let journal: JournalService

let scopeId = 'one'
let environment = 'paper'
const createOrderFeed = (): OrderFeed =>
  new OrderFeed({
    clock: systemClock,
    journal,
    scope: () => ({ id: scopeId, profileId: 'one', environment }),
    onProblem: (code) => problems.push(code),
    onTransitions: (all) => transitions.push(...all.map(({ after }) => `${after.orderId} ${after.status}`)),
  })
const attach = (next: ReturnType<typeof scriptedSession>): void => feed.attach(next as unknown as SessionSupervisor)
const ids = (): string[] => feed.feed.snapshot().orders.map(({ orderId }) => orderId)
const status = () => feed.feed.snapshot().status
const health = () => status().health
/** Waits until received updates are journaled and published. */
const written = (): Promise<unknown> => pass(50)
const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms)

beforeEach(async () => {
  vi.useFakeTimers()
  scopeId = 'one'
  environment = 'paper'
  problems = []
  transitions = []
  session = scriptedSession()
  folder = mkdtempSync(join(tmpdir(), 'ibkr-console-feed-'))
  database = new Database(inThreadDatabase, join(folder, 'console.db'), () => undefined)
  journal = new JournalService({
    database,
    retention: SILENT_RETENTION,
    clock: systemClock,
    bodies: new SavedResponseBodies(),
    onFailing: (words) => problems.push(words),
  })
  feed = createOrderFeed()
  attach(session)
  await written()
})
afterEach(() => {
  feed.detach()
  vi.useRealTimers()
  rmSync(folder, { recursive: true, force: true })
})

test('reads the orders once at the start, without a forced read', () => {
  expect(session.readings.map(({ forced }) => forced)).toEqual([false])
  expect(health().kind).toBe('streaming')
})

test('applies the stream after two seconds if the journal does not return the earlier orders', async () => {
  vi.spyOn(journal, 'recall').mockReturnValue(new Promise(() => undefined))
  const next = scriptedSession()
  attach(next)
  await pass(1_900)
  expect(next.readings).toEqual([])
  await pass(200)
  expect(next.readings).toHaveLength(1)
  next.frame([row(9, 'Submitted')])
  await written()
  expect(ids()).toEqual(['9'])
})

test('keeps a working order if an empty list without snapshot: true follows a gap, and reads again', async () => {
  session.frame([row(7, 'Submitted')])
  session.respond = async () => ({ orders: [], snapshot: false })
  session.gap(1, 2)
  await pass(1_000)
  expect(ids()).toEqual(['7'])
  expect(feed.feed.snapshot().gaps[0]).not.toHaveProperty('repairedAt')
  session.respond = async () => ({ orders: [row(7, 'Submitted')], snapshot: true })
  await pass(7_000)
  expect(ids()).toEqual(['7'])
  expect(feed.feed.snapshot().gaps[0]?.repairedAt).toBeGreaterThan(0)
})

test('removes a working order after an empty list with snapshot: true', async () => {
  session.frame([row(7, 'Submitted')])
  session.gap(1, 2)
  await pass(1_000)
  expect(ids()).toEqual([])
  const { transitions } = await feed.timeline('7', 10)
  expect(transitions.map(({ text }) => text)).toContain('No longer in IBKR’s order list')
})

test('restores the details with a forced read if frames contain only ids', async () => {
  session.frame([{ orderId: 3, acct: 'DU1', conid: 1 }])
  await pass(4_000)
  expect(session.readings.map(({ forced }) => forced)).toEqual([false, true, false])
})

test('makes no forced read if details follow a frame of ids', async () => {
  session.frame([{ orderId: 3, acct: 'DU1', conid: 1 }])
  await pass(100)
  session.frame([row(3, 'PendingSubmit')])
  await pass(10_000)
  expect(session.readings).toHaveLength(1)
})

test('reads within seconds if the stream does not report a change by this session', async () => {
  feed.expectChange()
  await pass(7_000)
  expect(session.readings).toHaveLength(2)
})

test('does not read if the stream reports a change by this session', async () => {
  feed.expectChange()
  await pass(1_000)
  session.frame([row(1, 'Submitted')])
  await pass(6_000)
  expect(session.readings).toHaveLength(1)
})

test('polls once a minute while the stream works, and every few seconds without a socket', async () => {
  await pass(10 * 60_000)
  expect(session.readings.length - 1).toBe(10)
  session.down()
  expect(health().kind).toBe('polling')
  const before = session.readings.length
  await pass(60_000)
  expect(session.readings.length - before).toBeGreaterThanOrEqual(9)
  session.gap(1, 2)
  expect(health().kind).toBe('polling')
  await pass(0)
  expect(health().kind).toBe('streaming')
})

test('marks the rows as stale while the session is not ready', () => {
  session.change({ kind: 'connecting', since: 0, attempt: 1 })
  expect(health().kind).toBe('stale')
})

test('repairs a gap only with a read that was sent after the end of the gap', async () => {
  let release: (value: unknown) => void = () => undefined
  session.respond = () =>
    new Promise((resolve) => {
      release = resolve
    })
  void feed.resync()
  await pass(10)
  session.gap(Date.now() - 5_000, Date.now() + 1)
  session.respond = async () => ({ orders: [row(7, 'Submitted')], snapshot: true })
  release({ orders: [], snapshot: true })
  // The response to the earlier read does not include updates during the gap.
  expect(feed.feed.snapshot().gaps).toMatchObject([{ to: expect.any(Number) }])
  expect(feed.feed.snapshot().gaps[0]).not.toHaveProperty('repairedAt')
  await pass(6_100)
  expect(feed.feed.snapshot().gaps[0]?.repairedAt).toBeGreaterThan(0)
  await written()
  expect(ids()).toEqual(['7'])
})

test('retries a failed first read within seconds, and reports the reason as a code', async () => {
  const failing = scriptedSession()
  failing.respond = async () => {
    throw new Error('secret=TOPSECRET')
  }
  attach(failing)
  await pass(20_000)
  expect(failing.readings.length).toBeGreaterThan(3)
  expect(new Set(problems)).toEqual(new Set(['internal']))
  expect(health().kind).toBe('waiting')
})

test('starts a new session without the orders of the previous session', async () => {
  session.frame([row(1, 'Filled')])
  session.gap(1, 2)
  await written()
  expect(ids()).toEqual(['1'])
  const items: unknown[] = []
  feed.feed.subscribe((batch) => items.push(...batch))
  attach(scriptedSession())
  await written()
  expect(ids()).toEqual([])
  // Only the gap between the sessions belongs to the new session, not the gap of the previous session.
  expect(feed.feed.snapshot().gaps).toMatchObject([{ repairedAt: expect.any(Number) }])
  expect(items).toContainEqual({ kind: 'removed', orderId: '1' })
  const { rows } = await journal.page({ query: {}, offset: 0, limit: 10 })
  const gapTexts = rows.filter(({ kind }) => kind === 'gap').map(({ text }) => text)
  expect(gapTexts).toEqual(['Not connected', 'No updates from IBKR'])
})

test('treats an order id that a new session reuses as another order if its contract differs', async () => {
  session.frame([row(1, 'Filled')])
  await written()
  const next = scriptedSession()
  attach(next)
  await written()
  next.frame([{ ...row(1, 'Submitted'), conid: 2 }])
  await written()
  expect(feed.feed.snapshot().orders).toMatchObject([{ orderId: '1', status: 'Submitted' }])
})

test('keeps an order filled if only a cached list of the next session contradicts, and notifies of nothing', async () => {
  session.frame([{ ...row(1, 'Filled'), filledQuantity: 10 }])
  await written()
  const before = [...transitions]
  const next = scriptedSession()
  const isForced = () => next.readings.some(({ forced }) => forced)
  next.respond = async () => {
    const listed = isForced() ? row(1, 'Filled') : row(1, 'Submitted')
    return { orders: [{ ...listed, filledQuantity: isForced() ? 10 : 4 }], snapshot: true }
  }
  const shown: unknown[] = []
  feed.feed.subscribe((items) => {
    for (const item of items) if (item.kind === 'order') shown.push([item.order.status, item.order.filled])
  })
  attach(next)
  await pass(10_000)
  expect(next.readings.map(({ forced }) => forced)).toEqual([false, true, false])
  expect(shown).toEqual([['Filled', 10]])
  expect(feed.feed.snapshot().orders).toMatchObject([{ orderId: '1', status: 'Filled', filled: 10 }])
  expect(transitions).toEqual(before)
})

test('corrects an order of an earlier session by a forced read and the list after it', async () => {
  session.frame([{ ...row(1, 'Filled'), filledQuantity: 10 }])
  await written()
  const next = scriptedSession()
  next.respond = async () => ({ orders: [{ ...row(1, 'Submitted'), filledQuantity: 4 }], snapshot: true })
  attach(next)
  await pass(10_000)
  expect(feed.feed.snapshot().orders).toMatchObject([{ orderId: '1', status: 'Submitted', filled: 4 }])
  expect(transitions.at(-1)).toBe('1 Submitted')
})

test('makes no read after the feed is detached', async () => {
  feed.detach()
  await pass(10 * 60_000)
  expect(session.readings).toHaveLength(1)
})

test('polls every few seconds if a connected socket is silent', async () => {
  session.silent(true)
  expect(health()).toMatchObject({ kind: 'polling', reason: expect.stringContaining('No frames') as string })
  const before = session.readings.length
  await pass(60_000)
  expect(session.readings.length - before).toBeGreaterThanOrEqual(9)
  session.silent(false)
  expect(health().kind).toBe('streaming')
})

test('polls if the stream misses a change that a read finds, until the stream reports changes again', async () => {
  session.respond = async () => ({ orders: [row(3, 'Submitted')], snapshot: true })
  await pass(70_000)
  expect(health()).toMatchObject({ kind: 'polling', reason: expect.stringContaining('does not report') as string })
  // A row with only ids is not a change: IBKR sends such rows while it withholds the details.
  session.frame([{ orderId: 3, acct: 'DU1', conid: 1 }])
  await written()
  expect(health().kind).toBe('polling')
  session.frame([row(3, 'Filled')])
  await written()
  expect(health().kind).toBe('streaming')
})

test('reports the time and the source of the last update', async () => {
  expect(status().lastUpdate).toMatchObject({ source: 'snapshot' })
  await pass(5_000)
  session.frame([row(3, 'Submitted')])
  await written()
  expect(status().lastUpdate).toEqual({ at: Date.now() - 50, source: 'stream' })
})

test('journals the environment that is known at an update, not at the start of the session', async () => {
  environment = 'live'
  session.frame([row(3, 'Submitted')])
  await written()
  const { rows } = await journal.page({ query: {}, offset: 0, limit: 10 })
  expect(rows.find(({ orderId }) => orderId === '3')).toMatchObject({ environment: 'live' })
})

test('marks an order until its update is on the disk', async () => {
  const marks = () => feed.feed.snapshot().orders.map(({ orderId, journaled }) => [orderId, journaled])
  session.frame([row(3, 'Submitted')])
  await written()
  await database.read({ sql: 'PRAGMA query_only = 1' })
  session.frame([row(4, 'Submitted')])
  await written()
  expect([marks(), status().journal.kind]).toEqual([
    [
      ['3', undefined],
      ['4', false],
    ],
    'failing',
  ])
  expect((await feed.timeline('4')).transitions).toMatchObject([{ text: 'Submitted', journaled: false }])
  await database.read({ sql: 'PRAGMA query_only = 0' })
  await pass(5_100)
  expect([marks().at(-1), status().journal.kind]).toEqual([['4', undefined], 'writing'])
})

test('counts only a list that was requested after the call as a resync', async () => {
  const responses: { readonly resolve: (list: unknown) => void; readonly reject: (error: Error) => void }[] = []
  session.respond = () => new Promise((resolve, reject) => responses.push({ resolve, reject }))
  const list = { orders: [row(1, 'Submitted')], snapshot: true }
  const resync = (): { hasRead?: boolean } => {
    const result: { hasRead?: boolean } = {}
    void feed.resync().then((hasRead) => {
      result.hasRead = hasRead
    })
    return result
  }
  const first = resync()
  // Requested before the call, so it may be older than what the caller asks about.
  const second = resync()
  responses[0]?.resolve(list)
  await written()
  expect([first, second]).toEqual([{ hasRead: true }, {}])
  responses[1]?.reject(new Error('The connection broke.'))
  await written()
  expect(second).toEqual({ hasRead: false })
  const third = resync()
  responses[2]?.resolve(list)
  await written()
  expect(third).toEqual({ hasRead: true })
})

test('reports that a list of 1,000 orders may be truncated', async () => {
  const many = Array.from({ length: 1_000 }, (_, index) => row(index + 1, 'Submitted'))
  session.respond = async () => ({ orders: many, snapshot: true })
  void feed.resync()
  await pass(10_000)
  expect(status().truncatedAt).toBeGreaterThan(0)
  session.respond = async () => ({ orders: many.slice(1), snapshot: true })
  void feed.resync()
  await pass(10_000)
  expect(status()).not.toHaveProperty('truncatedAt')
})

test('repairs a gap and updates rows after the clock is set back', async () => {
  session.frame([row(7, 'Submitted')])
  await written()
  vi.setSystemTime(Date.now() - 3_600_000)
  session.respond = async () => ({ orders: [row(7, 'Cancelled')], snapshot: true })
  session.gap(Date.now() + 3_500_000, Date.now())
  await pass(7_000)
  expect(feed.feed.snapshot().gaps[0]?.repairedAt).toBeGreaterThan(0)
  expect(feed.feed.snapshot().orders).toMatchObject([{ orderId: '7', status: 'Cancelled' }])
})

test('reports each transition once, without repetitions and without the transitions that the first read finds', async () => {
  const next = scriptedSession()
  let respond: (value: unknown) => void = () => undefined
  next.respond = () =>
    new Promise((resolve) => {
      respond = resolve
    })
  attach(next)
  await written()
  next.frame([row(2, 'Filled'), row(4, 'Cancelled')])
  respond({ orders: [row(1, 'Submitted'), row(2, 'Filled')], snapshot: true })
  await written()
  expect(transitions).toEqual([])

  next.frame([row(1, 'Filled')])
  next.frame([row(1, 'Filled'), row(2, 'Filled')])
  await written()
  expect(transitions).toEqual(['1 Filled'])

  next.respond = async () => ({ orders: [row(1, 'Filled'), row(2, 'Filled')], snapshot: true })
  next.gap(1, 2)
  await pass(7_000)
  expect(transitions).toEqual(['1 Filled'])
})

test('reports the end of a known order after a gap, but no order that started and ended within the gap', async () => {
  const next = scriptedSession()
  next.respond = async () => ({ orders: [row(1, 'Submitted')], snapshot: true })
  attach(next)
  await written()
  next.respond = async () => ({ orders: [row(1, 'Cancelled'), row(2, 'Filled')], snapshot: true })
  next.gap(1, 2)
  await pass(7_000)
  expect(transitions).toEqual(['1 Cancelled'])
})

test('reports the first transition of a new order, but not of an order of another account', async () => {
  session.frame([row(7, 'Filled')])
  session.frame([{ ...row(8, 'Filled'), acct: 'DU2' }])
  await written()
  expect(transitions).toEqual(['7 Filled'])
})

const subject: QuestionSubject = { kind: 'request', request: { method: 'POST', path: '/orders', query: [] } }
const inactiveReason = (id: string): string | undefined =>
  feed.feed.snapshot().orders.find(({ orderId }) => orderId === id)?.inactiveReason

test('shows why an order is inactive if the reason arrives before or after the row', async () => {
  const inactive = { ...row(7, 'Inactive'), order_ref: 'console-a' }
  const explain = (...reasons: readonly string[]) =>
    feed.explainInactive({
      about: subject,
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

test('keeps the reason of an inactive order after a restart', async () => {
  const inactive = { ...row(7, 'Inactive'), order_ref: 'console-a' }
  session.frame([inactive])
  await written()
  // The reason arrives after the journal entry of the row.
  const order = { reference: 'console-a' }
  feed.explainInactive({ about: subject, orders: [{ order, reason: 'Declined.' }] })
  await written()
  feed.detach()
  feed = createOrderFeed()
  const next = scriptedSession()
  next.respond = async () => ({ orders: [inactive], snapshot: true })
  attach(next)
  await written()
  expect(inactiveReason('7')).toBe('Declined.')
  // A response about another order does not concern the stored reason.
  feed.explainInactive({ about: subject, orders: [] })
  expect(inactiveReason('7')).toBe('Declined.')
  for (const status of ['Submitted', 'Inactive']) {
    next.frame([row(7, status)])
    await written()
    expect(inactiveReason('7')).toBeUndefined()
  }
})

test('assigns a probable reason by its fields to at most one inactive order without a client order id', async () => {
  const sent = { account: 'DU1', conid: 265598, side: 'SELL', quantity: 100, price: 2 } as const
  const child = (id: number, price = '2.00') => ({
    ...row(id, 'Inactive'),
    acct: 'DU1',
    conid: 265598,
    side: 'SELL',
    totalSize: 100,
    price,
  })
  feed.explainInactive({ about: subject, orders: [{ order: { sent }, reason: 'Not answered.' }] })
  session.frame([child(6, '3.00'), child(7), child(8)])
  await written()
  expect([6, 7, 8].map((id) => inactiveReason(String(id)))).toEqual([undefined, 'Probably: Not answered.', undefined])
  session.respond = async () => ({ orders: [child(6, '3.00'), child(7), child(8)], snapshot: true })
  await pass(60_000)
  feed.explainInactive({ about: subject, orders: [{ order: { sent }, reason: 'Declined.' }] })
  expect(inactiveReason('7')).toBe('Probably: Declined.')
  const later: QuestionSubject = { ...subject }
  feed.explainInactive({ about: later, orders: [{ order: { sent }, reason: 'Declined.' }] })
  expect(inactiveReason('8')).toBeUndefined()
})
