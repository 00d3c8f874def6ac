import { getUsdValue } from '../contracts/currencies.ts'
import { toExpirationTime } from '../contracts/opening-hours.ts'
import type { Instrument } from '../market/instruments.ts'
import { calculateStrategyMargin, type MarginKind, type UnderlyingPositions } from './strategy-margin.ts'

/** A quantity of an instrument, negative if short. */
export interface Holding {
  readonly instrument: Instrument
  readonly quantity: number
}

/** Margin requirements in USD. These are not IBKR's figures. */
export type Margins = Readonly<Record<MarginKind, number>>

/** Margin of one future in USD, long or short: fixed figures of our own, of the order of those of the exchanges. */
const futureMargins: Readonly<Record<string, Margins>> = {
  ES: { initial: 24_000, maintenance: 21_800 },
  NQ: { initial: 34_000, maintenance: 30_900 },
  CL: { initial: 6_600, maintenance: 6_000 },
}
const noMargin: Margins = { initial: 0, maintenance: 0 }
/** FINRA 4210(f)(2)(E): share of the underlying's price that a short option needs. The simulated indices are broad. */
const shortOptionRates = { stock: 0.2, index: 0.15 } as const

/**
 * Calculates the margin of an account by Regulation T and FINRA 4210: shares and options by strategy for each underlying,
 * futures by a fixed table. Currencies need none.
 */
export function calculateMargins(holdings: readonly Holding[], priceOf: (instrument: Instrument) => number): Margins {
  const groups = groupByUnderlying(holdings.filter(({ quantity }) => quantity !== 0))
  const sum = (kind: MarginKind) =>
    Math.round(groups.reduce((total, group) => total + calculateGroup(group, priceOf, kind), 0) * 100) / 100
  return { initial: sum('initial'), maintenance: sum('maintenance') }
}

/** The positions that can form strategies with each other. */
interface Group {
  readonly underlying: Instrument
  readonly holdings: readonly Holding[]
}

function groupByUnderlying(holdings: readonly Holding[]): readonly Group[] {
  const groups = new Map<number, { readonly underlying: Instrument; readonly holdings: Holding[] }>()
  for (const holding of holdings) {
    const { pricing } = holding.instrument
    const underlying = pricing.kind === 'option' ? (pricing.future ?? pricing.underlying) : holding.instrument
    const group = groups.get(underlying.conid) ?? { underlying, holdings: [] }
    group.holdings.push(holding)
    groups.set(underlying.conid, group)
  }
  return [...groups.values()]
}

function calculateGroup(
  { underlying, holdings }: Group,
  priceOf: (instrument: Instrument) => number,
  kind: MarginKind,
) {
  const ofKind = (secType: string) => holdings.filter(({ instrument }) => instrument.secType === secType)
  const count = (some: readonly Holding[]) => some.reduce((sum, { quantity }) => sum + quantity, 0)
  const perFuture = futureMargins[underlying.symbol] ?? noMargin
  const isFuture = underlying.secType === 'FUT'
  const positions: UnderlyingPositions = {
    price: priceOf(underlying) / underlying.priceMagnifier,
    shares: count(ofKind('STK')),
    options: [...ofKind('OPT'), ...ofKind('FOP')].map(({ instrument, quantity }) => {
      const { right = 'C', strike = 0, multiplier = 1, expiry = '', pricing } = instrument
      const settlement = pricing.kind === 'option' ? pricing.settlement : 'PM'
      const expiresAt = toExpirationTime(expiry, settlement)
      return { right, strike, multiplier, expiresAt, quantity, price: priceOf(instrument) }
    }),
    shortOptions: isFuture
      ? { perContract: perFuture }
      : { rate: underlying.secType === 'IND' ? shortOptionRates.index : shortOptionRates.stock },
  }
  const ofFutures = Math.abs(count(ofKind('FUT'))) * perFuture[kind]
  return (calculateStrategyMargin(positions, kind) + ofFutures) * getUsdValue(underlying.currency)
}
