import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { systemClock } from '../../../src/client/clock.ts'
import type { Quote, SessionSupervisor } from '../../../src/client/index.ts'
import { LiveQuotes } from '../../../src/host/contracts/live-quotes.ts'
import { type LiveQuote, MAX_LIVE_QUOTES } from '../../../src/shared/domain/quote.ts'

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

function watch(...conids: readonly number[]) {
  const received: LiveQuote[] = []
  const source = quotes.source(conids)
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

test('never exceeds the limit of streams, and gives a released one to the contract that waits longest', () => {
  const conids = Array.from({ length: MAX_LIVE_QUOTES - 1 }, (_, index) => index + 1)
  const [all, one] = [watch(...conids), watch(999)]
  const alert: LiveQuote[] = []
  const endAlert = quotes.watch(1_000, (quote) => alert.push(quote))
  const late = watch(1_001)
  expect(market.streams.size).toBe(MAX_LIVE_QUOTES)
  expect(quotes.current(1_000)).toMatchObject({ failure: expect.stringContaining('limited to 90') })
  expect(late.snapshot()).toEqual([{ ...quotes.current(1_000), conid: 1_001 }])
  one.close()
  market.last(1_000, '10')
  expect(alert).toEqual([
    { conid: 1_000, at: 0 },
    { conid: 1_000, at: 5, last: '10', availability: 'RpB' },
  ])
  expect([market.streams.has(999), market.streams.has(1_001)]).toEqual([false, false])
  endAlert()
  expect([market.streams.has(1_000), market.streams.has(1_001)]).toEqual([false, true])
  all.close()
  watch(1_002)
  expect(market.streams.has(1_002)).toBe(true)
  vi.advanceTimersByTime(60_000)
  expect([...market.streams.keys()]).toEqual([1_001, 1_002])
})
