import { expect, test } from 'vitest'
import { listBonds } from '../../../src/simulator/contracts/bonds.ts'
import { listCurrencyPairs } from '../../../src/simulator/contracts/currencies.ts'
import { getTitle } from '../../../src/simulator/contracts/describe-contract.ts'
import { eventMarkets, listEventContracts } from '../../../src/simulator/contracts/event-contracts.ts'
import {
  formatDate,
  listNextExpirations,
  listNextWeeklyExpirations,
} from '../../../src/simulator/contracts/expirations.ts'
import { findContract } from '../../../src/simulator/contracts/find-contract.ts'
import { findInstrumentByName } from '../../../src/simulator/contracts/find-instrument.ts'
import { futuresFamilies, listFutures } from '../../../src/simulator/contracts/futures.ts'
import { indices } from '../../../src/simulator/contracts/indices.ts'
import { listTradingDays, toExchangeTime, toExpirationTime } from '../../../src/simulator/contracts/opening-hours.ts'
import {
  createOption,
  listExpirations,
  listMonths,
  listOptionFamilies,
  listStrikes,
  listWeeklyExpirations,
  type OptionFamily,
} from '../../../src/simulator/contracts/options.ts'
import { otherStocks } from '../../../src/simulator/contracts/other-stocks.ts'
import type { Instrument } from '../../../src/simulator/market/instruments.ts'
import { stocks } from '../../../src/simulator/market/instruments.ts'

const now = Date.UTC(2026, 8, 14, 14)

const underlyings = [...stocks, ...otherStocks, ...indices]

function listChain(family: OptionFamily): readonly Instrument[] {
  return [...listExpirations(family, now), ...listWeeklyExpirations(family, now)].flatMap((expiration) =>
    listStrikes(family).flatMap((strike) => [
      createOption(family, expiration, strike, 'C'),
      createOption(family, expiration, strike, 'P'),
    ]),
  )
}

test('lists about 40,000 options of 20 underlyings, and finds them by their unique conids', () => {
  const chains = underlyings.map(({ conid }) => listOptionFamilies(conid).flatMap(listChain))
  expect(chains.filter((chain) => chain.length > 0)).toHaveLength(20)
  const options = chains.flat()
  expect(options.length).toBeGreaterThan(38_000)
  expect(options.length).toBeLessThan(44_000)
  expect(new Set(options.map(({ conid }) => conid)).size).toBe(options.length)
  for (const { conid, localSymbol, expiry, strike } of options.filter((_, at) => at % 7 === 0)) {
    const found = findContract(conid)
    if (found?.localSymbol !== localSymbol || found.expiry !== expiry || found.strike !== strike)
      expect.fail(`${conid} is ${found?.localSymbol} instead of ${localSymbol}`)
  }
})

test('finds every other contract by its unique conid', () => {
  const contracts = [
    ...futuresFamilies.flatMap(({ indexConid }) => listOptionFamilies(indexConid).flatMap(listChain)),
    ...futuresFamilies.flatMap((family) => listFutures(family, now)),
    ...stocks.flatMap(({ conid }) => listBonds(`e${conid}`)),
    ...eventMarkets.flatMap((market) => listEventContracts(market, now)).map(({ contract }) => contract),
    ...otherStocks,
    ...indices,
  ]
  const pairs = new Map(['USD', 'EUR', 'JPY', 'AUD'].flatMap(listCurrencyPairs).map((pair) => [pair.conid, pair]))
  const all = [...contracts, ...pairs.values()]
  expect(all.map(({ conid }) => findContract(conid))).toEqual(all)
  const conids = [...stocks, ...contracts].map(({ conid }) => conid)
  expect(new Set([...conids, ...pairs.keys()]).size).toBe(conids.length + pairs.size)
})

test('returns undefined for an invalid conid', () => {
  for (const conid of [0, -1, 1.5, Number.NaN, 750_000_000.5, 799_999_999, 2_147_483_647]) {
    expect(findContract(conid)).toBeUndefined()
  }
})

test('lists the next third Fridays as expirations, and no date in the past', () => {
  expect(listNextExpirations(now, 3).map(({ date, code }) => [date, code])).toEqual([
    ['20260918', 'SEP26'],
    ['20261016', 'OCT26'],
    ['20261120', 'NOV26'],
  ])
  expect(listNextExpirations(Date.UTC(2026, 8, 19), 2, 3).map(({ code }) => code)).toEqual(['DEC26', 'MAR27'])
})

/** The Saturday after the third Friday of December. */
const christmas = Date.UTC(2026, 11, 19)
const familiesOf = (symbol: string) =>
  listOptionFamilies(underlyings.find((each) => each.symbol === symbol)?.conid ?? 0)
const familyOf = (symbol: string, tradingClass = symbol) => {
  const found = familiesOf(symbol).find((family) => family.tradingClass === tradingClass)
  if (found === undefined) throw new Error(`${symbol} has no options ${tradingClass}`)
  return found
}

const futuresOf = (symbol: string, at = now) => {
  const family = futuresFamilies.find((each) => each.symbol === symbol)
  return family === undefined ? [] : listFutures(family, at)
}

test('lists quarterly futures of indices, and monthly futures of crude oil that end in the month before', () => {
  const terms = (symbol: string, at?: number) =>
    futuresOf(symbol, at).map((future) => [future.localSymbol, future.contractMonth, future.expiry, getTitle(future)])
  expect(terms('ES')).toEqual([
    ['ESU6', '202609', '20260918', 'ES SEP26'],
    ['ESZ6', '202612', '20261218', 'ES DEC26'],
    ['ESH7', '202703', '20270319', 'ES MAR27'],
    // Juneteenth is on the Saturday, so that the exchanges are closed on the third Friday.
    ['ESM7', '202706', '20270617', 'ES JUN27'],
  ])
  // Three weekdays before the 25th. The 25th of October is a Sunday, so from Friday the 23rd.
  expect(terms('CL')).toHaveLength(12)
  expect(terms('CL').slice(0, 2)).toEqual([
    ['CLV6', '202610', '20260922', 'CL OCT26'],
    ['CLX6', '202611', '20261020', 'CL NOV26'],
  ])
  expect(terms('CL', Date.UTC(2026, 8, 22, 14))[0]?.[0]).toBe('CLV6')
  expect(terms('CL', Date.UTC(2026, 8, 23, 14))[0]?.[0]).toBe('CLX6')
  expect(findInstrumentByName('CL', now)).toMatchObject({ localSymbol: 'CLV6' })
})

test.each([
  ['ESU6 C6700', 'ES', 'ESU6', '20260918', '(ES) SEP26 6700 Call Fut. Option'],
  ['ESV6 P6700', 'ES', 'ESZ6', '20261016', '(ES) OCT26 6700 Put Fut. Option'],
  ['LOV6 C62.5', 'LO', 'CLV6', '20260917', '(LO) OCT26 62.5 Call Fut. Option'],
])('lists the option %s on the future of its month or the next one', (name, tradingClass, future, expiry, text) => {
  const option = findInstrumentByName(name, now)
  expect(option).toMatchObject({ secType: 'FOP', localSymbol: name, tradingClass, expiry, text })
  const underlying = findInstrumentByName(future, now)
  expect(option).toMatchObject({ underlyingConid: underlying?.conid, multiplier: underlying?.multiplier })
  expect(expiry <= (underlying?.expiry ?? '')).toBe(true)
})

test('lists weekly expirations on Fridays other than the third, and their months', () => {
  const family = familyOf('AAPL')
  expect(listWeeklyExpirations(family, christmas).map(({ date, code, text }) => [date, code, text])).toEqual([
    // The exchanges are closed on these two Fridays.
    ['20261224', 'DEC26', "DEC 24 '26"],
    ['20261231', 'DEC26', "DEC 31 '26"],
    ['20270108', 'JAN27', "JAN 8 '27"],
    ['20270122', 'JAN27', "JAN 22 '27"],
  ])
  expect(listMonths([family], christmas).slice(0, 2)).toEqual(['DEC26', 'JAN27'])
  const [ofFutures] = listOptionFamilies(11004968)
  expect(ofFutures && listWeeklyExpirations(ofFutures, christmas)).toEqual([])
})

test.each([
  ['New Year', 2027, 0, 1, '20261231'],
  ['Good Friday, which is a third Friday', 2025, 3, 18, '20250417'],
  ['Good Friday', 2027, 2, 26, '20270325'],
  ['Juneteenth, which is a third Friday', 2026, 5, 19, '20260618'],
  ['the Friday before Independence Day', 2026, 6, 3, '20260702'],
  ['Christmas', 2026, 11, 25, '20261224'],
  ['the Friday before Christmas Day', 2027, 11, 24, '20271223'],
  ['the Friday before a New Year on a Saturday, which is no holiday', 2027, 11, 31, '20271231'],
  ['Juneteenth before it was a holiday', 2020, 5, 19, '20200619'],
] as const)('moves an expiration on %s to the day before', (_, year, month, day, expected) => {
  const monday = Date.UTC(year, month, day - 4)
  const [monthly] = listNextExpirations(monday, 1)
  const [weekly] = listNextWeeklyExpirations(monday, 1)
  const friday = formatDate(Date.UTC(year, month, day))
  const ofThisWeek = [monthly, weekly].flatMap((each) => (each !== undefined && each.date <= friday ? [each.date] : []))
  expect(ofThisWeek).toEqual([expected])
})

test('lists long-term expirations in January and June after the six monthlies', () => {
  expect(listExpirations(familyOf('AAPL'), christmas).map(({ code }) => code)).toEqual([
    ...['JAN27', 'FEB27', 'MAR27', 'APR27', 'MAY27', 'JUN27'],
    ...['JAN28', 'JUN28', 'JAN29', 'JUN29'],
  ])
})

test('lists options and futures until the close of their last trading day in New York', () => {
  const close = Date.UTC(2026, 8, 18, 20)
  const nearest = (at: number) => [
    listExpirations(familyOf('AAPL'), at)[0]?.date,
    listWeeklyExpirations(familyOf('AAPL'), at)[0]?.date,
    futuresFamilies.flatMap((family) => listFutures(family, at).slice(0, 1)).map(({ localSymbol }) => localSymbol),
  ]
  expect(nearest(close - 1)).toEqual(['20260918', '20260925', ['ESU6', 'NQU6', 'CLV6']])
  expect(nearest(close)).toEqual(['20261016', '20260925', ['ESZ6', 'NQZ6', 'CLV6']])
})

test('lists classes with settlement in the morning beside those with settlement at the close', () => {
  expect(familiesOf('SPX').map(({ tradingClass, settlement }) => [tradingClass, settlement])).toEqual([
    ['SPX', 'AM'],
    ['SPXW', 'PM'],
  ])
  const september = (tradingClass: string, at = now) => {
    const family = familyOf('SPX', tradingClass)
    const [expiration] = listExpirations(family, at)
    if (expiration === undefined) throw new Error('No expiration')
    return createOption(family, expiration, 6700, 'C')
  }
  const [morning, close] = [september('SPX'), september('SPXW')]
  expect(morning).toMatchObject({
    expiry: '20260917',
    localSymbol: 'SPX   260918C06700000',
    text: "SEP 17 '26 6700 Call",
  })
  expect(close).toMatchObject({
    expiry: '20260918',
    localSymbol: 'SPXW  260918C06700000',
    text: "SEP 18 '26 6700 Call",
  })
  expect(toExpirationTime('20260917', 'AM')).toBe(Date.UTC(2026, 8, 18, 13, 30))
  expect(toExpirationTime('20260918', 'PM')).toBe(Date.UTC(2026, 8, 18, 20))
  // On the day of expiration, the class with settlement in the morning no longer trades.
  const friday = Date.UTC(2026, 8, 18, 14)
  expect([september('SPX', friday).expiry, september('SPXW', friday).expiry]).toEqual(['20261015', '20260918'])
  expect(listWeeklyExpirations(familyOf('SPX'), now)).toEqual([])
  expect(findInstrumentByName('SPXW  260925P06700000', now)).toMatchObject({ tradingClass: 'SPXW', symbol: 'SPX' })
})

test('has an adjusted class of IBM, whose contracts deliver 150 shares and which has no long-term options', () => {
  const [standard, adjusted] = familiesOf('IBM')
  expect([standard?.multiplier, adjusted?.multiplier]).toEqual([100, 150])
  expect(adjusted && listChain(adjusted).length).toBe(3 * 17 * 2)
  expect(findInstrumentByName('IBM1  261016C00295000', now)).toMatchObject({ tradingClass: 'IBM1', multiplier: 150 })
  expect(findInstrumentByName('IBM1  261016C00310000', now)).toBeDefined()
  expect(findInstrumentByName('IBM1  280121C00295000', now)).toBeUndefined()
})

test('lists six trading days: two weekdays before today in New York, today, and the next three', () => {
  expect(listTradingDays(now)).toEqual(['20260910', '20260911', '20260914', '20260915', '20260916', '20260917'])
  expect(listTradingDays(Date.UTC(2026, 8, 13, 14))[2]).toBe('20260914')
  // Late Monday in New York is already Tuesday in UTC.
  expect(listTradingDays(Date.UTC(2026, 8, 15, 3))[2]).toBe('20260914')
})

test("uses New York's daylight saving time for contract hours", () => {
  expect(toExchangeTime('20260914', '0930')).toBe(Date.UTC(2026, 8, 14, 13, 30) / 1000)
  expect(toExchangeTime('20261214', '0930')).toBe(Date.UTC(2026, 11, 14, 14, 30) / 1000)
})
