/** Rule for price increments. From `lowerEdge` on, prices are multiples of `increment`. */
export interface IncrementRule {
  readonly lowerEdge: number
  readonly increment: number
}

/** The price increments of a contract, from the lowest edge. */
export interface ContractIncrements {
  readonly conid: number
  readonly rules: readonly IncrementRule[]
}

/**
 * Reports whether all prices of a contract are above 0. Spreads, futures and options trade at zero and negative prices.
 * Without IBKR's rule, the security type decides.
 */
export const hasPositivePrices = (canBeNegative: boolean | undefined, securityType: string | undefined): boolean =>
  canBeNegative === undefined ? securityType === 'STK' : !canBeNegative

/**
 * Returns the increment (tick) at a price; undefined without rules. Negative prices use the rules of their absolute
 * values.
 */
export function incrementAt(rules: readonly IncrementRule[], price: number): number | undefined {
  const size = Math.abs(price)
  let found: IncrementRule | undefined
  for (const rule of rules) if (rule.lowerEdge <= size && rule.lowerEdge >= (found?.lowerEdge ?? 0)) found = rule
  return found?.increment
}

/** Returns the next valid price in a direction, as a decimal string. */
export function stepPrice(rules: readonly IncrementRule[], price: number, direction: 1 | -1): string | undefined {
  const isTowardsZero = price * direction < 0
  // At an edge, the increment towards zero is the increment below the edge.
  const increment = incrementAt(rules, isTowardsZero ? price * (1 - Number.EPSILON) : price)
  if (increment === undefined || increment <= 0) return undefined
  const steps = price / increment
  const nearest = Math.round(steps)
  const isOnStep = Math.abs(steps - nearest) < 1e-6
  const next = isOnStep ? nearest + direction : direction === 1 ? Math.ceil(steps) : Math.floor(steps)
  return (next * increment).toFixed(decimalsOf(increment))
}

/** Reports whether a price is a multiple of its increment. Without rules, every price is valid. */
export function isOnIncrement(rules: readonly IncrementRule[], price: number): boolean {
  const increment = incrementAt(rules, price)
  if (increment === undefined || increment <= 0) return true
  const steps = price / increment
  return Math.abs(steps - Math.round(steps)) < 1e-6
}

/** Returns the number of increments between two prices, by the increment at the second price. */
export function countIncrements(rules: readonly IncrementRule[], distance: number, price: number): number | undefined {
  const increment = incrementAt(rules, price)
  return increment === undefined || increment <= 0 ? undefined : Math.round(distance / increment)
}

/** Returns the number of decimals that prices with this increment need, such as 2 for 0.05. */
export function decimalsOf(increment: number): number {
  for (let decimals = 0; decimals < 10; decimals += 1) {
    const scaled = increment * 10 ** decimals
    if (Math.abs(scaled - Math.round(scaled)) < 1e-6) return decimals
  }
  return 10
}
