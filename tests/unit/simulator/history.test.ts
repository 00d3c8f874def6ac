import { expect, test } from 'vitest'
import { type Bar, buildHistoryBody, buildRunningBar } from '../../../src/simulator/market/history.ts'
import { type HistoryParameters, readHistoryQuery } from '../../../src/simulator/market/history-query.ts'
import { requireInstrument } from './require-instrument.ts'
import { createTestState } from './test-simulator-state.ts'

const apple = requireInstrument('AAPL')
const minute = 60_000
const day = 86_400_000

interface Bars {
  readonly data: readonly Bar[]
  readonly points: number
}

function ask(parameters: HistoryParameters, state = createTestState().state) {
  const query = readHistoryQuery(parameters)
  if (typeof query === 'string') throw new Error(query)
  const body = buildHistoryBody(apple, state.market, state.now(), query, '1')
  return { body: body as Readonly<Record<string, unknown>> & Bars, query, state }
}

const starts = (bars: readonly Bar[]) => bars.map((bar) => bar.t)

test('returns all bars of the period, oldest first and evenly spaced, with `points` one less than their number', () => {
  const { body, state } = ask({ period: '1h', bar: '5min' })
  expect(body.data).toHaveLength(12)
  expect(body.points).toBe(11)
  expect(starts(body.data).every((start) => start % (5 * minute) === 0)).toBe(true)
  expect(starts(body.data)).toEqual(starts(body.data).toSorted((a, b) => a - b))
  expect(body).toMatchObject({ barLength: 300, timePeriod: '1h', priceFactor: 100, messageVersion: 2 })
  expect(starts(body.data)[0]).toBe(state.now() - 60 * minute)
})

test('counts the current bar between two regular times as one bar', () => {
  const { clock, state } = createTestState()
  clock.advance(2 * minute)
  const { data } = ask({ period: '1h', bar: '5min' }, state).body
  expect(data).toHaveLength(12)
  expect(data.at(-1)).toMatchObject({ t: state.now() - 2 * minute, c: state.market.quote(apple).last })
})

test('keeps open and close between high and low, and names the extremes in the body', () => {
  const { body } = ask({ period: '1d', bar: '10min' })
  for (const { o, c, h, l, v } of body.data) {
    expect(h).toBeGreaterThanOrEqual(Math.max(o, c))
    expect(l).toBeLessThanOrEqual(Math.min(o, c))
    expect(v).toBeGreaterThan(0)
  }
  const highest = Math.max(...body.data.map(({ h }) => h))
  expect(body['high']).toMatch(new RegExp(`^${Math.round(highest * 100)}/\\d+/\\d+$`))
})

test('keeps past bars when the price changes, but updates the current bar', () => {
  const { body, query, state } = ask({ period: '1h', bar: '8h' })
  const past = ask({ period: '1d', bar: '5min' }, state).body.data.slice(0, -1)
  state.market.setPrice(apple, 999)
  expect(ask({ period: '1d', bar: '5min' }, state).body.data.slice(0, -1)).toEqual(past)
  const running = buildRunningBar(apple, state.market, state.now() + 1, query)
  expect(running).toMatchObject({ c: 999, h: 999, t: starts(body.data).at(-1) })
})

test('returns consistent bars for two bar lengths', () => {
  const { state } = ask({})
  const long = ask({ period: '8h', bar: '1h' }, state).body.data
  const short = ask({ period: '8h', bar: '1min' }, state).body.data
  for (const bar of long.slice(0, -1)) {
    expect(short.find(({ t }) => t === bar.t)?.o).toBe(bar.o)
    expect(short.find(({ t }) => t === bar.t + 59 * minute)?.c).toBe(bar.c)
  }
})

test('returns at most the newest 1,000 bars', () => {
  const { body, state } = ask({ period: '1w', bar: '1min' })
  expect(body.data).toHaveLength(1000)
  expect(starts(body.data).at(-1)).toBe(state.now() - minute)
})

test('ends the period at the start time, or starts the period there with direction 1', () => {
  const startTime = '20260901-12:00:00'
  const at = Date.UTC(2026, 8, 1, 12)
  const before = ask({ period: '1h', bar: '10min', startTime }).body.data
  expect([starts(before)[0], starts(before).at(-1)]).toEqual([at - 60 * minute, at - 10 * minute])
  const after = ask({ period: '1h', bar: '10min', startTime, direction: '1' }).body.data
  expect([starts(after)[0], starts(after).at(-1)]).toEqual([at, at + 50 * minute])
})

test('returns one empty bar without a time for a period without data', () => {
  const { body } = ask({ period: '1h', startTime: '20300101-00:00:00', direction: '1' })
  expect(body.data).toEqual([{ o: 0, c: 0 }])
  expect(body.points).toBe(0)
})

test.each(['midpoint', 'bid', 'ask', 'Bid_Ask', 'Trades', 'Last'])(
  'accepts the history source %s, and returns a volume only for trades',
  (source) => {
    const traded = /trades|last/i.test(source)
    expect(ask({ period: '1h', bar: '10min', source }).body.data.every(({ v }) => v > 0 === traded)).toBe(true)
  },
)

test('returns bars of ten minutes for an unknown bar size', () => {
  for (const bar of ['7min', '60min', 'hour', '']) expect(ask({ bar }).body['barLength']).toBe(600)
})

test.each(['5D', 'INVALID', '1s'])('responds to the invalid period %s without an error', (period) => {
  const { body } = ask({ period, bar: '1h' })
  expect([body['timePeriod'], body.data.length]).toEqual([period, 24])
})

test('starts bars of one second 60 s apart, as IBKR does', () => {
  const { data } = ask({ period: '1min', bar: '1S' }).body
  expect(data).toHaveLength(60)
  expect(starts(data).map((start) => start - (data[0]?.t ?? 0))).toEqual(data.map((_, at) => at * minute))
})

test('starts days at 9:30 in New York, or at 4:00 with extended hours', () => {
  const { state } = createTestState({ hours: 'exchange' })
  const times = (outsideRth: string) => {
    const { data } = ask({ period: '1m', bar: '1d', outsideRth }, state).body
    expect(data.length).toBeGreaterThan(18)
    return new Set(data.map(({ t }) => new Date(t).toLocaleTimeString('en-US', { timeZone: 'America/New_York' })))
  }
  expect([times('false'), times('true')]).toEqual([new Set(['9:30:00 AM']), new Set(['4:00:00 AM'])])
})

test('starts weeks on Monday at midnight UTC', () => {
  const { body } = ask({ period: '4w', bar: '1w' })
  expect(starts(body.data).every((start) => new Date(start).getUTCDay() === 1 && start % day === 0)).toBe(true)
})

test.each([
  [{ period: '0d' }, 'period is not valid: 0d'],
  [{ period: '9h' }, 'period is not valid: 9h'],
  [{ period: '16y' }, 'period is not valid: 16y'],
  [{ source: 'rumour' }, 'source is not valid: rumour'],
  [{ startTime: 'yesterday' }, 'startTime is not valid: yesterday'],
  [{ direction: '1' }, 'direction needs a startTime'],
  [{ direction: '0' }, 'direction is not valid: 0'],
])('rejects the history request %j', (parameters, problem) => {
  expect(readHistoryQuery(parameters)).toBe(problem)
})

test('returns only bars of regular trading hours, or of extended hours if requested', () => {
  const { state } = createTestState({ hours: 'exchange' })
  // The time is Monday 10:00 in New York, within regular trading hours.
  const minutesOf = (parameters: HistoryParameters) =>
    starts(ask({ bar: '30min', ...parameters }, state).body.data).map((start) => {
      const time = new Date(start - 4 * 60 * minute)
      return time.getUTCHours() * 60 + time.getUTCMinutes()
    })
  const regular = minutesOf({ period: '2d' })
  expect([Math.min(...regular), Math.max(...regular)]).toEqual([9 * 60 + 30, 15 * 60 + 30])
  const all = minutesOf({ period: '2d', outsideRth: 'true' })
  expect([Math.min(...all), Math.max(...all)]).toEqual([4 * 60, 19 * 60 + 30])
  const days = starts(ask({ period: '2w', bar: '1d' }, state).body.data)
  expect(days.every((start) => ![0, 6].includes(new Date(start + 3 * 60 * minute).getUTCDay()))).toBe(true)
})

test('takes recent bars from the streamed prices, continuous with the bars before the start', () => {
  const { clock, state } = createTestState()
  const started = state.now()
  const first = state.market.quote(apple).last
  const streamed: { readonly at: number; readonly last: number }[] = []
  // After 600 prices, those older than half an hour are joined to minutes.
  for (let count = 1; count <= 640; count += 1) {
    clock.advance(5_000)
    state.market.setPrice(apple, first - 20 + 10 * Math.sin(count))
    streamed.push({ at: state.now(), last: state.market.quote(apple).last })
  }
  const data = ask({ period: '1h', bar: '1min' }, state).body.data
  expect(data.find(({ t }) => t === started - minute)?.c).toBe(first)
  for (const { t, o, c, h, l } of data.filter(({ t }) => t >= started)) {
    const lasts = streamed.filter(({ at }) => at >= t && at < t + minute).map(({ last }) => last)
    const open = streamed.findLast(({ at }) => at < t)?.last ?? first
    expect([o, c, h, l]).toEqual([open, lasts.at(-1), Math.max(open, ...lasts), Math.min(open, ...lasts)])
  }
  const [today] = ask({ period: '1d', bar: '1d' }, state).body.data.slice(-1)
  expect(today?.l).toBe(Math.min(...streamed.map(({ last }) => last)))
})
