import { instrumentByConid, instruments } from '../market/instruments.ts'
import { bondByConid } from './bonds.ts'
import { type Contract, contractOf } from './contract.ts'
import { cryptocurrencies, currencyPairByConid, currencyPairsOf, isCurrency } from './currencies.ts'
import { eventContractByConid } from './event-contracts.ts'
import { futureByConid, futuresFamilies, underlyingIndexOf } from './futures.ts'
import { optionByConid } from './options.ts'

/** Finds the contract of any conid; undefined if unknown. */
export function contractByConid(conid: number): Contract | undefined {
  if (!Number.isSafeInteger(conid)) return undefined
  const instrument = instrumentByConid(conid)
  if (instrument !== undefined) return contractOf(instrument)
  const family = futuresFamilies.find(({ indexConid }) => indexConid === conid)
  if (family !== undefined) return underlyingIndexOf(family)
  return (
    futureByConid(conid) ??
    bondByConid(conid) ??
    currencyPairByConid(conid) ??
    cryptocurrencies.find((coin) => coin.conid === conid) ??
    eventContractByConid(conid)?.contract ??
    optionByConid(conid)
  )
}

/** Underlyings whose symbol begins with a text, exact matches first: stocks and funds, indices, cryptocurrencies, currencies. */
export function underlyingsBySymbol(symbol: string): readonly Contract[] {
  const wanted = symbol.toUpperCase()
  const candidates = [...instruments.map(contractOf), ...futuresFamilies.map(underlyingIndexOf), ...cryptocurrencies]
  const exact = candidates.filter((contract) => contract.symbol === wanted)
  const longer = candidates.filter((contract) => contract.symbol !== wanted && contract.symbol.startsWith(wanted))
  return [...exact, ...(isCurrency(wanted) ? currencyPairsOf(wanted) : []), ...longer]
}

/** Underlyings whose name contains a text. */
export function underlyingsByName(name: string): readonly Contract[] {
  const wanted = name.toLowerCase()
  return [...instruments.map(contractOf), ...futuresFamilies.map(underlyingIndexOf), ...cryptocurrencies].filter(
    ({ companyName }) => companyName.toLowerCase().includes(wanted),
  )
}

/** First conid of the stocks that are listed but cannot be traded. */
const firstListedConid = 900_000_000
/** Maximum number of cached listings: serialising a large one takes a second. */
const maxCached = 4

/** The stocks of an exchange as JSON: the tradable ones, and `listedStocks` more that are only listed. */
export function exchangeListings(listedStocks: number): (exchange: string) => string {
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
  const entries = instruments
    .filter((instrument) => instrument.listingExchange === exchange)
    .map(({ symbol, conid }) => entry(symbol, conid))
  for (let stock = 0; stock < listedStocks; stock += 1) entries.push(entry(tickerOf(stock), firstListedConid + stock))
  return `[${entries.join()}]`
}

/** Generates a unique ticker of four or more letters, which no tradable stock has. */
function tickerOf(stock: number): string {
  let letters = ''
  for (let rest = stock + 26 ** 4; rest > 0; rest = Math.floor(rest / 26)) {
    letters = String.fromCharCode(65 + (rest % 26)) + letters
  }
  return letters
}
