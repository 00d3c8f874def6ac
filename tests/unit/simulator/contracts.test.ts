import { expect, test } from 'vitest'
import { bondsOf } from '../../../src/simulator/contracts/bonds.ts'
import { exchangeTime, tradingDaysAround } from '../../../src/simulator/contracts/contract-hours.ts'
import { currencyPairsOf } from '../../../src/simulator/contracts/currencies.ts'
import { contractByConid } from '../../../src/simulator/contracts/directory.ts'
import { eventContractsOf, eventMarkets } from '../../../src/simulator/contracts/event-contracts.ts'
import { comingExpirations } from '../../../src/simulator/contracts/expirations.ts'
import { futuresFamilies, futuresOf } from '../../../src/simulator/contracts/futures.ts'
import { expirationsOf, optionFamilyOf, optionOf, strikesOf } from '../../../src/simulator/contracts/options.ts'
import { instruments } from '../../../src/simulator/market/instruments.ts'

const now = Date.UTC(2026, 8, 14, 14)

test('finds every contract by its unique conid', () => {
  const underlyings = [...instruments.map(({ conid }) => conid), ...futuresFamilies.map(({ indexConid }) => indexConid)]
  const options = underlyings
    .map(optionFamilyOf)
    .filter((family) => family !== undefined)
    .flatMap((family) =>
      expirationsOf(family, now).flatMap((expiration) =>
        strikesOf(family).flatMap((strike) => [
          optionOf(family, expiration, strike, 'C'),
          optionOf(family, expiration, strike, 'P'),
        ]),
      ),
    )
  const contracts = [
    ...options,
    ...futuresFamilies.flatMap((family) => futuresOf(family, now)),
    ...instruments.flatMap(({ conid }) => bondsOf(`e${conid}`)),
    ...eventMarkets.flatMap((market) => eventContractsOf(market, now)).map(({ contract }) => contract),
  ]
  expect(contracts.length).toBeGreaterThan(3000)
  const pairs = new Map(['USD', 'EUR', 'JPY'].flatMap(currencyPairsOf).map((pair) => [pair.conid, pair]))
  for (const contract of [...contracts, ...pairs.values()]) expect(contractByConid(contract.conid)).toEqual(contract)
  expect(new Set([...underlyings, ...contracts.map(({ conid }) => conid), ...pairs.keys()]).size).toBe(
    underlyings.length + contracts.length + pairs.size,
  )
})

test('returns undefined for an invalid conid', () => {
  for (const conid of [0, -1, 1.5, Number.NaN, 750_000_000.5, 799_999_999, 2_147_483_647]) {
    expect(contractByConid(conid)).toBeUndefined()
  }
})

test('expires contracts on third Fridays, and offers no expired contracts', () => {
  expect(comingExpirations(now, 3).map(({ date, code }) => [date, code])).toEqual([
    ['20260918', 'SEP26'],
    ['20261016', 'OCT26'],
    ['20261120', 'NOV26'],
  ])
  expect(comingExpirations(Date.UTC(2026, 8, 19), 2, 3).map(({ code }) => code)).toEqual(['DEC26', 'MAR27'])
})

test('lists the six weekdays around today', () => {
  expect(tradingDaysAround(now)).toEqual(['20260910', '20260911', '20260914', '20260915', '20260916', '20260917'])
  expect(tradingDaysAround(Date.UTC(2026, 8, 13, 14))[2]).toBe('20260914')
  // Late Monday in New York is already Tuesday in UTC.
  expect(tradingDaysAround(Date.UTC(2026, 8, 15, 3))[2]).toBe('20260914')
})

test("uses New York's daylight saving time for contract hours", () => {
  expect(exchangeTime('20260914', '0930')).toBe(Date.UTC(2026, 8, 14, 13, 30) / 1000)
  expect(exchangeTime('20261214', '0930')).toBe(Date.UTC(2026, 11, 14, 14, 30) / 1000)
})
