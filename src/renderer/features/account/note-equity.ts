import type { ProfitRow } from '../../../shared/domain/profit.ts'
import { type EquityPoint, useEquityStore } from './equity-store.ts'

/** Points that are kept for one account. When there are more, every second one goes: the whole stretch stays in sight. */
const MOST_POINTS = 600
/** Ms between two points. */
const LEAST_MS = 1_000

/** Adds what the accounts are worth now; models of an account are added up. */
export function noteEquity(rows: readonly ProfitRow[], at: number): void {
  const worth = new Map<string, number>()
  for (const { account, netLiquidation } of rows) {
    if (netLiquidation !== undefined) worth.set(account, (worth.get(account) ?? 0) + netLiquidation)
  }
  useEquityStore.setState(({ curves }) => {
    const next = new Map<string, readonly EquityPoint[]>()
    for (const [account, value] of worth) next.set(account, withPoint(curves.get(account) ?? [], { at, value }))
    return { curves: next }
  })
}

export function withPoint(points: readonly EquityPoint[], point: EquityPoint): readonly EquityPoint[] {
  const last = points.at(-1)
  if (last && point.at - last.at < LEAST_MS) return points
  const all = [...points, point]
  // The newest is always among them.
  return all.length <= MOST_POINTS ? all : all.filter((_, index) => (all.length - 1 - index) % 2 === 0)
}
