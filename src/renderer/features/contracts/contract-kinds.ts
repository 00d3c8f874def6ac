import type { FoundContract } from '../../../shared/contract/order-views.ts'
import { formatExpiry } from '../../../shared/domain/contract-month.ts'

/** Headings of the kinds of contracts in a list. */
const HEADINGS: Readonly<Record<string, string>> = {
  STK: 'Stocks and funds',
  ETF: 'Stocks and funds',
  IND: 'Indices',
  FUT: 'Futures',
  OPT: 'Options',
  FOP: 'Options on futures',
  CASH: 'Currency pairs',
  BOND: 'Bonds',
  WAR: 'Warrants',
  IOPT: 'Warrants',
  CFD: 'CFDs',
  FUND: 'Mutual funds',
  CRYPTO: 'Cryptocurrencies',
  BAG: 'Combos',
}

/** Returns the heading of the kind of a contract. */
export const kindHeading = (securityType: string): string =>
  HEADINGS[securityType] ?? (securityType || 'Other contracts')

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
