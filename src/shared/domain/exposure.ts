/** A part of an order as it counts for its notional. */
interface NotionalLeg {
  /** Number of contracts, shares, or units of a base currency. */
  readonly quantity: number
  /** Price of the contract; of an option the price of its underlying. */
  readonly price: number
  /** Value of a price of 1 for one unit of quantity, in the currency: multiplier divided by magnifier. */
  readonly pointValue: number
}

/** Calculates the sum of the notionals of all legs, bought or sold, in their currency. Pure. */
export const sumNotional = (legs: readonly NotionalLeg[]): number =>
  legs.reduce((sum, { quantity, price, pointValue }) => sum + Math.abs(quantity * price * pointValue), 0)

/** A part of an order as it counts for its delta-adjusted quantity. */
export interface DeltaLeg {
  /** Identifies the underlying: its conid. Of shares and futures their own. */
  readonly underlying: number
  /** Number of contracts or shares: positive if they are bought, negative if they are sold. */
  readonly quantity: number
  /** Units of the underlying in one contract: 100 for most options on shares, 1 for an option on a future. */
  readonly units: number
  /** Delta of an option, from -1 to 1; 1 for the underlying itself. */
  readonly delta: number
}

/**
 * Calculates how many units of the underlying move as much as the legs together. Legs of one underlying offset each
 * other; of several underlyings, the largest quantity counts. Pure.
 */
export function findDeltaAdjustedQuantity(legs: readonly DeltaLeg[]): number {
  const sums = new Map<number, number>()
  for (const { underlying, quantity, units, delta } of legs)
    sums.set(underlying, (sums.get(underlying) ?? 0) + quantity * units * delta)
  return Math.max(0, ...[...sums.values()].map(Math.abs))
}

/** Options or their underlying that an account holds, or that an order adds. */
export interface Holding {
  /** `underlying`: shares or futures that cover options. */
  readonly kind: 'call' | 'put' | 'underlying'
  /** Number of contracts or shares: negative for a short position. */
  readonly quantity: number
  /** Last trading day as `YYYYMMDD`; empty for the underlying. */
  readonly expiry: string
  /** Units of the underlying in one contract. */
  readonly units: number
}

/**
 * Counts the short options of one underlying that nothing covers. A long option of the same right and size that
 * expires on the same day or later covers one, whatever its strike: the loss then has a bound. Long shares or futures
 * cover calls, short ones cover puts. Cash covers nothing. Pure.
 */
export function countNakedShorts(holdings: readonly Holding[]): number {
  const held = holdings
    .filter(({ kind }) => kind === 'underlying')
    .reduce((sum, { quantity, units }) => sum + quantity * units, 0)
  return (['call', 'put'] as const).reduce((sum, right) => {
    const options = holdings.filter(({ kind }) => kind === right)
    const sizes = [...new Set(options.map(({ units }) => units))]
    const uncovered = sizes.map((units) => ({
      units,
      count: countUncovered(options.filter((each) => each.units === units)),
    }))
    let cover = Math.max(0, right === 'call' ? held : -held)
    // The largest contracts first: the rest of the cover is then of use to the smaller ones.
    return uncovered
      .toSorted((one, other) => other.units - one.units)
      .reduce((total, { units, count }) => {
        const covered = Math.min(count, Math.floor(cover / units))
        cover -= covered * units
        return total + count - covered
      }, sum)
  }, 0)
}

/** Counts the short options that no long one covers, of options with one right and size. */
function countUncovered(options: readonly Holding[]): number {
  const byExpiry = options.toSorted((one, other) => other.expiry.localeCompare(one.expiry))
  const expiries = [...new Set(byExpiry.map(({ expiry }) => expiry))]
  // The latest expiry first: what covers it covers every earlier one, too.
  let [free, uncovered] = [0, 0]
  for (const expiry of expiries) {
    const own = byExpiry.filter((each) => each.expiry === expiry)
    free += own.reduce((sum, { quantity }) => sum + Math.max(0, quantity), 0)
    const short = own.reduce((sum, { quantity }) => sum + Math.max(0, -quantity), 0)
    const covered = Math.min(short, free)
    free -= covered
    uncovered += short - covered
  }
  return uncovered
}
