/** A part of a combo, or a single contract, as it counts at the expiry of its options. */
export interface ExpiryLeg {
  /** `underlying`: shares or futures that the options of the other legs are about. */
  readonly kind: 'call' | 'put' | 'underlying'
  /** Number of contracts: positive if they are bought, negative if they are sold. */
  readonly quantity: number
  /** Strike of an option, in the price of the underlying; 0 for the underlying itself. */
  readonly strike: number
  /** Value of a price of 1 for one contract, in its currency: 100 for most options on shares. */
  readonly pointValue: number
}

/** The largest loss in the currency of the legs, negative for a certain profit; `unlimited` if it has no bound. */
type ExpiryLoss = number | 'unlimited'

/** Fraction of the largest slope below which a slope is a rounding error of its sum. */
const ROUNDING = 1e-12

/**
 * Calculates the largest loss at the expiry of legs that have one underlying and one expiry. Their value is linear
 * between two strikes, so it is lowest at a price of 0, at a strike, or without a bound above the highest strike. Pure.
 * @param cost what the legs cost together, in their currency; negative for a credit
 */
export function findLargestLoss(legs: readonly ExpiryLeg[], cost: number): ExpiryLoss {
  const rising = legs.filter(({ kind }) => kind !== 'put')
  const slope = rising.reduce((sum, { quantity, pointValue }) => sum + quantity * pointValue, 0)
  const size = rising.reduce((sum, { quantity, pointValue }) => sum + Math.abs(quantity) * pointValue, 0)
  if (slope < -size * ROUNDING) return 'unlimited'
  const prices = [0, ...legs.map(({ strike }) => strike)]
  return cost - Math.min(...prices.map((price) => valueAtExpiry(legs, price)))
}

/** Calculates what legs are worth at their expiry, in their currency, at a price of their underlying. Pure. */
export function valueAtExpiry(legs: readonly ExpiryLeg[], price: number): number {
  return legs.reduce((sum, leg) => sum + leg.quantity * leg.pointValue * payoffOf(leg, price), 0)
}

function payoffOf({ kind, strike }: ExpiryLeg, price: number): number {
  if (kind === 'underlying') return price
  return Math.max(0, kind === 'call' ? price - strike : strike - price)
}
