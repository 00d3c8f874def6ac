/** Browsers draw nothing beyond about 17 million px. A taller list is compressed: one px of scrolling passes several px of rows. */
const MAX_HEIGHT = 12_000_000

/** Rows rendered beyond the visible ones, above and below together. */
const SPARE = 8

/** A list of rows of one height in a scroller. */
export interface RowList {
  readonly count: number
  /** In px. */
  readonly rowHeight: number
  /** Height in which rows are visible, in px. */
  readonly room: number
}

/** Height of all rows in the scroller, in px. */
export const listHeight = (count: number, rowHeight: number): number => Math.min(count * rowHeight, MAX_HEIGHT)

/** Px of rows that one px of scrolling passes. */
function scrollRatio({ count, rowHeight, room }: RowList): number {
  const full = count * rowHeight
  return full > MAX_HEIGHT ? (full - room) / Math.max(1, MAX_HEIGHT - room) : 1
}

/** The rows that are visible at a scroll position, `last` excluded. */
export function rowWindow(list: RowList, scrollTop: number) {
  const { count, rowHeight, room } = list
  const full = count * rowHeight
  const offset = Math.max(0, Math.min(scrollTop * scrollRatio(list), full - room))
  return {
    first: Math.floor(offset / rowHeight),
    last: Math.min(count, Math.ceil((offset + room) / rowHeight)),
    /** Px to add to the position of a rendered row: compressed rows are placed where they are visible. */
    shift: full > MAX_HEIGHT ? scrollTop - offset : 0,
  }
}

/**
 * The scroll position that shows a row with the least movement, or in the middle; undefined if the row is visible already. Browsers
 * round scroll positions: in a compressed list, a fraction of a px could hide the row.
 */
export function scrollTopToShow(
  list: RowList,
  { row, where, scrollTop }: { readonly row: number; readonly where: 'nearest' | 'middle'; readonly scrollTop: number },
): number | undefined {
  const { rowHeight, room } = list
  const ratio = scrollRatio(list)
  const from = scrollTop * ratio
  const start = row * rowHeight
  if (start >= from && start + rowHeight <= from + room) return undefined
  if (where === 'middle') return Math.max(0, Math.round((start - Math.floor(room / 2)) / ratio))
  return start < from ? Math.floor(start / ratio) : Math.ceil((start + rowHeight - room) / ratio)
}

/**
 * The rows to render: the same number at the ends of the list as in its middle, so that scrolling creates no element. `fit`: how many
 * can be visible at once.
 */
export function indexesAround(
  first: number,
  last: number,
  { count, fit }: { readonly count: number; readonly fit: number },
): number[] {
  const length = Math.min(count, Math.max(fit, last - first) + SPARE)
  const from = Math.max(0, Math.min(first - SPARE / 2, count - length))
  return Array.from({ length }, (_, index) => from + index)
}
