import fc from 'fast-check'
import { expect, test } from 'vitest'
import { groupPositions, sumOf } from '../../../src/renderer/features/portfolio/group-positions.ts'
import { sumProfit } from '../../../src/renderer/features/portfolio/profit-sum.ts'
import { valuePosition } from '../../../src/renderer/features/portfolio/value-position.ts'
import { readAccountTotals } from '../../../src/shared/domain/account-totals.ts'
import type { NamedPosition } from '../../../src/shared/domain/position.ts'
import type { LiveQuote } from '../../../src/shared/domain/quote.ts'

const option: NamedPosition = {
  ...{
    account: 'DU1',
    conid: 7,
    symbol: 'AAPL',
    contractName: 'AAPL 20JAN27 240 C',
    assetClass: 'OPT',
    currency: 'USD',
  },
  ...{ quantity: -2, marketPrice: 5, marketValue: -1_000, averageCost: 450, unrealized: -100 },
}
const quote: LiveQuote = {
  ...{ conid: 7, at: 2_000, last: '6', bid: '5.9', ask: '6.1', change: '20%', changeAmount: '+1', availability: 'RpB' },
  ...{ delta: '0.512', gamma: '0.010', theta: '-0.050', vega: '0.120' },
}
const totals = {
  account: 'DU1',
  currency: 'USD',
  netLiquidation: 10_000,
  cash: [{ currency: 'EUR', cash: 5, exchangeRate: 1.2 }],
}
const value = (change: Partial<LiveQuote> | undefined, position = option, listedAt: number | undefined = 1_000) =>
  valuePosition(position, { quote: change && { ...quote, ...change }, listedAt, totals })

test('values a short option by its live price and its multiplier', () => {
  expect(value({})).toMatchObject({
    ...{ source: { kind: 'live' }, price: 6, value: -1_200, openProfit: -300, dayProfit: -200, changePercent: 20 },
    ...{ greeks: { delta: 0.512 }, share: -0.12, base: { value: -1_200, day: -200, open: -300 } },
  })
})

test.each([
  ['an interrupted stream', { staleSince: 3_000 }, 'marked', 6],
  ['no market data line', { failure: 'No live price: 90 contracts', staleSince: 3_000 }, 'marked', 6],
  ['a halted contract', { last: 'H6' }, 'marked', 6],
  ['a previous close', { last: 'C6' }, 'marked', 6],
  ['delayed data', { availability: 'DPB' }, 'marked', 6],
  ['frozen data', { availability: 'ZB' }, 'marked', 6],
  ['no permission', { availability: 'N', last: undefined }, 'list', 5],
] as const)('shows no greeks and no change of the day with %s, and marks the price', (_name, change, kind, price) => {
  const row = value(change as Partial<LiveQuote>)
  expect(row).toMatchObject({ source: { kind, at: kind === 'list' ? 1_000 : 2_000 }, price })
  expect([row.changePercent, row.dayProfit, row.greeks.delta]).toEqual([undefined, undefined, undefined])
})

test('prefers the list of positions to an older price of an interrupted stream', () => {
  expect(value({ staleSince: 3_000 }, option, 9_000)).toMatchObject({
    source: { kind: 'list', at: 9_000 },
    price: 5,
    value: -1_000,
  })
})

test('states no share and no base value in a currency without an exchange rate', () => {
  const euro = value({}, { ...option, currency: 'EUR' })
  expect(euro.base.value).toBeCloseTo(-1_440)
  expect(value({}, { ...option, currency: 'XXX' })).toMatchObject({
    value: -1_200,
    share: undefined,
    base: { value: undefined },
  })
})

test('sums groups from the values of their rows, and counts the rows that are missing', () => {
  const rows = [value({}), value({}, { ...option, conid: 8, currency: 'XXX' })]
  const [group, ...members] = groupPositions(rows, 'class', new Set())
  expect(group).toMatchObject({ title: 'Options', count: 2, value: { amount: -1_200, missing: 1 }, share: undefined })
  expect(members).toEqual(rows)
  expect(groupPositions(rows, 'class', new Set(['class Options']))).toHaveLength(1)
  expect(groupPositions(rows, 'currency', new Set()).flatMap((row) => (row.kind === 'group' ? row.title : []))).toEqual(
    ['USD', 'XXX'],
  )
})

test('a grouped list contains each position once, and its sums equal the sum of all', () => {
  const positions = fc.array(fc.record({ conid: fc.nat(50), currency: fc.constantFrom('USD', 'EUR') }), {
    maxLength: 40,
  })
  fc.assert(
    fc.property(positions, fc.constantFrom('class', 'currency', 'underlying'), (given, grouping) => {
      const rows = given.map((change) => value({}, { ...option, ...change }))
      const grouped = groupPositions(rows, grouping, new Set())
      expect(grouped.filter(({ kind }) => kind === 'position')).toHaveLength(rows.length)
      const total = grouped.reduce((sum, row) => sum + (row.kind === 'group' ? row.value.amount : 0), 0)
      expect(total).toBeCloseTo(sumOf(rows.map(({ base }) => base.value)).amount)
    }),
  )
})

test('reads totals and cash, the largest first, and nothing from empty responses', () => {
  const summary = { netliquidation: { amount: 10, currency: 'USD' }, buyingpower: { amount: 40 } }
  const ledger = {
    BASE: { cashbalance: 9 },
    USD: { cashbalance: 3, exchangerate: 1 },
    EUR: { cashbalance: -5, exchangerate: 1.2 },
  }
  expect(readAccountTotals('DU1', summary, ledger)).toEqual({
    ...{ account: 'DU1', currency: 'USD', netLiquidation: 10, buyingPower: 40 },
    cash: [
      { currency: 'EUR', cash: -5, exchangeRate: 1.2 },
      { currency: 'USD', cash: 3, exchangeRate: 1 },
    ],
  })
  expect(readAccountTotals('DU1', {}, ledger)).toBeUndefined()
})

test('sums profit over the models of one account, and nothing that a model lacks', () => {
  const row = (account: string, model: string, daily?: number) => ({
    account,
    model,
    unrealized: 1,
    ...(daily !== undefined && { daily }),
  })
  const rows = new Map(
    [row('DU1', 'Core', 5), row('DU1', 'Growth', 2), row('DU2', 'Core', 9)].map((each) => [
      `${each.account}.${each.model}`,
      each,
    ]),
  )
  expect(sumProfit(rows, 'DU1')).toMatchObject({ daily: 7, unrealized: 2 })
  expect(sumProfit(new Map([...rows, ['DU1.X', row('DU1', 'X')]]), 'DU1')).toMatchObject({
    daily: undefined,
    unrealized: 3,
  })
})
