import { findStockByConid, findStockBySymbol, type Instrument } from '../market/instruments.ts'
import { findCurrencyPair, findCurrencyPairByName } from './currencies.ts'
import type { Expiration } from './expirations.ts'
import { findFuture, futuresFamilies, listFutures, toUnderlyingIndex } from './futures.ts'
import { indices } from './indices.ts'
import {
  createOption,
  findOption,
  findOptionFamilyByClass,
  hasStrike,
  listExpirations,
  listWeeklyExpirations,
  type OptionFamily,
} from './options.ts'
import { findOtherStockBySymbol, otherStocks } from './other-stocks.ts'

/** Maximum number of cached instruments. A rule creates them again. */
const maxCached = 5000
const cache = new Map<number, Instrument>()

/**
 * Finds an instrument with prices: a stock or fund, an index, a currency pair, a future, an option. An index cannot be
 * traded. Futures and options may have expired. Usually returns the same object for the same conid.
 */
export function findInstrument(conid: number): Instrument | undefined {
  const stock = findStockByConid(conid)
  if (stock !== undefined || !Number.isSafeInteger(conid)) return stock
  const cached = cache.get(conid)
  if (cached !== undefined) return cached
  const found =
    otherStocks.find((each) => each.conid === conid) ??
    findIndex(conid) ??
    findCurrencyPair(conid) ??
    findFuture(conid) ??
    findOption(conid)
  if (found === undefined) return undefined
  if (cache.size >= maxCached) cache.clear()
  cache.set(conid, found)
  return found
}

/**
 * Finds an instrument as a person names it: by symbol (`AAPL`, `BP.`, `SPX`), by the name of a currency pair (`AUD.CAD`),
 * by the symbol at the exchange (`ESZ6`, `ESZ6 C6700`, `AAPL  270115C00250000`), or by conid. The symbol of a future
 * (`ES`) names the front month.
 */
export function findInstrumentByName(name: string, now: number): Instrument | undefined {
  return (
    findStockBySymbol(name) ??
    findOtherStockBySymbol(name) ??
    indices.find(({ symbol }) => symbol === name) ??
    findCurrencyPairByName(name) ??
    futuresFamilies
      .flatMap((family) => listFutures(family, now))
      .find(({ symbol, localSymbol }) => symbol === name || localSymbol === name) ??
    findOptionByLocalSymbol(name, now) ??
    (/^[1-9]\d*$/.test(name) ? findInstrument(Number(name)) : undefined)
  )
}

/** Finds a stock index, or the index of a family of futures. */
function findIndex(conid: number): Instrument | undefined {
  const family = futuresFamilies.find(({ indexConid }) => indexConid === conid)
  return family === undefined ? indices.find((index) => index.conid === conid) : toUnderlyingIndex(family)
}

/** Finds an option by its symbol at the exchange. That of the Options Clearing Corporation may lack its spaces. */
function findOptionByLocalSymbol(name: string, now: number): Instrument | undefined {
  const [, root = '', date = '', right, digits = ''] = /^([A-Z]+\d?) *(\d{6})([CP])(\d{8})$/.exec(name) ?? []
  if (right !== undefined) {
    const isWanted = (expiration: Expiration) => expiration.date === `20${date}`
    return findOptionOfClass(findOptionFamilyByClass('OPT', root), isWanted, Number(digits) / 1000, right, now)
  }
  const [, tradingClass = '', month, side, strike] = /^([A-Z]+)([FGHJKMNQUVXZ]\d) ([CP])([\d.]+)$/.exec(name) ?? []
  const isWanted = ({ letter, year }: Expiration) => `${letter}${year % 10}` === month
  return findOptionOfClass(findOptionFamilyByClass('FOP', tradingClass), isWanted, Number(strike), side, now)
}

function findOptionOfClass(
  family: OptionFamily | undefined,
  isWanted: (expiration: Expiration) => boolean,
  strike: number,
  right: string | undefined,
  now: number,
): Instrument | undefined {
  if (family === undefined || !hasStrike(family, strike)) return undefined
  const expiration = [...listExpirations(family, now), ...listWeeklyExpirations(family, now)].find(isWanted)
  return expiration && findInstrument(createOption(family, expiration, strike, right === 'C' ? 'C' : 'P').conid)
}
