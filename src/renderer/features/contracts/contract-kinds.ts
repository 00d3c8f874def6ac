import type { FoundContract } from '../../../shared/contract/order-views.ts'
import { formatExpiry } from '../../../shared/domain/contract-month.ts'

/** Names of the kinds of contracts: as a heading in a list, and within a sentence. */
const KINDS: Readonly<Record<string, readonly [heading: string, noun: string]>> = {
  STK: ['Stocks and funds', 'stock'],
  ETF: ['Stocks and funds', 'fund'],
  IND: ['Indices', 'index'],
  FUT: ['Futures', 'future'],
  OPT: ['Options', 'option'],
  FOP: ['Options on futures', 'futures option'],
  CASH: ['Currency pairs', 'currency pair'],
  BOND: ['Bonds', 'bond'],
  WAR: ['Warrants', 'warrant'],
  IOPT: ['Warrants', 'warrant'],
  CFD: ['CFDs', 'CFD'],
  FUND: ['Mutual funds', 'mutual fund'],
  CRYPTO: ['Cryptocurrencies', 'cryptocurrency'],
  BAG: ['Combos', 'combo'],
}

/** Returns the heading of the kind of a contract. */
export const kindHeading = (securityType: string): string =>
  KINDS[securityType]?.[0] ?? (securityType || 'Other contracts')

/** Returns the kind of a contract for use within a sentence, such as "stock" for `STK`. */
export const kindNoun = (securityType: string): string => KINDS[securityType]?.[1] ?? securityType

/** Groups contracts by kind. Kinds and contracts keep the sequence in which IBKR lists them first. */
export function groupByKind(matches: readonly FoundContract[]): readonly FoundContract[] {
  const headings = new Map<string, FoundContract[]>()
  for (const match of matches) {
    const heading = kindHeading(match.securityType)
    headings.set(heading, [...(headings.get(heading) ?? []), match])
  }
  return [...headings.values()].flat()
}

/** Returns what distinguishes a contract from others of its name: trading class, multiplier, expiry, exchange, currency. */
export function contractFacts(contract: FoundContract): string {
  const { currency, exchange, expiry, multiplier, securityType, ticker, tradingClass } = contract
  const facts = [
    tradingClass !== ticker && expiry !== undefined && tradingClass,
    expiry !== undefined && multiplier !== undefined && `×${multiplier}`,
    securityType === 'FUT' && expiry !== undefined && `last day ${formatExpiry(expiry)}`,
    exchange,
    currency,
  ]
  return facts.filter(Boolean).join(' · ')
}

/** Returns how to find an option of a listed underlying; undefined without options. */
export function optionHint(matches: readonly FoundContract[]): string | undefined {
  const underlying = matches.find(({ optionMonths = [] }) => optionMonths.length > 0)
  const [month, ...others] = underlying?.optionMonths ?? []
  if (underlying === undefined || month === undefined) return undefined
  const last = others.at(-1)
  const [from, to] = [formatExpiry(month), last === undefined ? '' : ` to ${formatExpiry(last)}`]
  return `Options (${from}${to}): type ${underlying.ticker} ${from}, a strike, and C or P.`
}
