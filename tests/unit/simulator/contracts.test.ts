import { expect, test } from 'vitest'
import { listBonds } from '../../../src/simulator/contracts/bonds.ts'
import { listCurrencyPairs } from '../../../src/simulator/contracts/currencies.ts'
import { eventMarkets, listEventContracts } from '../../../src/simulator/contracts/event-contracts.ts'
import { listNextExpirations } from '../../../src/simulator/contracts/expirations.ts'
import { findContract } from '../../../src/simulator/contracts/find-contract.ts'
import { futuresFamilies, listFutures } from '../../../src/simulator/contracts/futures.ts'
import { listTradingDays, toExchangeTime } from '../../../src/simulator/contracts/opening-hours.ts'
import {
  createOption,
  findOptionFamily,
  listExpirations,
  listMonths,
  listStrikes,
  listWeeklyExpirations,
} from '../../../src/simulator/contracts/options.ts'
import { stocks } from '../../../src/simulator/market/instruments.ts'

const now = Date.UTC(2026, 8, 14, 14)

test('finds every contract by its unique conid', () => {
  const underlyings = [...stocks.map(({ conid }) => conid), ...futuresFamilies.map(({ indexConid }) => indexConid)]
  const options = underlyings
    .map(findOptionFamily)
    .filter((family) => family !== undefined)
    .flatMap((family) =>
      [...listExpirations(family, now), ...listWeeklyExpirations(family, now)].flatMap((expiration) =>
        listStrikes(family).flatMap((strike) => [
          createOption(family, expiration, strike, 'C'),
          createOption(family, expiration, strike, 'P'),
        ]),
      ),
    )
  const contracts = [
    ...options,
    ...futuresFamilies.flatMap((family) => listFutures(family, now)),
    ...stocks.flatMap(({ conid }) => listBonds(`e${conid}`)),
    ...eventMarkets.flatMap((market) => listEventContracts(market, now)).map(({ contract }) => contract),
  ]
  expect(contracts.length).toBeGreaterThan(4900)
  const pairs = new Map(['USD', 'EUR', 'JPY', 'AUD'].flatMap(listCurrencyPairs).map((pair) => [pair.conid, pair]))
  const all = [...contracts, ...pairs.values()]
  expect(all.map(({ conid }) => findContract(conid))).toEqual(all)
  expect(new Set([...underlyings, ...contracts.map(({ conid }) => conid), ...pairs.keys()]).size).toBe(
    underlyings.length + contracts.length + pairs.size,
  )
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

test('lists weekly expirations on Fridays other than the third, and their months', () => {
  const family = findOptionFamily(265598)
  if (family === undefined) throw new Error('No options')
  // The Saturday after the third Friday of December.
  const christmas = Date.UTC(2026, 11, 19)
  expect(listWeeklyExpirations(family, christmas).map(({ date, code, text }) => [date, code, text])).toEqual([
    ['20261225', 'DEC26', "DEC 25 '26"],
    ['20270101', 'JAN27', "JAN 1 '27"],
    ['20270108', 'JAN27', "JAN 8 '27"],
    ['20270122', 'JAN27', "JAN 22 '27"],
  ])
  expect(listMonths(family, christmas).slice(0, 2)).toEqual(['DEC26', 'JAN27'])
  const index = findOptionFamily(11004968)
  expect(index && listWeeklyExpirations(index, christmas)).toEqual([])
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
