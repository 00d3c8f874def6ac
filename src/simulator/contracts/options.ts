import { type Instrument, instruments } from '../market/instruments.ts'
import { type Contract, contractOf, plainContract } from './contract.ts'
import { comingExpirations, type Expiration, expirationOf } from './expirations.ts'
import { futuresFamilies, indexOf } from './futures.ts'

/** Options on one underlying. Expirations and strikes follow a rule, so a chain of any month exists without a table. */
export interface OptionFamily {
  readonly underlying: Contract
  readonly secType: 'OPT' | 'FOP'
  readonly exchanges: readonly string[]
  readonly multiplier: number
  /** Months between expirations. */
  readonly every: 1 | 3
  /** Yesterday's close or the level of the index: the middle of the strikes. */
  readonly middle: number
}

const stockOptionExchanges = ['SMART', 'AMEX', 'CBOE', 'PHLX', 'ISE', 'BOX', 'BATS', 'NASDAQOM']
const strikesEachSide = 8

const families: readonly OptionFamily[] = [
  ...instruments.map(stockFamily),
  ...futuresFamilies.map(
    (family): OptionFamily => ({
      underlying: indexOf(family),
      secType: 'FOP',
      exchanges: [family.exchange],
      multiplier: family.multiplier,
      every: 3,
      middle: family.level,
    }),
  ),
]

/** Conids of options: family, month since 2020, number of the strike, right. */
const firstConid = 750_000_000
const [months, strikes] = [256, 4096] as const
const perFamily = months * strikes * 2

/** The options on an underlying, or undefined where there are none. */
export function optionFamilyOf(underlyingConid: number): OptionFamily | undefined {
  return families.find(({ underlying }) => underlying.conid === underlyingConid)
}

/** The coming expirations of a family, the nearest first. */
export function expirationsOf(family: OptionFamily, now: number): readonly Expiration[] {
  return comingExpirations(now, family.every === 1 ? 6 : 4, family.every)
}

/** Strikes of a family, low to high; the same for every month. */
export function strikesOf(family: OptionFamily): readonly number[] {
  const step = stepOf(family)
  const middle = Math.round(family.middle / step)
  return Array.from({ length: 2 * strikesEachSide + 1 }, (_, at) => (middle - strikesEachSide + at) * step).filter(
    (strike) => strike > 0,
  )
}

/** One option. */
export function optionOf(family: OptionFamily, expiration: Expiration, strike: number, right: 'C' | 'P'): Contract {
  const { underlying, secType, multiplier } = family
  const number = Math.round(strike / stepOf(family))
  const { symbol } = underlying
  const occ = `${expiration.date.slice(2)}${right}${String(Math.round(strike * 1000)).padStart(8, '0')}`
  return {
    ...plainContract,
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

/** The option of a conid, ended ones included. */
export function optionByConid(conid: number): Contract | undefined {
  const offset = conid - firstConid
  const family = families[Math.floor(offset / perFamily)]
  if (family === undefined) return undefined
  const rest = offset % perFamily
  const strike = (Math.floor(rest / 2) % strikes) * stepOf(family)
  if (!strikesOf(family).includes(strike)) return undefined
  return optionOf(family, expirationOf(Math.floor(rest / 2 / strikes)), strike, rest % 2 === 0 ? 'C' : 'P')
}

function stockFamily(instrument: Instrument): OptionFamily {
  return {
    underlying: contractOf(instrument),
    secType: 'OPT',
    exchanges: stockOptionExchanges,
    multiplier: 100,
    every: 1,
    middle: instrument.close,
  }
}

/** About one or two hundredths of the price, in the steps that exchanges use. */
function stepOf({ middle }: OptionFamily): number {
  if (middle < 100) return 2.5
  if (middle < 1000) return 5
  return middle < 10_000 ? 25 : 100
}
