import { type RefObject, useLayoutEffect, useRef } from 'react'
import type { BlotterRow } from './blotter-rows.ts'

/**
 * Keeps what is being read where it is when rows come in above it. At the very top nothing is held: there the news are
 * what is being read. `offset`: how far it is scrolled, in px; asking the element would lay everything out once more.
 */
export function useSteadyScroll(
  scroller: RefObject<HTMLDivElement | null>,
  rows: readonly BlotterRow[],
  { rowHeight, offset }: { readonly rowHeight: number; readonly offset: number },
): void {
  const before = useRef(rows)
  useLayoutEffect(() => {
    const element = scroller.current
    const previous = before.current
    before.current = rows
    if (!element || previous === rows || offset < rowHeight) return
    const from = Math.floor(offset / rowHeight)
    const shift = shiftOf(previous.slice(from, from + ANCHORS), from, rows)
    if (shift !== 0) element.scrollTop += shift * rowHeight
  }, [rows, rowHeight, offset, scroller])
}

/** Rows that are tried as the one that stays: the first may be the very one that changed and moved away. */
const ANCHORS = 8

/** By how many places the first of these rows that did not change has moved. */
export function shiftOf(anchors: readonly BlotterRow[], from: number, rows: readonly BlotterRow[]): number {
  for (const [offset, anchor] of anchors.entries()) {
    const at = rows.indexOf(anchor)
    if (at >= 0) return at - (from + offset)
  }
  return 0
}
