/** One row of the table: a measurement and its bound. `peer` and `ratio` are null if there is no peer. */
export interface BenchmarkFigure {
  readonly figure: string
  readonly unit: string
  readonly ours: number
  readonly peer: number | null
  readonly ratio: number | null
  readonly bound: string
  readonly holds: boolean
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}

/** Returns a figure without a peer that must not exceed its bound. */
export function boundedFigure(figure: string, unit: string, ours: number, bound: number): BenchmarkFigure {
  return { figure, unit, ours, peer: null, ratio: null, bound: `<= ${bound} ${unit}`, holds: ours <= bound }
}
