import type { OrderTicket } from '../../../../shared/contract/schemas.ts'
import type { ContractRules, QuoteView } from '../../../../shared/contract/ticket-views.ts'
import { daysUntil, formatDayAhead, formatDaysAhead } from '../../../../shared/domain/contract-days.ts'
import { contractKindOf } from '../../../../shared/domain/contract-kind.ts'
import { sumNotional } from '../../../../shared/domain/exposure.ts'
import { formatMoney } from '../../../../shared/domain/format-money.ts'
import { formatNumber } from '../../../../shared/domain/format-number.ts'
import type { TicketOrderType } from '../../../../shared/domain/order-types.ts'
import type { Side } from '../../../../shared/domain/orders.ts'
import { incrementAt } from '../../../../shared/domain/price-increments.ts'
import { marketDataKind, priceOfQuote } from '../../../../shared/domain/quote.ts'
import { formatAmount, formatPrice } from '../../../ui/format-number.ts'
import { UNKNOWN_MULTIPLIER } from './order-text.ts'
import { spreadText } from './quote-prices.tsx'

/* What the ticket and its review say about a contract other than a share. Pure. */

/** The quote of an option's underlying, or why there is none. */
export interface Underlying {
  readonly quote?: Pick<QuoteView, 'last' | 'bid' | 'ask' | 'availability'>
  readonly failure?: string
}

/** A warning with its reasons, one sentence each. */
export interface ContractWarning {
  readonly title: string
  readonly reasons: readonly string[]
}

/** Number of calendar days in which the end of a future is near. */
const NEAR_DAYS = 7

/** Returns the terms of a contract, such as `Multiplier 100` and `Expires 2027-01-20 (in 50 days)`; none for a share. */
export function describeTerms(rules: ContractRules, now: number): readonly string[] {
  const kind = contractKindOf(rules.assetClass)
  const { multiplier, lastTradingDay, legs = [] } = rules
  // Shares, currency pairs and combos of shares have neither a multiplier nor an expiry.
  if (kind === 'share' || kind === 'pair' || (kind === 'combo' && lastTradingDay === undefined)) return []
  const isOneDay = legs.every((leg) => leg.lastTradingDay === lastTradingDay)
  const day = kind === 'future' ? 'Last trading day' : isOneDay ? 'Expires' : 'First expiry'
  const unknown = kind === 'combo' ? 'Legs with different multipliers' : 'Multiplier unknown'
  return [
    multiplier === undefined ? unknown : `Multiplier ${formatNumber(multiplier)}`,
    ...(lastTradingDay === undefined ? [] : [`${day} ${formatDayAhead(lastTradingDay, now)}`]),
  ]
}

/** Returns the tick of a future and its value, such as `Tick 0.25 = USD 12.50`. `price`: decides between several ticks. */
export function describeTick({ increments, pointValue, currency }: ContractRules, price = 0): string | undefined {
  const tick = incrementAt(increments ?? [], price)
  if (tick === undefined) return undefined
  const value = pointValue === undefined ? undefined : money(tick * pointValue, currency)
  return `Tick ${formatNumber(tick)}${value === undefined ? '' : ` = ${value}`}`
}

/** Returns the last price of an underlying, otherwise the middle of its bid and ask. */
function priceOf({ quote }: Underlying = {}): number | undefined {
  const last = priceOfQuote(quote?.last)
  if (last !== undefined && last > 0) return last
  const [bid, ask] = [priceOfQuote(quote?.bid), priceOfQuote(quote?.ask)]
  return bid === undefined || ask === undefined ? undefined : (bid + ask) / 2
}

/** Describes why the price of an underlying is not known. */
function describeMissingPrice({ quote, failure }: Underlying = {}): string {
  if (marketDataKind(quote?.availability) === 'none') return 'there is no market data permission for the underlying'
  return failure === undefined ? 'IBKR has sent no price of the underlying' : 'the underlying has no quote'
}

interface IntrinsicValue {
  readonly value: number
  /** Price of the underlying. */
  readonly at: number
}

/**
 * Returns the intrinsic value of an option for one unit of its underlying, of a combo the sum of its legs. Undefined if a
 * term or the price is unknown.
 */
function intrinsicValueOf(rules: ContractRules, underlying: Underlying | undefined): IntrinsicValue | undefined {
  const at = priceOf(underlying)
  if (at === undefined) return undefined
  let value = 0
  for (const { strike, right, ratio } of optionsOf(rules)) {
    if (strike === undefined || right === undefined) return undefined
    value += ratio * Math.max(0, right === 'C' ? at - strike : strike - at)
  }
  return { value, at }
}

/** Returns an option, or the legs of a combo of options on one underlying; none for any other contract. */
function optionsOf({ legs, ...contract }: ContractRules) {
  const options = legs ?? [{ ...contract, ratio: 1 }]
  const isAll = options.every(
    ({ assetClass, underlying }) => contractKindOf(assetClass) === 'option' && underlying === contract.underlying,
  )
  return isAll ? options : []
}

/** Describes the intrinsic value: `Intrinsic value 8.10 at 258.10 of the underlying`. Undefined without an option. */
export function describeIntrinsicValue(rules: ContractRules, underlying: Underlying | undefined): string | undefined {
  const options = optionsOf(rules)
  if (options.length === 0) return undefined
  const found = intrinsicValueOf(rules, underlying)
  if (found !== undefined)
    return `Intrinsic value ${formatPrice(found.value)} at ${formatPrice(found.at)} of the underlying`
  const isDefined = options.every(({ strike, right }) => strike !== undefined && right !== undefined)
  return `Intrinsic value unknown: ${isDefined ? describeMissingPrice(underlying) : 'IBKR did not state strike and right'}`
}

/**
 * Returns the notional of an option or a combo. An option counts with the price of its underlying. Undefined for an order
 * without a quantity, and for other contracts, where the notional equals the value of the order.
 */
function describeNotional(
  { quantity }: Pick<OrderTicket, 'quantity'>,
  rules: ContractRules,
  { underlying, quote }: Pick<ReviewedValue, 'underlying' | 'quote'>,
): string | undefined {
  const kind = contractKindOf(rules.assetClass)
  if ((kind !== 'option' && kind !== 'combo') || quantity === undefined) return undefined
  const { pointValue, currency } = rules
  const price = priceOf(underlying)
  const parts: { readonly quantity: number; readonly price: number; readonly pointValue: number }[] = []
  for (const leg of rules.legs ?? [{ ...rules, ratio: 1, name: '' }]) {
    const isOption = contractKindOf(leg.assetClass) === 'option'
    const last = quote?.legs?.find(({ conid }) => conid === leg.conid)?.last
    // The quote is that of the underlying that all options have in common.
    const own = isOption ? (leg.underlying === rules.underlying ? price : undefined) : priceOfQuote(last)
    if (leg.pointValue === undefined) return UNKNOWN_MULTIPLIER
    if (own === undefined) return `Unknown: ${isOption ? describeMissingPrice(underlying) : `no price of ${leg.name}`}`
    parts.push({ quantity: quantity * leg.ratio, price: own, pointValue: leg.pointValue })
  }
  const notional = `≈ ${money(sumNotional(parts), currency)}`
  if (kind === 'combo')
    return `${notional} (all legs${price === undefined ? '' : `, underlying ${formatPrice(price)}`})`
  return `${notional} (quantity × ${formatNumber(pointValue ?? 0)} × underlying ${formatPrice(price ?? 0)})`
}

interface ReviewedValue {
  readonly underlying: Underlying | undefined
  /** Quote of the contract, which has the prices of the legs of a combo. */
  readonly quote: Pick<QuoteView, 'legs'> | undefined
  /** Value of the order with its calculation. */
  readonly value: string | undefined
  readonly now: number
}

/** Returns what the review says about a contract other than a share: its terms, and the notional of the order. */
export function reviewFacts(
  order: Pick<OrderTicket, 'quantity'>,
  rules: ContractRules,
  { value, now, ...prices }: ReviewedValue,
): readonly (readonly [name: string, text: string | undefined])[] {
  const terms = describeTerms(rules, now).join(' · ')
  const isFuture = contractKindOf(rules.assetClass) === 'future'
  return [
    ['Notional', isFuture ? value : describeNotional(order, rules, prices)],
    ['Contract', terms],
  ]
}

/**
 * Warns that the last trading day of a future is near, and IBKR's cut-off day for positions of the order's side. IBKR
 * states no first notice day.
 */
export function lastDaysWarning(rules: ContractRules, side: Side, now: number): ContractWarning | undefined {
  const { lastTradingDay, legs = [rules] } = rules
  const isFuture = legs.some(({ assetClass }) => contractKindOf(assetClass) === 'future')
  if (!isFuture || lastTradingDay === undefined) return undefined
  const left = daysUntil(lastTradingDay, now)
  if (left < 0) return undefined
  const [position, cutOff] = side === 'BUY' ? ['long', rules.longCutOff] : ['short', rules.shortCutOff]
  const events: { readonly left: number; readonly title: string; readonly reason: string }[] = []
  if (cutOff !== undefined && cutOff < lastTradingDay) {
    const until = daysUntil(cutOff, now)
    const title = `IBKR’s cut-off for ${position} positions ${until < 0 ? 'was' : 'is'} ${formatDaysAhead(until)}`
    const cause = side === 'BUY' ? 'first notice day or the last trading day' : 'the last trading day'
    events.push({
      left: until,
      title,
      reason: `IBKR may close a ${position} position after ${cutOff}, before ${cause}.`,
    })
  }
  const reason = `Trading ends on ${lastTradingDay}. A position that is open then is settled in cash or delivered.`
  events.push({ left, title: `Last trading day is ${formatDaysAhead(left)}`, reason })
  const near = events.filter((event) => event.left <= NEAR_DAYS)
  const [first] = near
  return first && { title: first.title, reasons: near.map((event) => event.reason) }
}

/** Types that fill at any price. */
const MARKET_TYPES: ReadonlySet<TicketOrderType> = new Set(['MKT', 'MOC'])

/** Warns of a market order on an option, with the spread and the intrinsic value. */
export function marketOrderWarning(
  orderTypes: readonly TicketOrderType[],
  rules: ContractRules,
  quote: Pick<QuoteView, 'bid' | 'ask' | 'availability'> | undefined,
  underlying: Underlying | undefined,
): ContractWarning | undefined {
  if (!orderTypes.some((type) => MARKET_TYPES.has(type))) return undefined
  const classes = rules.legs ?? [rules]
  if (!classes.some(({ assetClass }) => contractKindOf(assetClass) === 'option')) return undefined
  const intrinsic = describeIntrinsicValue(rules, underlying)
  return {
    title: `A market order on ${rules.legs ? 'a combo of options' : 'an option'} fills at any price`,
    reasons: [
      'Use a limit order to bound the price.',
      `${describeSpread(quote, rules)}.`,
      ...(intrinsic === undefined ? [] : [`${intrinsic}.`]),
    ],
  }
}

/** Describes the spread, its share of the middle price, and both prices; or says why there is none. */
function describeSpread(
  quote: Pick<QuoteView, 'bid' | 'ask' | 'availability'> | undefined,
  { increments, legs }: ContractRules,
): string {
  if (quote === undefined) return 'Spread unknown: the quote is not loaded yet'
  const { bid, ask, availability } = quote
  const [low, high] = [priceOfQuote(bid), priceOfQuote(ask)]
  if (marketDataKind(availability) === 'none')
    return 'Spread unknown: there is no market data permission for the option'
  if (legs !== undefined) {
    const known = spreadText(bid, ask, [])
    return known === undefined ? 'Spread unknown: a leg has no bid or no ask' : `${known}: bid ${bid}, ask ${ask}`
  }
  if (high === undefined) return 'Spread unknown: there is no ask'
  if (low === undefined) return `Spread unknown: there is no bid, and the ask is ${ask}`
  const share = ((high - low) / ((high + low) / 2)) * 100
  return `${spreadText(bid, ask, increments ?? []) ?? 'Spread unknown'}, ${share.toFixed(1)}% of the price: bid ${bid}, ask ${ask}`
}

const money = (amount: number, currency: string | undefined): string =>
  currency === undefined ? formatAmount(amount) : formatMoney(amount, currency)
