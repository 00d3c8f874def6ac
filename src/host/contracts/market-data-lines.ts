import type { LinePurpose } from '../../shared/domain/quote.ts'

/** Purposes of market data lines, the most important first. A line of a later purpose yields to an earlier one. */
const BY_IMPORTANCE: readonly LinePurpose[] = ['stream', 'alert', 'order', 'position']

/** A contract that needs a market data line. */
export interface LineDemand {
  readonly conid: number
  /** Why the line is needed. Empty for a contract that was visible until a moment ago. */
  readonly purposes: readonly LinePurpose[]
  readonly hasLine: boolean
}

/**
 * Decides which contracts have a market data line. A contract needs one line, whatever the number of its purposes. The
 * most important purpose counts; among equals a contract keeps its line, and then the earliest demand wins. Pure.
 * @param demands In the order of their arrival.
 * @param limit Maximum number of lines.
 */
export function assignLines(demands: readonly LineDemand[], limit: number): ReadonlySet<number> {
  const ranked = demands.map(({ conid, purposes, hasLine }) => ({
    conid,
    rank: Math.min(BY_IMPORTANCE.length, ...purposes.map((purpose) => BY_IMPORTANCE.indexOf(purpose))),
    hasLine,
  }))
  ranked.sort((one, other) => one.rank - other.rank || Number(other.hasLine) - Number(one.hasLine))
  return new Set(ranked.slice(0, Math.max(0, limit)).map(({ conid }) => conid))
}
