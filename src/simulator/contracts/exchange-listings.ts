import { instruments } from '../market/instruments.ts'

/** Where the conids of stocks begin that are listed and nothing else. */
const firstListedConid = 900_000_000
/** Listings that are kept: a large one takes a second to write. */
const mostKept = 4

/** What an exchange lists, as JSON: the stocks that can be traded there, and so many that are only listed. */
export function exchangeListings(listedStocks: number): (exchange: string) => string {
  const kept = new Map<string, string>()
  return (exchange) => {
    const found = kept.get(exchange)
    if (found !== undefined) return found
    const listing = write(exchange, listedStocks)
    if (kept.size === mostKept) kept.clear()
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
