/** The price step of a contract from a price on, in the currency of the contract. */
export interface PriceTick {
  readonly from: number
  readonly tick: number
}

/** Returns the price step at a price: that of the highest lower edge. Undefined if no step is known. */
export function tickAt(ticks: readonly PriceTick[], price: number): number | undefined {
  const size = Math.abs(price)
  return ticks.findLast(({ from }) => from <= size)?.tick ?? ticks[0]?.tick
}

/** Reports whether a price is a multiple of its step. */
export function isOnTick(price: number, tick: number): boolean {
  const steps = price / tick
  // Decimal steps such as 0.01 have no exact binary form, so a large price needs a relative tolerance.
  return Math.abs(steps - Math.round(steps)) < 1e-6 * Math.max(1, Math.abs(steps) * 1e-6)
}

/** Returns the two valid prices around a price, written with the decimals of the step. */
export function neighbours(price: number, tick: number): readonly [below: string, above: string] {
  const digits = decimalsOf(tick)
  const below = Math.floor(price / tick)
  return [(below * tick).toFixed(digits), ((below + 1) * tick).toFixed(digits)]
}

/** Returns the number of decimals of a price step: 2 for 0.01, 3 for 0.125. */
export function decimalsOf(tick: number): number {
  return tick.toFixed(10).replace(/0+$/, '').split('.')[1]?.length ?? 0
}
