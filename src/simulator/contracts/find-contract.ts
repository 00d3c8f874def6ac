import { stocks } from '../market/instruments.ts'
import { findBond } from './bonds.ts'
import type { Contract } from './contract.ts'
import { cryptocurrencies, isCurrency, listCurrencyPairs } from './currencies.ts'
import { findEventContract } from './event-contracts.ts'
import { findInstrument } from './find-instrument.ts'
import { futuresFamilies, toUnderlyingIndex } from './futures.ts'
import { indices } from './indices.ts'
import { otherStocks } from './other-stocks.ts'

/** Finds a contract of any kind by its conid. Returns undefined for an unknown conid. */
export function findContract(conid: number): Contract | undefined {
  if (!Number.isSafeInteger(conid)) return undefined
  const instrument = findInstrument(conid)
  if (instrument !== undefined) return instrument
  return findBond(conid) ?? cryptocurrencies.find((coin) => coin.conid === conid) ?? findEventContract(conid)?.contract
}

/**
 * Finds underlyings with a symbol that begins with a prefix, exact matches first: stocks and funds, indices,
 * cryptocurrencies, currencies.
 */
export function findUnderlyingsBySymbol(symbol: string): readonly Contract[] {
  const wanted = symbol.toUpperCase()
  const candidates = listUnderlyings()
  const exact = candidates.filter((contract) => contract.symbol === wanted)
  const longer = candidates.filter((contract) => contract.symbol !== wanted && contract.symbol.startsWith(wanted))
  // The symbol of a pair is its first currency.
  const pairs = isCurrency(wanted) ? listCurrencyPairs(wanted).filter((pair) => pair.symbol === wanted) : []
  return [...exact, ...pairs, ...longer]
}

/** Finds underlyings with a name that contains a string. */
export function findUnderlyingsByName(name: string): readonly Contract[] {
  const wanted = name.toLowerCase()
  return listUnderlyings().filter(({ companyName }) => companyName.toLowerCase().includes(wanted))
}

function listUnderlyings(): readonly Contract[] {
  return [...stocks, ...otherStocks, ...indices, ...futuresFamilies.map(toUnderlyingIndex), ...cryptocurrencies]
}

/** First conid of stocks that are listed but cannot be traded. */
const firstListedConid = 900_000_000
/** Maximum number of cached listings. Serialising a large listing takes a second. */
const maxCached = 4

/**
 * Creates a function that returns the stocks of an exchange as JSON: the tradable stocks, and `listedStocks` more that
 * are only listed.
 */
export function createStockListReader(listedStocks: number): (exchange: string) => string {
  const cache = new Map<string, string>()
  return (exchange) => {
    const found = cache.get(exchange)
    if (found !== undefined) return found
    const listing = write(exchange, listedStocks)
    if (cache.size === maxCached) cache.clear()
    cache.set(exchange, listing)
    return listing
  }
}

function write(exchange: string, listedStocks: number): string {
  const name = JSON.stringify(exchange)
  const entry = (ticker: string, conid: number): string => `{"ticker":"${ticker}","conid":${conid},"exchange":${name}}`
  const entries = [...stocks, ...otherStocks]
    .filter((stock) => stock.listingExchange === exchange)
    .map(({ symbol, conid }) => entry(symbol, conid))
  for (let stock = 0; stock < listedStocks; stock += 1) entries.push(entry(tickerOf(stock), firstListedConid + stock))
  return `[${entries.join()}]`
}

/** Generates a unique ticker of four or more letters, different from all tradable stocks. */
function tickerOf(stock: number): string {
  let letters = ''
  for (let rest = stock + 26 ** 4; rest > 0; rest = Math.floor(rest / 26)) {
    letters = String.fromCharCode(65 + (rest % 26)) + letters
  }
  return letters
}
