import type { Contract } from './contract.ts'

/** A tick size that is valid from a price on. */
export interface IncrementRule {
  readonly lowerEdge: number
  readonly increment: number
}

type Ticks = Pick<Contract, 'secType' | 'increment'>

/** The larger ticks of options, by their tick at lower prices: on stocks, on indices. */
const largeOptionTicks = new Map<number, IncrementRule>([
  [0.01, { lowerEdge: 3, increment: 0.05 }],
  [0.05, { lowerEdge: 3, increment: 0.1 }],
])
/** The same of options on futures of indices. Those on crude oil have one tick. */
const largeFutureOptionTicks = new Map<number, IncrementRule>([[0.05, { lowerEdge: 10, increment: 0.25 }]])

/** Returns the tick sizes by price. */
export function listIncrementRules(contract: Ticks): readonly IncrementRule[] {
  const large = findLargeTick(contract)
  const rules = [{ lowerEdge: 0, increment: contract.increment }]
  return large === undefined ? rules : [...rules, large]
}

/** Returns the tick size at a price. */
export function findTick(contract: Ticks, price: number): number {
  const large = findLargeTick(contract)
  return large !== undefined && price >= large.lowerEdge ? large.increment : contract.increment
}

function findLargeTick({ secType, increment }: Ticks): IncrementRule | undefined {
  if (secType === 'OPT') return largeOptionTicks.get(increment)
  return secType === 'FOP' ? largeFutureOptionTicks.get(increment) : undefined
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
