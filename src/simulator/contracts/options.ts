import { type Instrument, instruments } from '../market/instruments.ts'
import { type Contract, contractDefaults, toContract } from './contract.ts'
import { createExpiration, type Expiration, listNextExpirations } from './expirations.ts'
import { futuresFamilies, toUnderlyingIndex } from './futures.ts'

/**
 * All options of one underlying. A rule determines expirations and strikes, so that every month exists without a table.
 */
export interface OptionFamily {
  readonly underlying: Contract
  readonly secType: 'OPT' | 'FOP'
  readonly exchanges: readonly string[]
  readonly multiplier: number
  /** Number of months between two expirations. */
  readonly every: 1 | 3
  /** The centre of the strikes: yesterday's close, or the level of the index. */
  readonly middle: number
}

const stockOptionExchanges = ['SMART', 'AMEX', 'CBOE', 'PHLX', 'ISE', 'BOX', 'BATS', 'NASDAQOM']
const strikesEachSide = 8

const families: readonly OptionFamily[] = [
  ...instruments.map(stockFamily),
  ...futuresFamilies.map(
    (family): OptionFamily => ({
      underlying: toUnderlyingIndex(family),
      secType: 'FOP',
      exchanges: [family.exchange],
      multiplier: family.multiplier,
      every: 3,
      middle: family.level,
    }),
  ),
]

/** First conid of options. The conid encodes family, month since 2020, strike and right. */
const firstConid = 750_000_000
const [months, strikes] = [256, 4096] as const
const perFamily = months * strikes * 2

/** Returns the options of an underlying, undefined for an underlying without options. */
export function findOptionFamily(underlyingConid: number): OptionFamily | undefined {
  return families.find(({ underlying }) => underlying.conid === underlyingConid)
}

/** Returns the next expirations of a family, nearest first. */
export function listExpirations(family: OptionFamily, now: number): readonly Expiration[] {
  return listNextExpirations(now, family.every === 1 ? 6 : 4, family.every)
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
export function createOption(family: OptionFamily, expiration: Expiration, strike: number, right: 'C' | 'P'): Contract {
  const { underlying, secType, multiplier } = family
  const number = Math.round(strike / stepOf(family))
  const { symbol } = underlying
  const occ = `${expiration.date.slice(2)}${right}${String(Math.round(strike * 1000)).padStart(8, '0')}`
  return {
    ...contractDefaults,
    ...{ symbol, secType, multiplier, strike, right },
    conid:
      firstConid +
      families.indexOf(family) * perFamily +
      (expiration.index * strikes + number) * 2 +
      (right === 'C' ? 0 : 1),
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
  }
}

/** Finds an option by its conid, including expired options. */
export function findOption(conid: number): Contract | undefined {
  const offset = conid - firstConid
  const family = families[Math.floor(offset / perFamily)]
  if (family === undefined) return undefined
  const rest = offset % perFamily
  const strike = (Math.floor(rest / 2) % strikes) * stepOf(family)
  if (!listStrikes(family).includes(strike)) return undefined
  return createOption(family, createExpiration(Math.floor(rest / 2 / strikes)), strike, rest % 2 === 0 ? 'C' : 'P')
}

function stockFamily(instrument: Instrument): OptionFamily {
  return {
    underlying: toContract(instrument),
    secType: 'OPT',
    exchanges: stockOptionExchanges,
    multiplier: 100,
    every: 1,
    middle: instrument.close,
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
