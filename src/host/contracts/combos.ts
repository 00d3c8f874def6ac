import type { FoundContract } from '../../shared/contract/order-views.ts'
import type { QuoteView } from '../../shared/contract/ticket-views.ts'
import { type ComboLeg, formatLegs, parseCombo, spreadIdOf } from '../../shared/domain/combo.ts'
import { dayInNewYork, readDay } from '../../shared/domain/contract-days.ts'
import type { ContractNames } from '../../shared/domain/contract-name.ts'
import { marketDataKind, priceOfQuote } from '../../shared/domain/quote.ts'
import { HostError } from '../host-error.ts'
import { hasNoMultiplier } from './point-value.ts'

/** A leg of a combo with its description. */
interface DescribedLeg extends ComboLeg {
  readonly contract: FoundContract
}

const refused = (problem: string): HostError => new HostError('not-found', problem)

/**
 * Describes the combo of a text such as `28812380;;;265598/1,8314/-1`.
 * @param readContract returns the contract with a conid; null if IBKR has none
 * @throws HostError `not-found` with what to do, if these legs form no combo
 */
export async function describeCombo(
  text: string,
  readContract: (conid: number) => Promise<FoundContract | null>,
  { names, now }: { readonly names: ContractNames; readonly now: number },
): Promise<FoundContract> {
  const parsed = parseCombo(text)
  if (parsed === undefined) throw refused('Write a combo as its conids and ratios: 0;;;265598/1,8314/-1.')
  if (parsed.kind === 'invalid') throw refused(parsed.problem)
  const legs: DescribedLeg[] = []
  for (const leg of parsed.legs) {
    const contract = await readContract(leg.conid)
    if (contract === null) throw refused(`IBKR has no contract with the conid ${leg.conid}. Check this leg.`)
    const expiry = readDay(contract.expiry)
    if (expiry !== undefined && expiry < dayInNewYork(now))
      throw refused(`${contract.symbol} expired on ${expiry}. Choose another leg.`)
    legs.push({ ...leg, contract })
  }
  const currency = readCurrency(legs)
  const id = readSpreadId(parsed, currency)
  const { exchange } = parsed
  if (exchange === undefined && currency !== 'USD')
    throw refused(`A combo in ${currency} needs its exchange: ${id}@EXCHANGE;;;… with the exchange of its legs.`)
  const conidex = `${id}${exchange === undefined ? '' : `@${exchange}`};;;${legs.map(({ conid, ratio }) => `${conid}/${ratio}`).join(',')}`
  const ticker = [...new Set(legs.map(({ contract }) => contract.ticker))].join('-')
  return {
    ...{ conid: id, conidex, ticker, currency, securityType: 'BAG', exchange: exchange ?? 'SMART' },
    symbol: names.of({ conid: id, conidex, symbol: ticker, securityType: 'BAG' }),
    name: formatLegs(legs.map(({ ratio, contract }) => ({ ratio, name: contract.symbol }))),
  }
}

function readCurrency(legs: readonly DescribedLeg[]): string {
  const byCurrency = new Map(legs.map(({ contract }) => [contract.currency, contract.symbol]))
  const [[currency] = []] = byCurrency
  if (byCurrency.size > 1) {
    const list = [...byCurrency].map(([each, name]) => `${each} (${name})`).join(' and ')
    throw refused(`All legs of a combo need the same currency. These have ${list}. Place an order for each currency.`)
  }
  if (currency === undefined) throw refused('IBKR did not state the currency of the legs. Try again later.')
  return currency
}

/** Returns the conid that stands for combos in a currency, which the text may state. */
function readSpreadId({ spreadId }: { readonly spreadId: number }, currency: string): number {
  const right = spreadIdOf(currency)
  if (right === undefined) throw refused(`IBKR documents no combos in ${currency}. Place an order for each leg.`)
  if (spreadId !== 0 && spreadId !== right)
    throw refused(
      `Combos in ${currency} begin with ${right}, not ${spreadId}. Use ${right};;; or 0;;; before the legs.`,
    )
  return right
}

/** A leg of a combo with its newest quote. */
export interface QuotedLeg extends DescribedLeg {
  readonly quote: QuoteView
}

/**
 * Sums the quotes of the legs to that of the combo: to buy it, its positive legs are bought at the ask, and its negative
 * legs are sold at the bid. Legs with several multipliers have no sum, because the unit of IBKR's price is not documented.
 */
export function sumQuotes(
  id: { readonly conid: number; readonly conidex: string },
  legs: readonly QuotedLeg[],
): QuoteView {
  const multipliers = new Set(legs.map(({ contract }) => multiplierOf(contract)))
  const hasSum = multipliers.size === 1 && !multipliers.has(undefined)
  const problems = legs.flatMap(({ contract, quote }) => describeProblem(contract.symbol, quote) ?? [])
  const refusal = legs
    .map(({ contract, quote }) => refusalOf(contract.symbol, quote))
    .find((each) => each !== undefined)
  if (!hasSum)
    problems.push(
      `The legs have ${multipliers.has(undefined) ? 'unknown' : 'different'} multipliers, so the console cannot calculate a price of the combo. Check the price of each leg.`,
    )
  const sum = (read: (quote: QuoteView, ratio: number) => string | undefined): string | undefined => {
    let [total, decimals] = [0, 2]
    for (const { quote, ratio } of legs) {
      const text = read(quote, ratio)
      const price = priceOfQuote(text)
      if (price === undefined || !hasSum) return undefined
      total += ratio * price
      decimals = Math.max(decimals, text?.split('.')[1]?.length ?? 0)
    }
    return total.toFixed(decimals)
  }
  const bid = sum((quote, ratio) => (ratio > 0 ? quote.bid : quote.ask))
  const ask = sum((quote, ratio) => (ratio > 0 ? quote.ask : quote.bid))
  const last = sum((quote) => quote.last)
  const mark = markOf(legs.map(({ quote }) => quote.last))
  const [availability] = legs
    .map(({ quote }) => quote.availability)
    .toSorted((one, other) => rankOf(one) - rankOf(other))
  return {
    ...id,
    at: Math.min(...legs.map(({ quote }) => quote.at)),
    legs: legs.map(({ conid, quote }) => ({ conid, ...(quote.last !== undefined && { last: quote.last }) })),
    ...(problems.length > 0 && { problems }),
    ...(refusal !== undefined && { refusal }),
    ...(bid !== undefined && { bid }),
    ...(ask !== undefined && { ask }),
    ...(last !== undefined && { last: mark + last }),
    ...(availability !== undefined && { availability }),
  }
}

/** Returns the multiplier of a leg, 1 for shares; undefined if it is unknown. */
const multiplierOf = ({ securityType, multiplier }: FoundContract): number | undefined =>
  multiplier ?? (hasNoMultiplier(securityType) ? 1 : undefined)

/** Returns the letter of a combo's last price: H if a leg is halted, otherwise C if a leg has only a close. */
const markOf = (prices: readonly (string | undefined)[]): string =>
  ['H', 'C'].find((mark) => prices.some((price) => price?.startsWith(mark))) ?? ''

/** The kinds of market data, the least useful first. A combo has that of its worst leg. */
const RANKS = ['none', 'frozen', 'delayed', 'live']
const rankOf = (availability: string | undefined): number => RANKS.indexOf(marketDataKind(availability) ?? 'live')

/** Describes why a leg prevents an order for its combo now, and what to do; undefined if it does not. */
function refusalOf(name: string, { last, availability }: QuoteView): string | undefined {
  if (marketDataKind(availability) === 'none')
    return `No market data permission for ${name}. Subscribe to its data at IBKR, or trade the legs separately.`
  return last?.startsWith('H')
    ? `Trading in ${name} is halted. Wait until it resumes, or trade the other legs separately.`
    : undefined
}

/** Describes why a leg cannot be priced now; undefined if it can. */
function describeProblem(name: string, quote: QuoteView): string | undefined {
  const { bid, ask } = quote
  const refusal = refusalOf(name, quote)
  if (refusal !== undefined) return refusal
  const missing = [bid, ask].some((price) => priceOfQuote(price) === undefined)
  return missing ? `${name} has no bid or no ask.` : undefined
}
