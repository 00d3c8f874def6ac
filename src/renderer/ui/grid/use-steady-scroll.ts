import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'

/**
 * Number of rows that can serve as the anchor. Several rows are needed, because the first row may have changed and
 * moved.
 */
const ANCHORS = 8

/**
 * Keeps the visible rows in place when rows are added above. If the grid is at its top, the new rows appear instead.
 */
export function useSteadyScroll<Row>(
  scroller: RefObject<HTMLElement | null>,
  rows: readonly Row[],
  { first, rowHeight }: { readonly first: number; readonly rowHeight: number },
): void {
  const before = useRef(rows)
  useLayoutEffect(() => {
    const element = scroller.current
    const previous = before.current
    before.current = rows
    if (!element || previous === rows || first === 0) return
    const shift = shiftOf(previous.slice(first, first + ANCHORS), first, rows)
    if (shift !== 0) element.scrollTop += shift * rowHeight
  }, [rows, rowHeight, first, scroller])
}

/** Returns the number of rows by which the first unchanged anchor has moved. */
export function shiftOf<Row>(anchors: readonly Row[], from: number, rows: readonly Row[]): number {
  for (const [offset, anchor] of anchors.entries()) {
    const at = rows.indexOf(anchor)
    if (at >= 0) return at - (from + offset)
  }
  return 0
}

/** Returns how many rows above the visible ones were added or changed since the grid was last scrolled to the top. */
export function useRowsAbove<Row>(
  rows: readonly Row[],
  first: number,
  isSpan: ((row: Row) => unknown) | undefined,
): number {
  const seen = useRef({ rows, set: undefined as ReadonlySet<Row> | undefined })
  useEffect(() => {
    if (first === 0) seen.current = { rows, set: undefined }
  })
  if (first === 0 || seen.current.rows === rows) return 0
  seen.current.set ??= new Set(seen.current.rows)
  return countNew(seen.current.set, rows.slice(0, first), isSpan)
}

export function countNew<Row>(
  seen: ReadonlySet<Row>,
  rows: readonly Row[],
  isSpan: ((row: Row) => unknown) | undefined,
): number {
  let count = 0
  for (const row of rows) if (!seen.has(row) && !isSpan?.(row)) count += 1
  return count
}
