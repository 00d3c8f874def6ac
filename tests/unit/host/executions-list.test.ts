import { expect, it, vi } from 'vitest'
import type { SessionSupervisor } from '../../../src/client/index.ts'
import { AccountFeed } from '../../../src/host/account/account-feed.ts'
import { executionsList } from '../../../src/host/account/account-feed-kinds.ts'
import type { AccountItem } from '../../../src/shared/contract/account-views.ts'
import { ContractNames } from '../../../src/shared/domain/contract-name.ts'
import type { Trade } from '../../../src/shared/domain/trade.ts'

const NOON = Date.parse('2026-11-27T17:00:00Z')
const HOUR = 3_600_000
const execution = (id: string, time: number | undefined): object => ({
  execution_id: id,
  symbol: 'AAPL',
  ...(time !== undefined && { trade_time_r: time }),
})

/** Creates a session in which IBKR responds to every poll with the same executions, whichever day is requested. */
function sessionWith(rows: readonly object[]): SessionSupervisor {
  const nothing = () => () => undefined
  return {
    state: { kind: 'ready' },
    socketState: 'connected',
    hasOpenQuestion: false,
    onState: nothing,
    onSocketState: nothing,
    onGap: nothing,
    streams: {
      trades: () => ({ subscribe: () => ({ unsubscribe: () => undefined }) }),
      contractNames: new ContractNames(),
    },
    request: async () => rows,
  } as unknown as SessionSupervisor
}

it('shows only the executions of the current day in New York, although IBKR sends a week, and removes them at midnight', async () => {
  let now = NOON
  let run: () => void = () => undefined
  const clock = {
    now: () => now,
    monotonic: () => now,
    after: (_ms: number, next: () => void) => {
      run = next
      return () => undefined
    },
  }
  const feed = new AccountFeed({ clock, list: executionsList, onProblem: () => undefined })
  const week = [6, 3, 1].map((days) => execution(`${days} days ago`, NOON - days * 24 * HOUR))
  feed.attach(
    sessionWith([
      ...week,
      execution('before midnight', NOON - 12 * HOUR - 1),
      execution('after midnight', NOON - 12 * HOUR),
      execution('now', NOON),
      execution('no time', undefined),
    ]),
  )
  const ids = () => feed.feed.snapshot().rows.map(({ executionId }) => executionId)
  const stop = feed.feed.subscribe(() => undefined)
  await vi.waitFor(() => expect(ids()).toEqual(['after midnight', 'now', 'no time']))
  now = NOON + 12 * HOUR
  run()
  await vi.waitFor(() => expect(ids()).toEqual(['no time']))
  stop()
})

it('keeps the newest 5,000 executions, reports the limit, and does not send older executions again with each poll', async () => {
  let run: () => void = () => undefined
  const clock = {
    now: () => NOON,
    monotonic: () => NOON,
    after: (_ms: number, next: () => void) => {
      run = next
      return () => undefined
    },
  }
  const feed = new AccountFeed({ clock, list: executionsList, onProblem: () => undefined })
  const day = Array.from({ length: 6_000 }, (_, index) => execution(String(index), NOON - 6_000 + index))
  const rows = [...day].reverse()
  const received: AccountItem<Trade>[] = []
  const stop = feed.feed.subscribe((items) => received.push(...items))
  feed.attach(sessionWith(rows))
  const snapshot = () => feed.feed.snapshot()
  await vi.waitFor(() => expect(snapshot().rows).toHaveLength(5_000))
  expect(snapshot().status.limit).toBe(5_000)
  expect(Math.min(...snapshot().rows.map(({ time = 0 }) => time))).toBe(NOON - 5_000)
  // A window that applies every update must have the rows of the snapshot.
  const shown = new Set<string>()
  for (const item of received) {
    if (item.kind === 'row') shown.add(item.key)
    if (item.kind === 'removed') shown.delete(item.key)
  }
  expect([...shown].sort()).toEqual(
    snapshot()
      .rows.map(({ executionId }) => executionId)
      .sort(),
  )

  received.length = 0
  rows.push(execution('new', NOON))
  run()
  await vi.waitFor(() => expect(snapshot().rows).toHaveLength(5_001))
  expect(received.filter(({ kind }) => kind !== 'status')).toMatchObject([{ kind: 'row', key: 'new' }])
  feed.attach(sessionWith([]))
  expect(snapshot()).toMatchObject({ rows: [], status: { health: { kind: 'waiting' } } })
  expect(snapshot().status.limit).toBeUndefined()
  stop()
  feed.dispose()
})

it('shows a new execution after more than 5,250 executions without a time', async () => {
  let poll: () => void = () => undefined
  const clock = {
    now: () => NOON,
    monotonic: () => NOON,
    after: (_ms: number, next: () => void) => {
      poll = next
      return () => undefined
    },
  }
  const feed = new AccountFeed({ clock, list: executionsList, onProblem: () => undefined })
  const rows = Array.from({ length: 5_251 }, (_, index) => execution(String(index), undefined))
  const stop = feed.feed.subscribe(() => undefined)
  feed.attach(sessionWith(rows))
  const ids = () => feed.feed.snapshot().rows.map(({ executionId }) => executionId)
  await vi.waitFor(() => expect(ids()).toHaveLength(5_000))
  expect(ids()[0]).toBe('251')
  expect(feed.feed.snapshot().status.limit).toBe(5_000)
  rows.splice(0, rows.length, execution('dated', NOON), execution('undated', undefined))
  poll()
  await vi.waitFor(() => expect(ids().slice(-2)).toEqual(['dated', 'undated']))
  stop()
})

it('returns the rows only while they are current by the wall clock and the monotonic clock', async () => {
  const at = { wall: NOON, steady: 5 }
  const clock = { now: () => at.wall, monotonic: () => at.steady, after: () => () => undefined }
  const feed = new AccountFeed({ clock, list: executionsList, onProblem: () => undefined })
  expect(feed.rowsWithin(60_000)).toBeUndefined()
  const stop = feed.feed.subscribe(() => undefined)
  feed.attach(sessionWith([execution('now', NOON)]))
  await vi.waitFor(() => expect(feed.rowsWithin(60_000)).toHaveLength(1))
  Object.assign(at, { wall: NOON + 59_999, steady: 60_004 })
  expect(feed.rowsWithin(60_000)).toHaveLength(1)
  // The machine slept, which stops the monotonic clock on Linux and macOS.
  Object.assign(at, { wall: NOON + 60_000, steady: 6 })
  expect(feed.rowsWithin(60_000)).toBeUndefined()
  // The wall clock was set back.
  Object.assign(at, { wall: NOON - HOUR, steady: 60_005 })
  expect(feed.rowsWithin(60_000)).toBeUndefined()
  stop()
})

it('releases its rows ten seconds after the last window closes the list', async () => {
  const runs: (readonly [number, () => void])[] = []
  const clock = {
    now: () => NOON,
    monotonic: () => NOON,
    after: (ms: number, next: () => void) => {
      const run = [ms, next] as const
      runs.push(run)
      return () => void runs.splice(runs.indexOf(run) >>> 0, 1)
    },
  }
  const feed = new AccountFeed({ clock, list: executionsList, onProblem: () => undefined })
  feed.attach(sessionWith([execution('now', NOON)]))
  const watch = () => feed.feed.subscribe(() => undefined)
  const stop = watch()
  await vi.waitFor(() => expect(feed.feed.snapshot().rows).toHaveLength(1))
  stop()
  // A window reopens the list before its rows are released.
  const again = watch()
  expect(feed.feed.snapshot().rows).toHaveLength(1)
  again()
  const [forget] = runs.filter(([ms]) => ms === 10_000)
  forget?.[1]()
  expect(feed.feed.snapshot()).toEqual({ rows: [], status: { health: { kind: 'waiting' } } })
})
