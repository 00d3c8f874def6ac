import { instrumentByConid, instruments } from '../market/instruments.ts'
import { bondByConid } from './bonds.ts'
import { type Contract, contractOf } from './contract.ts'
import { coins, isCurrency, pairByConid, pairsOf } from './currencies.ts'
import { eventContractByConid } from './event-contracts.ts'
import { futureByConid, futuresFamilies, indexOf } from './futures.ts'
import { optionByConid } from './options.ts'

/** Whatever a conid stands for, or undefined. */
export function contractByConid(conid: number): Contract | undefined {
  if (!Number.isSafeInteger(conid)) return undefined
  const instrument = instrumentByConid(conid)
  if (instrument !== undefined) return contractOf(instrument)
  const family = futuresFamilies.find(({ indexConid }) => indexConid === conid)
  if (family !== undefined) return indexOf(family)
  return (
    futureByConid(conid) ??
    bondByConid(conid) ??
    pairByConid(conid) ??
    coins.find((coin) => coin.conid === conid) ??
    eventContractByConid(conid)?.contract ??
    optionByConid(conid)
  )
}

/** Underlyings whose symbol begins with a text, exact hits first: stocks and funds, indices, coins, currencies. */
export function underlyingsBySymbol(symbol: string): readonly Contract[] {
  const wanted = symbol.toUpperCase()
  const candidates = [...instruments.map(contractOf), ...futuresFamilies.map(indexOf), ...coins]
  const exact = candidates.filter((contract) => contract.symbol === wanted)
  const longer = candidates.filter((contract) => contract.symbol !== wanted && contract.symbol.startsWith(wanted))
  return [...exact, ...(isCurrency(wanted) ? pairsOf(wanted) : []), ...longer]
}

/** Underlyings whose name contains a text. */
export function underlyingsByName(name: string): readonly Contract[] {
  const wanted = name.toLowerCase()
  return [...instruments.map(contractOf), ...futuresFamilies.map(indexOf), ...coins].filter(({ companyName }) =>
    companyName.toLowerCase().includes(wanted),
  )
}

/** Where the conids of stocks begin that are listed and nothing else. */
const firstListedConid = 900_000_000
/** Listings that are kept: a large one takes a second to write. */
const maxCached = 4

/** What an exchange lists, as JSON: the stocks that can be traded there, and so many that are only listed. */
export function exchangeListings(listedStocks: number): (exchange: string) => string {
  const kept = new Map<string, string>()
  return (exchange) => {
    const found = kept.get(exchange)
    if (found !== undefined) return found
    const listing = write(exchange, listedStocks)
    if (kept.size === maxCached) kept.clear()
    kept.set(exchange, listing)
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

/** Another one for each number, four or more letters long: no stock that can be traded is called so. */
function tickerOf(stock: number): string {
  let letters = ''
  for (let rest = stock + 26 ** 4; rest > 0; rest = Math.floor(rest / 26)) {
    letters = String.fromCharCode(65 + (rest % 26)) + letters
  }
  return letters
}
