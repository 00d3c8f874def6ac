import { type Instrument, stocks, type WalkingInstrument } from '../market/instruments.ts'
import { contractDefaults } from './contract.ts'
import {
  addWeekdays,
  createExpiration,
  createWeeklyExpiration,
  type Expiration,
  listLongTermExpirations,
  listNextExpirations,
  listNextWeeklyExpirations,
  moveExpiration,
} from './expirations.ts'
import {
  createFutureOptionExpiration,
  type FuturesFamily,
  findFutureOfOptions,
  futuresFamilies,
  toUnderlyingIndex,
} from './futures.ts'
import { indices } from './indices.ts'
import { toTradingNoon } from './opening-hours.ts'
import { otherStocks } from './other-stocks.ts'

/**
 * All options of one trading class. A rule determines expirations and strikes, so that every month exists without a
 * table. An underlying can have several classes, such as SPX and SPXW.
 */
export interface OptionFamily {
  readonly underlying: WalkingInstrument
  /** The futures that the options deliver, undefined for options on the underlying itself. */
  readonly futures?: FuturesFamily
  readonly secType: 'OPT' | 'FOP'
  readonly tradingClass: string
  readonly exchanges: readonly string[]
  /** Quantity of the underlying per contract. */
  readonly multiplier: number
  /**
   * When the value at expiration is determined: at the opening of the day of expiration (`AM`), so that the day before
   * is the last trading day, or at its close (`PM`).
   */
  readonly settlement: 'AM' | 'PM'
  /** Number of monthly expirations, from the next one on: on third Fridays, of crude oil before. */
  readonly monthlies: number
  /** Number of expirations on other Fridays. */
  readonly weeklies: number
  /** Number of expirations in January and June after the monthlies (LEAPS). */
  readonly longTerm: number
  /** The centre of the strikes: yesterday's close, or the level of the index. */
  readonly middle: number
  readonly strikesEachSide: number
  readonly increment: number
}

const stockOptionExchanges = ['SMART', 'AMEX', 'CBOE', 'PHLX', 'ISE', 'BOX', 'BATS', 'NASDAQOM']
const everyExpiration = { monthlies: 6, weeklies: 4, longTerm: 4, strikesEachSide: 35 } as const
const otherFunds = otherStocks.filter(({ currency }) => currency === 'USD')

/** The index of a trading class is part of the conids of its options, so new classes are added at the end. */
const families: readonly OptionFamily[] = [
  ...stocks.map(stockFamily),
  ...futuresFamilies.map(
    (family): OptionFamily => ({
      underlying: toUnderlyingIndex(family),
      futures: family,
      secType: 'FOP',
      tradingClass: family.options.tradingClass,
      increment: family.options.increment,
      exchanges: [family.exchange],
      multiplier: family.multiplier,
      settlement: 'PM',
      monthlies: family.options.months,
      weeklies: 0,
      longTerm: 0,
      middle: family.level,
      strikesEachSide: 20,
    }),
  ),
  ...otherFunds.map(stockFamily),
  indexFamily('SPX', 'SPX', 'AM'),
  indexFamily('SPX', 'SPXW', 'PM'),
  indexFamily('NDX', 'NDX', 'AM'),
  indexFamily('NDX', 'NDXP', 'PM'),
  indexFamily('RUT', 'RUT', 'AM'),
  indexFamily('RUT', 'RUTW', 'PM'),
  indexFamily('XSP', 'XSP', 'PM'),
  ...stocks
    .filter(({ symbol }) => symbol === 'IBM')
    .map((stock) => ({
      ...stockFamily(stock),
      // Adjusted as after a fictitious three-for-two split: a contract delivers 150 shares.
      ...{ tradingClass: 'IBM1', multiplier: 150, monthlies: 3, weeklies: 0, longTerm: 0, strikesEachSide: 8 },
    })),
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
const millisecondsPerDay = 86_400_000

/** Returns the trading classes of the options of an underlying, the standard class first. */
export function listOptionFamilies(underlyingConid: number): readonly OptionFamily[] {
  return families.filter(({ underlying }) => underlying.conid === underlyingConid)
}

/** Returns the options of a trading class, such as `SPXW`, or the options on futures of a class, such as `LO`. */
export function findOptionFamilyByClass(secType: 'OPT' | 'FOP', tradingClass: string): OptionFamily | undefined {
  return families.find((family) => family.secType === secType && family.tradingClass === tradingClass)
}

/** Returns the next expirations of a family by month, nearest first, long-term ones included. */
export function listExpirations(family: OptionFamily, now: number): readonly Expiration[] {
  const { settlement, monthlies, longTerm } = family
  // A family with AM settlement no longer trades on the day of its expiration.
  const from = toTradingNoon(now) + (settlement === 'AM' ? millisecondsPerDay : 0)
  const near = listNextExpirations(from, monthlies, 1, (index) => monthlyExpiration(family, index))
  return [...near, ...near.slice(-1).flatMap((last) => listLongTermExpirations(last, longTerm))]
}

/** Returns the expiration of a month, counted from January 2020. */
function monthlyExpiration({ futures }: OptionFamily, index: number): Expiration {
  return futures === undefined ? createExpiration(index) : createFutureOptionExpiration(futures, index)
}

/** Returns the next weekly expirations of a family, nearest first. Empty for a family without weeklies. */
export function listWeeklyExpirations(family: OptionFamily, now: number): readonly Expiration[] {
  return listNextWeeklyExpirations(toTradingNoon(now), family.weeklies)
}

/** Returns the months in which options of some families expire (`MAR26`), nearest first. */
export function listMonths(some: readonly OptionFamily[], now: number): readonly string[] {
  const all = some.flatMap((family) => [...listWeeklyExpirations(family, now), ...listExpirations(family, now)])
  return [...new Set(all.sort((one, other) => one.date.localeCompare(other.date)).map(({ code }) => code))]
}

/** Returns the strikes of a family in ascending order. They are the same for every expiration. */
export function listStrikes(family: OptionFamily): readonly number[] {
  const step = stepOf(family)
  const { first, last } = strikeNumbers(family)
  return Array.from({ length: last - first + 1 }, (_, at) => (first + at) * step)
}

/** Reports whether a family has options with a strike. */
export function hasStrike(family: OptionFamily, strike: number): boolean {
  const number = strike / stepOf(family)
  const { first, last } = strikeNumbers(family)
  return Number.isInteger(number) && number >= first && number <= last
}

/** Returns the numbers of the lowest and the highest strike, in steps. */
function strikeNumbers(family: OptionFamily): { readonly first: number; readonly last: number } {
  const middle = Math.round(family.middle / stepOf(family))
  return { first: Math.max(1, middle - family.strikesEachSide), last: middle + family.strikesEachSide }
}

/** Creates one option of a family. */
export function createOption(
  family: OptionFamily,
  expiration: Expiration,
  strike: number,
  right: 'C' | 'P',
): Instrument {
  const { underlying, futures, secType, tradingClass, multiplier, settlement, increment } = family
  const number = Math.round(strike / stepOf(family))
  const future = futures && findFutureOfOptions(futures, expiration)
  const lastTradingDay = settlement === 'AM' ? moveExpiration(expiration, addWeekdays(expiration.date, -1)) : expiration
  return {
    ...contractDefaults,
    ...{ symbol: underlying.symbol, secType, tradingClass, multiplier, strike, right, increment },
    conid: conidOf(families.indexOf(family), expiration, number, right),
    companyName: underlying.companyName,
    listingExchange: family.exchanges[0] ?? 'SMART',
    exchanges: family.exchanges,
    localSymbol: localSymbolOf(family, expiration, strike, right),
    underlyingConid: (future ?? underlying).conid,
    expiry: lastTradingDay.date,
    contractMonth: expiration.month,
    text: textOf(family, lastTradingDay, strike, right),
    sector: underlying.sector,
    industry: underlying.industry,
    category: underlying.category,
    availability: underlying.availability,
    pricing: { kind: 'option', underlying, settlement, ...(future && { future }) },
  }
}

/** Returns the symbol at the exchange: `ESZ6 C6700`, or that of the Options Clearing Corporation. */
function localSymbolOf(
  { secType, tradingClass }: OptionFamily,
  { date, letter, year }: Expiration,
  strike: number,
  right: 'C' | 'P',
): string {
  if (secType === 'FOP') return `${tradingClass}${letter}${year % 10} ${right}${strike}`
  // It has the day of expiration, also if the last trading day is before.
  return `${tradingClass.padEnd(6)}${date.slice(2)}${right}${String(Math.round(strike * 1000)).padStart(8, '0')}`
}

function textOf(
  { secType, tradingClass }: OptionFamily,
  { text, code }: Expiration,
  strike: number,
  right: 'C' | 'P',
): string {
  const name = right === 'C' ? 'Call' : 'Put'
  return secType === 'FOP' ? `(${tradingClass}) ${code} ${strike} ${name} Fut. Option` : `${text} ${strike} ${name}`
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
  if (family === undefined || (cycle === 'week' && family.weeklies === 0)) return undefined
  const strike = number * stepOf(family)
  const index = expirationNumber % expirations
  const expiration = cycle === 'month' ? monthlyExpiration(family, index) : createWeeklyExpiration(index)
  if (expiration === undefined || !hasStrike(family, strike)) return undefined
  return createOption(family, expiration, strike, offset % 2 === 0 ? 'C' : 'P')
}

function stockFamily(stock: WalkingInstrument): OptionFamily {
  return {
    ...everyExpiration,
    underlying: stock,
    secType: 'OPT',
    tradingClass: stock.symbol,
    exchanges: stockOptionExchanges,
    multiplier: 100,
    settlement: 'PM',
    middle: stock.pricing.close,
    increment: 0.01,
  }
}

/** Creates a class of index options. Those with AM settlement have no weeklies. */
function indexFamily(symbol: string, tradingClass: string, settlement: 'AM' | 'PM'): OptionFamily {
  const underlying = indices.find((index) => index.symbol === symbol)
  if (underlying === undefined) throw new Error(`The simulated market has no index ${symbol}`)
  return {
    ...everyExpiration,
    underlying,
    secType: 'OPT',
    tradingClass,
    exchanges: ['SMART', 'CBOE'],
    multiplier: 100,
    settlement,
    weeklies: settlement === 'AM' ? 0 : everyExpiration.weeklies,
    middle: underlying.pricing.close,
    increment: 0.05,
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
