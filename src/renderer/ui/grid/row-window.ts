/**
 * Maximum height of a list in px, because browsers draw nothing beyond about 17 million px. A taller list is
 * compressed.
 */
const MAX_HEIGHT = 12_000_000

/** Number of rows rendered above and below the visible rows. */
const SPARE = 8

/** Scrolling list of rows with equal heights. */
export interface RowList {
  readonly count: number
  /** Height of a row, in px. */
  readonly rowHeight: number
  /** Height of the visible area, in px. */
  readonly room: number
}

/** Returns the height of the scrolled content, in px. */
export const listHeight = (count: number, rowHeight: number): number => Math.min(count * rowHeight, MAX_HEIGHT)

/** Returns how many px the rows move when the user scrolls by one px. */
function scrollRatio({ count, rowHeight, room }: RowList): number {
  const full = count * rowHeight
  return full > MAX_HEIGHT ? (full - room) / Math.max(1, MAX_HEIGHT - room) : 1
}

/** Returns the range of rows that are visible at a scroll position. `last` is exclusive. */
export function rowWindow(list: RowList, scrollTop: number) {
  const { count, rowHeight, room } = list
  const full = count * rowHeight
  const offset = Math.max(0, Math.min(scrollTop * scrollRatio(list), full - room))
  return {
    first: Math.floor(offset / rowHeight),
    last: Math.min(count, Math.ceil((offset + room) / rowHeight)),
    /** Offset in px that moves the rows of a compressed list to where they are visible. */
    shift: full > MAX_HEIGHT ? scrollTop - offset : 0,
  }
}

/**
 * Returns the scroll position that shows a row with the least movement or in the middle; undefined if the row is
 * visible.
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

/** Returns the indexes of the rows to render. Their number is constant, so that scrolling creates no elements. */
export function indexesAround(
  first: number,
  last: number,
  { count, fit }: { readonly count: number; readonly fit: number },
): number[] {
  const length = Math.min(count, Math.max(fit, last - first) + SPARE)
  const from = Math.max(0, Math.min(first - SPARE / 2, count - length))
  const indexes: number[] = []
  for (let index = from; index < from + length; index += 1) indexes.push(index)
  return indexes
}
