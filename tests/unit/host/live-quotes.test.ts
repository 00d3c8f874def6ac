import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { systemClock } from '../../../src/client/clock.ts'
import type { Quote, SessionSupervisor } from '../../../src/client/index.ts'
import { LiveQuotes } from '../../../src/host/contracts/live-quotes.ts'
import { observeLastPrice } from '../../../src/host/local-alerts/alert-quotes.ts'
import { type LiveQuote, MAX_LIVE_QUOTES, type RowPurpose } from '../../../src/shared/domain/quote.ts'

type Observer = { readonly next: (quote: Quote) => void; readonly error: (error: Error) => void }

/** Creates a session with market data that the test controls. */
function quotingSession() {
  const streams = new Map<number, Observer>()
  let opened = 0
  const quotes = (conid: number) => ({
    subscribe(observer: Observer) {
      opened += 1
      streams.set(conid, observer)
      return { unsubscribe: () => void (streams.get(conid) === observer && streams.delete(conid)) }
    },
  })
  return {
    session: { streams: { quotes } } as unknown as SessionSupervisor,
    streams,
    opened: () => opened,
    last: (conid: number, last: string) =>
      streams
        .get(conid)
        ?.next({ contract: String(conid), at: 5, gap: undefined, updatedAt: 5, values: { last, availability: 'RpB' } }),
  }
}

let quotes: LiveQuotes
let market: ReturnType<typeof quotingSession>
beforeEach(() => {
  vi.useFakeTimers()
  quotes = new LiveQuotes(systemClock)
  market = quotingSession()
  quotes.attach(market.session)
})
afterEach(() => vi.useRealTimers())

const watch = (...conids: readonly number[]) => watchRows({ order: conids, position: [] })

function watchRows(rows: Readonly<Record<RowPurpose, readonly number[]>>) {
  const received: LiveQuote[] = []
  const source = quotes.source(rows)
  const close = source.subscribe((items) => received.push(...items))
  return { received, close, snapshot: () => source.snapshot() }
}

test('shares one market data stream between windows, and ends it shortly after the last window', () => {
  const [one, other] = [watch(1, 2), watch(2, 3)]
  expect([...market.streams.keys()]).toEqual([1, 2, 3])
  market.last(2, '10.5')
  expect(one.received).toEqual([{ conid: 2, at: 5, last: '10.5', availability: 'RpB' }])
  expect(other.received).toEqual(one.received)
  one.close()
  vi.advanceTimersByTime(60_000)
  expect([...market.streams.keys()]).toEqual([2, 3])
  // Scrolling back shortly afterwards needs no new stream.
  other.close()
  vi.advanceTimersByTime(1_000)
  expect(watch(3).snapshot()).toEqual([{ conid: 3, at: 0 }])
  vi.advanceTimersByTime(60_000)
  expect([...market.streams.keys()]).toEqual([3])
  expect(market.opened()).toBe(3)
})

test('subscribes again on a new session, and marks the values as stale between sessions', () => {
  const { snapshot } = watch(1)
  market.last(1, '10')
  quotes.detach()
  expect(snapshot()).toMatchObject([{ last: '10', staleSince: expect.any(Number) }])
  market = quotingSession()
  quotes.attach(market.session)
  market.last(1, '11')
  expect(snapshot()).toEqual([{ conid: 1, at: 5, last: '11', availability: 'RpB' }])
})

test('reports a refused stream, and requests it again after a minute', () => {
  const { received, close } = watch(1)
  market.streams.get(1)?.error(new Error('No market data line is free'))
  expect(received).toMatchObject([{ conid: 1, failure: 'No market data line is free' }])
  vi.advanceTimersByTime(60_000)
  market.last(1, '10')
  expect(received.at(-1)).toEqual({ conid: 1, at: 5, last: '10', availability: 'RpB' })
  close()
  vi.advanceTimersByTime(60_000)
  expect([...market.streams.keys()]).toEqual([])
})

const MANY = Array.from({ length: MAX_LIVE_QUOTES }, (_, index) => index + 1)

test('never exceeds the limit of streams, and gives a released one to the contract that waits longest', () => {
  const all = watch(...MANY.slice(1))
  const [one, early, late] = [watch(999), watch(1_000), watch(1_001)]
  expect(market.streams.size).toBe(MAX_LIVE_QUOTES)
  expect(early.snapshot()).toEqual([{ conid: 1_000, at: 0, failure: expect.stringContaining('90 contracts') }])
  one.close()
  market.last(1_000, '10')
  expect(early.received).toEqual([
    { conid: 1_000, at: 0, failure: expect.stringContaining('90 contracts') },
    { conid: 1_000, at: 0 },
    { conid: 1_000, at: 5, last: '10', availability: 'RpB' },
  ])
  expect([market.streams.has(999), market.streams.has(1_001)]).toEqual([false, false])
  early.close()
  expect([market.streams.has(1_000), market.streams.has(1_001)]).toEqual([false, true])
  expect(late.snapshot()).toEqual([{ conid: 1_001, at: 0 }])
  all.close()
  watch(1_002)
  vi.advanceTimersByTime(60_000)
  expect([...market.streams.keys()]).toEqual([1_001, 1_002])
})

test('takes the line of the newest position for an order, and that of the newest order for an alert', () => {
  const positions = watchRows({ order: [], position: MANY })
  market.last(90, '10')
  const order = watch(1_000)
  expect([market.streams.has(90), market.streams.has(1_000)]).toEqual([false, true])
  expect(positions.received.at(-1)).toMatchObject({ conid: 90, last: '10', staleSince: expect.any(Number) })
  const orders = watch(...MANY.map((conid) => 2_000 + conid))
  quotes.watch(5_000, 'alert', () => undefined)
  expect(market.streams.size).toBe(MAX_LIVE_QUOTES)
  expect([market.streams.has(1_000), market.streams.has(2_089), market.streams.has(5_000)]).toEqual([true, false, true])
  for (const each of [order, orders]) each.close()
  expect(market.streams.size).toBe(MAX_LIVE_QUOTES)
  expect(market.streams.has(90)).toBe(false)
  expect(market.streams.has(89)).toBe(true)
})

test('marks the old price of a contract that gets its line back, until the new stream sends one', () => {
  watchRows({ order: [], position: MANY })
  market.last(90, '10')
  const order = watch(1_000)
  const alert: LiveQuote[] = []
  order.close()
  vi.advanceTimersByTime(60_000)
  quotes.watch(90, 'alert', (quote) => alert.push(quote))
  expect(quotes.current(90)).toMatchObject({ last: '10', staleSince: expect.any(Number) })
  expect(observeLastPrice(quotes.current(90)).kind).toBe('unknown')
  market.last(90, '11')
  expect(observeLastPrice(quotes.current(90))).toMatchObject({ kind: 'value', value: 11 })
  expect(alert.map((quote) => observeLastPrice(quote).kind)).toEqual(['value'])
})

test('counts the subscriptions of the stream view once per contract, and never takes their lines', () => {
  const rows = watch(...MANY)
  const release = quotes.countSubscription('777')
  const again = quotes.countSubscription('777')
  const shared = quotes.countSubscription('1')
  expect(market.streams.size).toBe(MAX_LIVE_QUOTES - 1)
  for (const each of [release, release, shared]) each()
  expect(market.streams.size).toBe(MAX_LIVE_QUOTES - 1)
  again()
  expect(market.streams.size).toBe(MAX_LIVE_QUOTES)
  rows.close()
})
