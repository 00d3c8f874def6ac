import { type Contract, contractDefaults } from './contract.ts'

/**
 * Fixed value of one unit of each currency in USD. The order of the currencies determines the name of a pair: EUR.USD,
 * USD.JPY.
 */
const usdValues: Readonly<Record<string, number>> = {
  EUR: 1.1642,
  GBP: 1.3387,
  AUD: 0.6531,
  NZD: 0.5714,
  USD: 1,
  CAD: 0.7126,
  CHF: 1.2498,
  SGD: 0.7713,
  HKD: 0.1286,
  SEK: 0.1057,
  NOK: 0.0994,
  JPY: 0.0066,
}

const codes = Object.keys(usdValues)
const firstConid = 730_000_000

/** Reports whether the simulated market has a currency. */
export function isCurrency(code: string): boolean {
  return code in usdValues
}

/** Returns the number of units of `target` that one unit of `source` buys, undefined for an unknown currency. */
export function findExchangeRate(source: string, target: string): number | undefined {
  const [from, to] = [usdValues[source], usdValues[target]]
  return from === undefined || to === undefined ? undefined : Number((from / to).toPrecision(8))
}

/** Returns every currency pair that includes a currency. */
export function listCurrencyPairs(code: string): readonly Contract[] {
  return codes.filter((other) => other !== code && isCurrency(code)).map((other) => pairOf(code, other))
}

/** Finds a currency pair by its conid. */
export function findCurrencyPair(conid: number): Contract | undefined {
  const base = codes[Math.floor((conid - firstConid) / codes.length)]
  const quote = codes[(conid - firstConid) % codes.length]
  return base === undefined || quote === undefined || base === quote ? undefined : pairOf(base, quote)
}

/** Creates the pair of two currencies, in the customary order of their names. */
function pairOf(one: string, other: string): Contract {
  const [base, quote] = codes.indexOf(one) < codes.indexOf(other) ? [one, other] : [other, one]
  return {
    ...contractDefaults,
    conid: firstConid + codes.indexOf(base) * codes.length + codes.indexOf(quote),
    symbol: base,
    secType: 'CASH',
    companyName: `${base}.${quote}`,
    listingExchange: 'IDEALPRO',
    exchanges: ['IDEALPRO'],
    currency: quote,
    localSymbol: `${base}.${quote}`,
    tradingClass: `${base}.${quote}`,
    increment: 0.00005,
  }
}

const rows = [
  [740_000_001, 'BTC', 'Bitcoin cryptocurrency'],
  [740_000_002, 'ETH', 'Ethereum cryptocurrency'],
] as const

/** The cryptocurrencies of the simulated market. */
export const cryptocurrencies: readonly Contract[] = rows.map(([conid, symbol, companyName]) => ({
  ...contractDefaults,
  ...{ conid, symbol, companyName },
  secType: 'CRYPTO',
  listingExchange: 'PAXOS',
  exchanges: ['PAXOS'],
  localSymbol: `${symbol}.USD`,
  tradingClass: symbol,
  increment: 0.25,
}))
