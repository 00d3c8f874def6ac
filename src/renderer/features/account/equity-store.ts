import { create } from 'zustand'
import type { ProfitRow } from '../../../shared/domain/profit.ts'

export interface EquityPoint {
  /** Timestamp in ms since epoch. */
  readonly at: number
  readonly value: number
}

/** Net liquidation values of each account since it was first shown, oldest first. */
export const useEquityStore = create<{ readonly curves: ReadonlyMap<string, readonly EquityPoint[]> }>()(() => ({
  curves: new Map(),
}))

/** Maximum number of points per account. At this number, every second point is dropped. */
const MAX_POINTS = 600
/** Minimum time between two points, in ms. */
const MIN_INTERVAL_MS = 1_000

/** Adds the current value of each account, which is the sum of its models. */
export function recordEquity(rows: readonly ProfitRow[], at: number): void {
  const totals = new Map<string, number>()
  for (const { account, netLiquidation } of rows) {
    if (netLiquidation !== undefined) totals.set(account, (totals.get(account) ?? 0) + netLiquidation)
  }
  useEquityStore.setState(({ curves }) => {
    const next = new Map<string, readonly EquityPoint[]>()
    for (const [account, value] of totals) next.set(account, withPoint(curves.get(account) ?? [], { at, value }))
    return { curves: next }
  })
}

export function withPoint(points: readonly EquityPoint[], point: EquityPoint): readonly EquityPoint[] {
  const last = points.at(-1)
  if (last && point.at - last.at < MIN_INTERVAL_MS) return points
  const all = [...points, point]
  // The newest point is never dropped.
  return all.length <= MAX_POINTS ? all : all.filter((_, index) => (all.length - 1 - index) % 2 === 0)
}
