import { toExpirationTime } from '../contracts/opening-hours.ts'
import { roundToTick } from '../contracts/price-increments.ts'
import type { Instrument, WalkingInstrument } from './instruments.ts'
import { calculateGreeks, type Greeks, type OptionTerms, priceOption } from './option-pricing.ts'

const yearMilliseconds = 365 * 86_400_000
const tradingDaysOfYear = 252
/** Distance of a future from its index, per year until it expires, as a fraction of the level. */
const futuresCarry = 0.004
/**
 * Form of the volatility over the strikes, the surface SSVI of Gatheral and Jacquier (2014): a negative correlation makes
 * low strikes more volatile than high ones. Prices allow no riskless profit, neither between strikes nor between
 * expirations, because `curvature * (1 + |correlation|)` is at most 2.
 */
const smile = { correlation: -0.4, curvature: 0.5 } as const

/** The price of an instrument from which that of a derivative follows. */
export interface UnderlyingState {
  readonly price: number
  /** Volatility per year of options at the money, as a fraction of the price. */
  readonly volatility: number
}

/** What determines and describes the price of an option, besides the price itself. */
export interface OptionMeasures extends Greeks {
  /** Volatility per year from which the price of this strike follows. */
  readonly impliedVolatility: number
}

/** Returns the volatility per year that the options of an instrument have at first. */
export function usualVolatility({ pricing }: WalkingInstrument): number {
  return pricing.volatility * Math.sqrt(tradingDaysOfYear)
}

/** Calculates the price of a future or an option from its underlying, not rounded. */
export function derivePrice(instrument: Instrument, underlying: UnderlyingState, at: number): number {
  const { pricing } = instrument
  switch (pricing.kind) {
    case 'future': {
      const carry = pricing.underlying.pricing.close * futuresCarry * yearsLeft(instrument, at)
      return underlying.price + roundToTick(instrument, carry)
    }
    case 'option':
      return priceOption(termsOf(instrument, underlying, at))
    case 'walk':
    case 'combo':
      throw new Error(`The price of ${instrument.localSymbol} does not follow from an underlying`)
  }
}

/** Calculates the price of the underlying at which a future has a price. */
export function deriveUnderlyingPrice(future: Instrument, price: number, at: number): number {
  return price - derivePrice(future, { price: 0, volatility: 0 }, at)
}

/** Calculates greeks and volatility of an option. Undefined after its expiration. */
export function measureOption(option: Instrument, underlying: UnderlyingState, at: number): OptionMeasures | undefined {
  const terms = termsOf(option, underlying, at)
  const greeks = calculateGreeks(terms)
  return greeks && { ...greeks, impliedVolatility: terms.volatility }
}

/**
 * The simulated market has an interest rate of 0 and no dividends. Early exercise then never pays, so that American and
 * European options have the same price. For an option on a future, a yield that equals the rate gives Black 1976.
 */
function termsOf(option: Instrument, underlying: UnderlyingState, at: number): OptionTerms {
  const { strike = 0, right = 'C', pricing } = option
  const years = yearsLeft(option, at)
  const future = pricing.kind === 'option' ? pricing.future : undefined
  const spot = future === undefined ? underlying.price : derivePrice(future, underlying, at)
  const volatility = volatilityAt(Math.log(strike / spot), underlying.volatility, years)
  return { right, strike, years, spot, volatility, rate: 0, yield: 0 }
}

/**
 * Returns the volatility of a strike, from that at the money. The longer the time to expiration, the less it depends on
 * the strike.
 * @param distance logarithm of the strike divided by the price
 */
function volatilityAt(distance: number, atTheMoney: number, years: number): number {
  const variance = atTheMoney ** 2 * years
  if (variance === 0) return atTheMoney
  const { correlation, curvature } = smile
  const scaled = (curvature / Math.sqrt(variance * (1 + variance))) * distance
  const factor = (1 + correlation * scaled + Math.sqrt((scaled + correlation) ** 2 + 1 - correlation ** 2)) / 2
  return atTheMoney * Math.sqrt(factor)
}

function yearsLeft({ expiry = '', pricing }: Instrument, at: number): number {
  const settlement = pricing.kind === 'option' ? pricing.settlement : 'PM'
  return Math.max(0, toExpirationTime(expiry, settlement) - at) / yearMilliseconds
}
