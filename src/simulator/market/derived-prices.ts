import { toExpirationTime } from '../contracts/opening-hours.ts'
import { roundToTick } from '../contracts/price-increments.ts'
import type { Instrument } from './instruments.ts'
import { priceOption } from './option-pricing.ts'

const yearMilliseconds = 365 * 86_400_000
const tradingDaysOfYear = 252
/** Distance of a future from its index, per year until it expires, as a fraction of the level. */
const futuresCarry = 0.004
/** Largest logarithm of strike and price for which the volatility still changes. */
const widestSkew = 0.4

/**
 * Calculates the price of a future or an option from the price of its underlying, neither rounded. The simulated market
 * has an interest rate of 0 and no dividends.
 */
export function derivePrice(instrument: Instrument, underlyingPrice: number, at: number): number {
  const { pricing, expiry = '', strike = 0, right = 'C' } = instrument
  const years = Math.max(0, toExpirationTime(expiry) - at) / yearMilliseconds
  switch (pricing.kind) {
    case 'future':
      return underlyingPrice + roundToTick(instrument, pricing.underlying.pricing.close * futuresCarry * years)
    case 'option': {
      const { volatility } = pricing.underlying.pricing
      const skewed = volatility * Math.sqrt(tradingDaysOfYear) * skewOf(Math.log(strike / underlyingPrice))
      return priceOption({ right, strike, years, spot: underlyingPrice, volatility: skewed, rate: 0, yield: 0 })
    }
    case 'walk':
    case 'combo':
      throw new Error(`The price of ${instrument.localSymbol} does not follow from an underlying`)
  }
}

/** Calculates the price of the underlying at which a future has a price. */
export function deriveUnderlyingPrice(future: Instrument, price: number, at: number): number {
  return price - derivePrice(future, 0, at)
}

/** Returns the factor of the volatility of a strike: low strikes are more volatile than high ones. */
function skewOf(logarithm: number): number {
  const distance = Math.max(-widestSkew, Math.min(widestSkew, logarithm))
  return 1 - 0.3 * distance + distance ** 2
}
