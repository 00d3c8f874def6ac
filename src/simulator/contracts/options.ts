import { type Instrument, type Stock, stocks, type WalkingInstrument } from '../market/instruments.ts'
import { contractDefaults } from './contract.ts'
import {
  createExpiration,
  createWeeklyExpiration,
  type Expiration,
  listNextExpirations,
  listNextWeeklyExpirations,
} from './expirations.ts'
import { futuresFamilies, toUnderlyingIndex } from './futures.ts'

/**
 * All options of one underlying. A rule determines expirations and strikes, so that every month exists without a table.
 */
export interface OptionFamily {
  readonly underlying: WalkingInstrument
  readonly secType: 'OPT' | 'FOP'
  readonly exchanges: readonly string[]
  readonly multiplier: number
  /** Number of months between two expirations. */
  readonly every: 1 | 3
  /** Whether options also expire on the other Fridays of the next weeks. */
  readonly hasWeeklies: boolean
  /** The centre of the strikes: yesterday's close, or the level of the index. */
  readonly middle: number
}

const stockOptionExchanges = ['SMART', 'AMEX', 'CBOE', 'PHLX', 'ISE', 'BOX', 'BATS', 'NASDAQOM']
const strikesEachSide = 8

const families: readonly OptionFamily[] = [
  ...stocks.map(stockFamily),
  ...futuresFamilies.map(
    (family): OptionFamily => ({
      underlying: toUnderlyingIndex(family),
      secType: 'FOP',
      exchanges: [family.exchange],
      multiplier: family.multiplier,
      every: 3,
      hasWeeklies: false,
      middle: family.level,
    }),
  ),
]

/**
 * First conids of options, and the number of expirations that each family reserves. A conid encodes family, month or
 * week since 2020, strike and right. Listed stocks have conids from 900,000,000 on.
 */
const conidRanges = {
  month: { first: 750_000_000, expirations: 256 },
  week: { first: 1_000_000_000, expirations: 1024 },
} as const
const strikes = 4096
const weeklies = 4

/** Returns the options of an underlying, undefined for an underlying without options. */
export function findOptionFamily(underlyingConid: number): OptionFamily | undefined {
  return families.find(({ underlying }) => underlying.conid === underlyingConid)
}

/** Returns the next monthly expirations of a family, nearest first. */
export function listExpirations(family: OptionFamily, now: number): readonly Expiration[] {
  return listNextExpirations(now, family.every === 1 ? 6 : 4, family.every)
}

/** Returns the next weekly expirations of a family, nearest first. Empty for a family without weeklies. */
export function listWeeklyExpirations(family: OptionFamily, now: number): readonly Expiration[] {
  return family.hasWeeklies ? listNextWeeklyExpirations(now, weeklies) : []
}

/** Returns the months in which options of a family expire (`MAR26`), nearest first. */
export function listMonths(family: OptionFamily, now: number): readonly string[] {
  const all = [...listWeeklyExpirations(family, now), ...listExpirations(family, now)]
  return [...new Set(all.sort((one, other) => one.date.localeCompare(other.date)).map(({ code }) => code))]
}

/** Returns the strikes of a family in ascending order. They are the same for every month. */
export function listStrikes(family: OptionFamily): readonly number[] {
  const step = stepOf(family)
  const middle = Math.round(family.middle / step)
  return Array.from({ length: 2 * strikesEachSide + 1 }, (_, at) => (middle - strikesEachSide + at) * step).filter(
    (strike) => strike > 0,
  )
}

/** Creates one option of a family. */
export function createOption(
  family: OptionFamily,
  expiration: Expiration,
  strike: number,
  right: 'C' | 'P',
): Instrument {
  const { underlying, secType, multiplier } = family
  const number = Math.round(strike / stepOf(family))
  const { symbol } = underlying
  const occ = `${expiration.date.slice(2)}${right}${String(Math.round(strike * 1000)).padStart(8, '0')}`
  return {
    ...contractDefaults,
    ...{ symbol, secType, multiplier, strike, right },
    conid: conidOf(families.indexOf(family), expiration, number, right),
    companyName: underlying.companyName,
    listingExchange: family.exchanges[0] ?? 'SMART',
    exchanges: family.exchanges,
    localSymbol: `${symbol.padEnd(6)}${occ}`,
    tradingClass: symbol,
    underlyingConid: underlying.conid,
    expiry: expiration.date,
    text: `${expiration.text} ${strike} ${right === 'C' ? 'Call' : 'Put'}`,
    sector: underlying.sector,
    industry: underlying.industry,
    category: underlying.category,
    availability: underlying.availability,
    pricing: { kind: 'option', underlying },
  }
}

function conidOf(family: number, { cycle, index }: Expiration, strike: number, right: 'C' | 'P'): number {
  const { first, expirations } = conidRanges[cycle]
  return first + ((family * expirations + index) * strikes + strike) * 2 + (right === 'C' ? 0 : 1)
}

/** Finds an option by its conid, including expired options. */
export function findOption(conid: number): Instrument | undefined {
  const cycle = conid < conidRanges.week.first ? 'month' : 'week'
  const { first, expirations } = conidRanges[cycle]
  const offset = conid - first
  const number = Math.floor(offset / 2) % strikes
  const expirationNumber = Math.floor(offset / 2 / strikes)
  const family = families[Math.floor(expirationNumber / expirations)]
  if (family === undefined || (cycle === 'week' && !family.hasWeeklies)) return undefined
  const strike = number * stepOf(family)
  const index = expirationNumber % expirations
  const expiration = cycle === 'month' ? createExpiration(index) : createWeeklyExpiration(index)
  if (expiration === undefined || !listStrikes(family).includes(strike)) return undefined
  return createOption(family, expiration, strike, offset % 2 === 0 ? 'C' : 'P')
}

function stockFamily(stock: Stock): OptionFamily {
  return {
    underlying: stock,
    secType: 'OPT',
    exchanges: stockOptionExchanges,
    multiplier: 100,
    every: 1,
    hasWeeklies: true,
    middle: stock.pricing.close,
  }
}

/**
 * Returns the distance between two strikes: about one to two percent of the price, rounded to a step that exchanges
 * use.
 */
function stepOf({ middle }: OptionFamily): number {
  if (middle < 100) return 2.5
  if (middle < 1000) return 5
  return middle < 10_000 ? 25 : 100
}
