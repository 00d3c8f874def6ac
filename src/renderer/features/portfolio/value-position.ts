import type { AccountTotals } from '../../../shared/domain/account-totals.ts'
import { type NamedPosition, positionKey } from '../../../shared/domain/position.ts'
import { type LiveQuote, marketDataKind, priceOfQuote } from '../../../shared/domain/quote.ts'
import { numberOf } from '../../../shared/domain/read-value.ts'

/** Where the price of a position is from. */
export type PriceSource =
  /** The stream, at this moment. */
  | { readonly kind: 'live' }
  /** The stream, but not current. `reason`: a sentence. */
  | { readonly kind: 'marked'; readonly reason: string; readonly at: number }
  /** IBKR's list of positions. `reason`: why there is no live price, if known. */
  | { readonly kind: 'list'; readonly reason: string | undefined; readonly at: number | undefined }

/** Greeks of one contract. */
export interface Greeks {
  readonly delta: number | undefined
  readonly gamma: number | undefined
  readonly theta: number | undefined
  readonly vega: number | undefined
}

/** A position with its values. Amounts are in the currency of the contract, except those in the base currency. */
export interface ValuedPosition {
  readonly kind: 'position'
  readonly key: string
  readonly position: NamedPosition
  readonly source: PriceSource
  readonly price: number | undefined
  readonly value: number | undefined
  /** Change of the price since the last close, in percent. */
  readonly changePercent: number | undefined
  /** Change of the price since the last close times the present quantity. */
  readonly dayProfit: number | undefined
  readonly openProfit: number | undefined
  readonly greeks: Greeks
  /** Value and profits in the base currency; undefined without an exchange rate. */
  readonly base: {
    readonly value?: number | undefined
    readonly day?: number | undefined
    readonly open?: number | undefined
  }
  /** Value as a part of the net liquidation value of the same account, 0 to 1. */
  readonly share: number | undefined
}

export interface ValuationContext {
  readonly quote: LiveQuote | undefined
  /** Time of the list of positions, in ms since epoch. */
  readonly listedAt: number | undefined
  /** Totals of the position's account. */
  readonly totals: AccountTotals | undefined
}

const NO_GREEKS: Greeks = { delta: undefined, gamma: undefined, theta: undefined, vega: undefined }

/** Calculates the values of a position from its live quote, otherwise from IBKR's list. Pure. */
export function valuePosition(position: NamedPosition, { quote, listedAt, totals }: ValuationContext): ValuedPosition {
  const { quantity, marketPrice, marketValue, averageCost, unrealized } = position
  const key = positionKey(position)
  const live = quote && priceOfQuote(quote.last)
  const source = sourceOf(quote, live, listedAt)
  const price = source.kind === 'list' ? marketPrice : live
  // The list states price and value, whose ratio contains the multiplier and the magnifier.
  const pointValue =
    marketPrice !== undefined && marketPrice !== 0 && quantity !== 0 && marketValue !== undefined
      ? marketValue / (quantity * marketPrice)
      : undefined
  const value =
    source.kind === 'list'
      ? marketValue
      : pointValue !== undefined && price !== undefined
        ? quantity * price * pointValue
        : undefined
  const openProfit =
    source.kind !== 'list' && value !== undefined && averageCost !== undefined
      ? value - quantity * averageCost
      : source.kind === 'list'
        ? unrealized
        : undefined
  const isCurrent = source.kind === 'live'
  const change = isCurrent ? numberOf(quote?.changeAmount) : undefined
  const dayProfit = change !== undefined && pointValue !== undefined ? quantity * change * pointValue : undefined
  const rate = exchangeRateOf(position, totals)
  const inBase = (amount: number | undefined): number | undefined =>
    amount === undefined || rate === undefined ? undefined : amount * rate
  const base = { value: inBase(value), day: inBase(dayProfit), open: inBase(openProfit) }
  const { netLiquidation } = totals ?? {}
  return {
    kind: 'position',
    key,
    position,
    source,
    price,
    value,
    changePercent: isCurrent ? numberOf(quote?.change?.replace(/%$/, '')) : undefined,
    dayProfit,
    openProfit,
    greeks: isCurrent ? greeksOf(quote) : NO_GREEKS,
    base,
    share: base.value === undefined || !netLiquidation ? undefined : base.value / netLiquidation,
  }
}

function greeksOf(quote: LiveQuote | undefined): Greeks {
  const { delta, gamma, theta, vega } = quote ?? {}
  return { delta: numberOf(delta), gamma: numberOf(gamma), theta: numberOf(theta), vega: numberOf(vega) }
}

/** Decides which price counts, and why it is not live. An interrupted quote keeps its age. */
function sourceOf(quote: LiveQuote | undefined, live: number | undefined, listedAt: number | undefined): PriceSource {
  const interruption = quote?.failure ?? (quote?.staleSince === undefined ? undefined : 'No updates from the stream.')
  if (quote === undefined || live === undefined) {
    const reason = interruption ?? (marketDataKind(quote?.availability) === 'none' ? NO_PERMISSION : undefined)
    return { kind: 'list', reason, at: listedAt }
  }
  if (interruption !== undefined) {
    // The list may be newer than the last price of the stream.
    const isListNewer = listedAt !== undefined && listedAt > quote.at
    return isListNewer
      ? { kind: 'list', reason: interruption, at: listedAt }
      : { kind: 'marked', reason: interruption, at: quote.at }
  }
  if (quote.last?.startsWith('H')) return { kind: 'marked', reason: 'Trading is halted.', at: quote.at }
  if (quote.last?.startsWith('C')) return { kind: 'marked', reason: 'Previous close: no trade yet.', at: quote.at }
  const kind = marketDataKind(quote.availability)
  if (kind === 'delayed') return { kind: 'marked', reason: 'Delayed by 10 to 20 minutes.', at: quote.at }
  if (kind === 'frozen') return { kind: 'marked', reason: 'Frozen: the market is closed.', at: quote.at }
  return kind === 'none' ? { kind: 'list', reason: NO_PERMISSION, at: listedAt } : { kind: 'live' }
}

const NO_PERMISSION = 'No permission for market data of this contract. Subscribe to it at IBKR.'

/** Returns the value of one unit of the position's currency in the base currency. */
function exchangeRateOf({ currency }: NamedPosition, totals: AccountTotals | undefined): number | undefined {
  if (currency === undefined || totals === undefined) return undefined
  if (currency === totals.currency) return 1
  return totals.cash.find((balance) => balance.currency === currency)?.exchangeRate
}
