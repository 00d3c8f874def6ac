import type { LadderRow } from '../../../shared/contract/stream-views.ts'

/** The highest price first, so that asks are above bids in whichever order IBKR numbers its rows. Rows without a price come last. */
export const sortLadder = (rows: readonly LadderRow[]): readonly LadderRow[] =>
  rows.toSorted((a, b) => priceOf(b) - priceOf(a) || a.row - b.row)

function priceOf({ price }: LadderRow): number {
  const value = price === undefined ? Number.NaN : Number(price.replaceAll(',', ''))
  // Finite, because the difference of two infinities is not a number.
  return Number.isFinite(value) ? value : -Number.MAX_VALUE
}
