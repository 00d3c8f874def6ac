import type { Contract } from './contract.ts'

/** A tick size that is valid from a price on. */
export interface IncrementRule {
  readonly lowerEdge: number
  readonly increment: number
}

type Ticks = Pick<Contract, 'secType' | 'increment'>

/** Price from which options have larger ticks, like most options of IBKR. */
const optionEdge = 3
/** The larger tick of an option, by its tick at lower prices: of stocks, and of indices. */
const largeOptionTicks = new Map([
  [0.01, 0.05],
  [0.05, 0.1],
])

/** Returns the tick sizes by price. */
export function listIncrementRules(contract: Ticks): readonly IncrementRule[] {
  const large = findLargeTick(contract)
  const rules = [{ lowerEdge: 0, increment: contract.increment }]
  return large === undefined ? rules : [...rules, { lowerEdge: optionEdge, increment: large }]
}

/** Returns the tick size at a price. */
export function findTick(contract: Ticks, price: number): number {
  return (price >= optionEdge ? findLargeTick(contract) : undefined) ?? contract.increment
}

function findLargeTick({ secType, increment }: Ticks): number | undefined {
  return secType === 'OPT' ? largeOptionTicks.get(increment) : undefined
}

/** Rounds a price to the tick size: to the nearest tick, or in one direction. */
export function roundToTick(contract: Ticks, price: number, round: (ticks: number) => number = Math.round): number {
  // Multiply, because a division by 0.01 would not be exact.
  const ticksPerUnit = Math.round(1 / findTick(contract, price))
  return round(price * ticksPerUnit) / ticksPerUnit
}

/** Formats a price with at least two decimals, and with as many as the tick size needs: `6700.00`, `0.90000`. */
export function formatPrice(contract: Ticks, price: number): string {
  return price.toFixed(countPriceDecimals(contract))
}

/** Returns the number of decimals of formatted prices. */
export function countPriceDecimals(contract: Ticks): number {
  return Math.max(2, countTickDecimals(contract))
}

/** Returns the number of decimals of the tick size. */
export function countTickDecimals({ increment }: Ticks): number {
  let decimals = 0
  while (Math.abs(increment * 10 ** decimals - Math.round(increment * 10 ** decimals)) > 1e-9) decimals += 1
  return decimals
}
