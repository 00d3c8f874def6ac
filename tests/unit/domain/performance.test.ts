import { expect, test } from 'vitest'
import {
  benchmarkReturns,
  endsEarly,
  PERFORMANCE_PERIODS,
  readDailyCloses,
  readPerformance,
  selectPeriod,
  tradingDay,
} from '../../../src/shared/domain/performance.ts'

const ACCOUNT = 'DU1234567'
const about = { idType: 'acctid', id: ACCOUNT, baseCurrency: 'EUR' }

/** A response of IBKR with the returns by day. */
const response = (returns: Readonly<Record<string, unknown>>, start = '20231229') => ({
  pm: 'TWR',
  included: [ACCOUNT],
  nav: { data: [{ ...about, startNAV: { date: start, val: 100 } }] },
  cps: { freq: 'D', dates: Object.keys(returns), data: [{ ...about, returns: Object.values(returns) }] },
})

test('reads the returns of an account, from the day before the first one', () => {
  expect(readPerformance(ACCOUNT, response({ '20240101': 0, '20240102': -0.0047 }))).toEqual({
    kind: 'known',
    returns: {
      account: ACCOUNT,
      currency: 'EUR',
      measure: 'TWR',
      days: ['20231229', '20240101', '20240102'],
      returns: [0, 0, -0.0047],
    },
  })
})

test('begins with the first day if IBKR states no day before it', () => {
  const { nav: _, ...rest } = response({ '20240101': 0.01, '20240102': 0.02 })
  expect(readPerformance(ACCOUNT, rest)).toMatchObject({
    returns: { days: ['20240101', '20240102'], returns: [0.01, 0.02] },
  })
})

const whole = response({ '20240101': 0, '20240102': 0.01 })

test.each([
  ['truncated', { ...whole, cps: { ...whole.cps, dates: ['20240101', '20240102', '20240103'] } }],
  ['truncated', { ...whole, cps: { ...whole.cps, data: [{ ...about, returns: [0] }] } }],
  ['incomplete', {}],
  ['incomplete', []],
  ['incomplete', '{"cps":{"data":[{"id":"DU1'],
  ['incomplete', undefined],
  ['incomplete', { cps: whole.cps.dates }],
  ['incomplete', { ...whole, cps: { ...whole.cps, freq: 'M' } }],
  ['incomplete', { ...whole, cps: { ...whole.cps, data: [{ ...about, id: 'DU7654321' }] } }],
  ['incomplete', response({ '20240101': 0, '20240102': null })],
  ['incomplete', { ...whole, cps: { ...whole.cps, dates: ['20240102', '20240101'] } }],
  ['combines several accounts', { ...whole, included: [ACCOUNT, 'DU7654321'] }],
  ['no values', response({})],
])('reports a response that is %s', (reason, body) => {
  expect(readPerformance(ACCOUNT, body)).toEqual({
    kind: 'failed',
    message: expect.stringContaining(reason),
  })
})

/** Weekdays of a year with a return of 0.1 % each, as IBKR sends them until Friday, 26 April 2024. */
function year() {
  const days: string[] = []
  for (let at = Date.UTC(2023, 3, 25); at <= Date.UTC(2024, 3, 26); at += 86_400_000) {
    const day = new Date(at)
    if (![0, 6].includes(day.getUTCDay())) days.push(day.toISOString().slice(0, 10).replaceAll('-', ''))
  }
  return { days, returns: days.map((_, index) => 1.001 ** index - 1) }
}

// The first days are those of the example in IBKR's document.
test.each([
  ['1D', '20240425'],
  ['7D', '20240419'],
  ['MTD', '20240329'],
  ['1M', '20240325'],
  ['YTD', '20231229'],
  ['1Y', '20230425'],
] as const)('selects %s since %s, with the returns since then', (period, first) => {
  const { days, returns, beginsLate } = selectPeriod(year(), period)
  expect(days[0]).toBe(first)
  expect(returns[0]).toBe(0)
  expect(returns.at(-1)).toBeCloseTo(1.001 ** (days.length - 1) - 1)
  expect(beginsLate).toBe(false)
})

test('begins one month earlier on the last day of a shorter month', () => {
  const days = ['20240228', '20240229', '20240301', '20240331']
  expect(selectPeriod({ days, returns: [0, 0.1, 0.2, 0.3] }, '1M').days[0]).toBe('20240228')
})

test('reports a period that begins before the values', () => {
  const { days, returns } = year()
  const young = { days: days.slice(-15), returns: returns.slice(-15) }
  const late = PERFORMANCE_PERIODS.filter((period) => selectPeriod(young, period).beginsLate)
  expect(late).toEqual(['MTD', '1M', 'YTD', '1Y'])
  expect(selectPeriod({ days: ['20240426'], returns: [0] }, '1D').days).toEqual(['20240426'])
  for (const period of PERFORMANCE_PERIODS) expect(selectPeriod({ days: [], returns: [] }, period).days).toEqual([])
})

test('reports values that end days before the response', () => {
  expect(endsEarly(['20240426'], Date.UTC(2024, 4, 1))).toBe(false)
  expect(endsEarly(['20240426'], Date.UTC(2024, 4, 10))).toBe(true)
})

test('aligns a benchmark by day: a holiday has the close before it, a day without a final close has none', () => {
  const closes = { days: ['20240424', '20240425', '20240429'], closes: [90, 100, 110] }
  const returns = benchmarkReturns(['20240425', '20240426', '20240429', '20240430'], closes)
  expect(returns).toEqual([0, 0, expect.closeTo(0.1), null])
})

test('has no benchmark without a close at the beginning of the period', () => {
  const closes = { days: ['20240425', '20240426'], closes: [100, 110] }
  expect(benchmarkReturns(['20240401', '20240426'], closes)).toBeUndefined()
  expect(benchmarkReturns(['20240520', '20240521'], closes)).toBeUndefined()
  expect(benchmarkReturns(['20240425'], { days: [], closes: [] })).toBeUndefined()
})

test.each([
  ['New York', '2026-12-03T14:30:00Z'],
  ['Tokyo', '2026-12-03T00:00:00Z'],
  ['Sydney', '2026-12-02T23:00:00Z'],
  ['Auckland', '2026-12-02T21:00:00Z'],
  ['Frankfurt', '2026-12-03T08:00:00Z'],
  ['currencies', '2026-12-02T22:15:00Z'],
])('knows the trading day of a session in %s', (_, begin) => {
  expect(tradingDay(Date.parse(begin))).toBe('20261203')
})

test('takes only final closes', () => {
  const bars = [
    { at: Date.parse('2026-12-04T14:30:00Z'), close: 3 },
    { at: Date.parse('2026-12-02T14:30:00Z'), close: 1 },
    { at: Date.parse('2026-12-03T14:30:00Z'), close: 2 },
  ]
  const days = (now: string) => readDailyCloses(bars, Date.parse(now)).days
  expect(days('2026-12-04T20:59:00Z')).toEqual(['20261202', '20261203'])
  expect(days('2026-12-04T21:00:00Z')).toEqual(['20261202', '20261203', '20261204'])
})
