import { expect, test } from 'vitest'
import {
  ageText,
  type BenchmarkLine,
  describeLimits,
  describeProblem,
  describeWait,
  formatReturn,
} from '../../../src/renderer/features/portfolio/performance-text.ts'

const at = (hour: number, minute: number, day = 4): number => new Date(2026, 11, day, hour, minute, 0).getTime()
const NOW = at(14, 8)
const values = { returns: { account: 'U1', days: ['20261203'], returns: [0] }, at: at(14, 5) }
const next = { kind: 'waits', until: at(14, 20) } as const

test('states the age of the values, and when the next ones may be requested', () => {
  expect(ageText({ kind: 'read', values, next }, NOW)).toBe('As of 14:05 (3 min ago); next update possible 14:20')
  const old = { ...values, at: at(14, 8, 3) }
  expect(ageText({ kind: 'read', values: old, next: { kind: 'sent' } }, NOW)).toBe(
    'As of 2026-12-03 14:08 (24 h ago); updating…',
  )
  expect(ageText({ kind: 'read', next }, NOW)).toBe('Next update possible 14:20')
})

test('states what an account without values waits for', () => {
  expect(describeWait({ kind: 'read', next }, NOW)).toBe('This account is requested at 14:20.')
  expect(describeWait({ kind: 'read', next: { ...next, after: 'U2' } }, NOW)).toContain('The last one was for U2.')
  expect(describeWait({ kind: 'read', next: { kind: 'sent' } }, NOW)).toContain('has requested it')
})

test('states the time of a failed request and of the next one', () => {
  const problem = { message: 'IBKR refused the request (503).', at: at(14, 5) }
  expect(describeProblem({ kind: 'read', problem, next }, NOW)).toBe(
    'At 14:05: IBKR refused the request (503). The console requests it again at 14:20.',
  )
})

const days = ['20261201', '20261202', '20261203']
const line: BenchmarkLine = { symbol: 'SPY', currency: 'USD', returns: [0, 0.1, 0.2] }
const limits = (benchmark: BenchmarkLine | undefined, currency?: string, beginsLate = false) =>
  describeLimits({ days, returns: [0, 0, 0], beginsLate }, { at: NOW, currency, benchmark })

test('names the currency of the benchmark, and another one of the account', () => {
  const dividends = 'Benchmark: closes in USD, without dividends.'
  expect(limits(undefined, 'USD')).toEqual([])
  expect(limits(line, 'USD')).toEqual([dividends])
  expect(limits(line, 'EUR')).toEqual([dividends, 'The account is in EUR; no exchange rate is applied.'])
  expect(limits({ ...line, currency: undefined })).toEqual([
    'Benchmark: closes in an unknown currency, without dividends.',
    'The account is in an unknown currency; no exchange rate is applied.',
  ])
})

test('states where values and closes are missing', () => {
  expect(limits({ ...line, returns: [0, 0.1, null] }, 'USD')).toContain('Last close of SPY: 2026-12-02.')
  expect(limits({ ...line, returns: undefined }, 'USD')).toContain('SPY has no close for 2026-12-01.')
  expect(limits(undefined, 'USD', true)).toEqual(["IBKR's values begin on 2026-12-01."])
  const late = { at: at(14, 8, 20), currency: 'USD', benchmark: undefined }
  expect(describeLimits({ days, returns: [0, 0, 0], beginsLate: false }, late)).toEqual([
    "IBKR's values end on 2026-12-03.",
  ])
})

test('formats returns with their sign', () => {
  expect([0.0321, -0.5, 0, -0.00001].map(formatReturn)).toEqual(['+3.21%', '-50.00%', '0.00%', '0.00%'])
})
