import type { RandomWalk, WalkingInstrument } from '../market/instruments.ts'
import { type Contract, contractDefaults } from './contract.ts'

/**
 * The currencies, with the fixed value of one unit in USD. Their order determines the name of a pair: EUR.USD, USD.JPY.
 */
const currencies: Readonly<Record<string, { readonly name: string; readonly usdValue: number }>> = {
  EUR: { name: 'European Monetary Union Euro', usdValue: 1.1642 },
  GBP: { name: 'British pound', usdValue: 1.3387 },
  AUD: { name: 'Australian dollar', usdValue: 0.6531 },
  NZD: { name: 'New Zealand dollar', usdValue: 0.5714 },
  USD: { name: 'US dollar', usdValue: 1 },
  CAD: { name: 'Canadian dollar', usdValue: 0.7126 },
  CHF: { name: 'Swiss franc', usdValue: 1.2498 },
  SGD: { name: 'Singapore dollar', usdValue: 0.7713 },
  HKD: { name: 'Hong Kong dollar', usdValue: 0.1286 },
  SEK: { name: 'Swedish krona', usdValue: 0.1057 },
  NOK: { name: 'Norwegian krone', usdValue: 0.0994 },
  JPY: { name: 'Japanese yen', usdValue: 0.0066 },
}

const codes = Object.keys(currencies)
const firstConid = 730_000_000
/** Conids of pairs that IBKR's documentation states. All others are fictitious. */
const knownConids: Readonly<Record<string, number>> = { 'AUD.CAD': 15_016_138 }

/** Reports whether the simulated market has a currency. */
export function isCurrency(code: string): boolean {
  return code in currencies
}

/** Returns the fixed value of one unit of a currency in USD. */
export function getUsdValue(code: string): number {
  const currency = currencies[code]
  if (currency === undefined) throw new Error(`${code} is not a currency of the simulated market`)
  return currency.usdValue
}

/** Returns the number of units of `target` that one unit of `source` buys, undefined for an unknown currency. */
export function findExchangeRate(source: string, target: string): number | undefined {
  const [from, to] = [currencies[source], currencies[target]]
  return from === undefined || to === undefined ? undefined : Number((from.usdValue / to.usdValue).toPrecision(8))
}

/** Returns every currency pair that includes a currency. */
export function listCurrencyPairs(code: string): readonly WalkingInstrument[] {
  return codes.filter((other) => other !== code && isCurrency(code)).map((other) => pairOf(code, other))
}

/** Finds a currency pair by its conid. */
export function findCurrencyPair(conid: number): WalkingInstrument | undefined {
  const known = Object.keys(knownConids).find((name) => knownConids[name] === conid)
  if (known !== undefined) return findCurrencyPairByName(known)
  const base = codes[Math.floor((conid - firstConid) / codes.length)]
  const quote = codes[(conid - firstConid) % codes.length]
  if (base === undefined || quote === undefined || base === quote) return undefined
  const pair = pairOf(base, quote)
  return pair.conid === conid ? pair : undefined
}

/** Finds a currency pair by its name, such as `AUD.CAD`. */
export function findCurrencyPairByName(name: string): WalkingInstrument | undefined {
  const [base = '', quote = '', ...rest] = name.split('.')
  if (!isCurrency(base) || !isCurrency(quote) || base === quote || rest.length > 0) return undefined
  const pair = pairOf(base, quote)
  return pair.localSymbol === name ? pair : undefined
}

/** Creates the pair of two currencies, in the customary order of their names. */
function pairOf(one: string, other: string): WalkingInstrument {
  const [base, quote] = codes.indexOf(one) < codes.indexOf(other) ? [one, other] : [other, one]
  const name = `${base}.${quote}`
  return {
    ...contractDefaults,
    conid: knownConids[name] ?? firstConid + codes.indexOf(base) * codes.length + codes.indexOf(quote),
    symbol: base,
    secType: 'CASH',
    companyName: currencies[base]?.name ?? base,
    listingExchange: 'IDEALPRO',
    exchanges: ['IDEALPRO'],
    currency: quote,
    localSymbol: name,
    tradingClass: name,
    increment: quote === 'JPY' ? 0.005 : 0.00005,
    availability: 'RpB',
    pricing: walkOf(base, quote),
  }
}

/** Currencies move by about half a percent a day. No volume is reported for them. */
function walkOf(base: string, quote: string): RandomWalk {
  const close = findExchangeRate(base, quote) ?? 1
  return { kind: 'walk', close, volatility: 0.005, averageVolume: 0, lot: 100_000, askTicks: 1 }
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
