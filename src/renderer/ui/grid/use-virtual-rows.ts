import { observeElementOffset, observeElementRect, useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useCallback, useEffect, useReducer, useRef, useState } from 'react'

/** Browsers draw nothing beyond about 17 million px. A higher list is compressed: one px of scrolling passes more. */
const MAX_HEIGHT = 12_000_000

/** Rows rendered beyond the visible ones, above and below together. */
const SPARE = 8

interface VirtualRowsOptions {
  readonly count: number
  readonly rowHeight: number
  readonly scroller: RefObject<HTMLElement | null>
  /** Height of what sticks to the top of the scroller, in px. */
  readonly head?: number
}

export interface VirtualRows {
  /** Visible rows, `last` excluded. */
  readonly first: number
  readonly last: number
  /** Rows to render: the visible ones and some around them. */
  readonly indexes: readonly number[]
  /** Height of all rows, in px. */
  readonly height: number
  /** Position of a row inside that height, in px. */
  top(row: number): number
  /** Scrolls as little as needed to show a row; `middle`: to the middle if the row is not visible. */
  reveal(row: number, where?: 'nearest' | 'middle'): void
  /** Rows of one page. */
  readonly page: number
  /** Width of the scroller, in px; 0 before it is known. */
  readonly width: number
}

/** Virtualises a list of any length whose rows have one height. */
export function useVirtualRows({ count, rowHeight, scroller, head = 0 }: VirtualRowsOptions): VirtualRows {
  const [width, setWidth] = useState(0)
  const [, redraw] = useReducer((times: number) => times + 1, 0)
  const fullHeight = count * rowHeight
  const height = Math.min(fullHeight, MAX_HEIGHT)
  const isCompressed = useRef(false)
  isCompressed.current = fullHeight > height

  const virtualizer = useVirtualizer<HTMLElement, Element>({
    count: Math.ceil(height / rowHeight),
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 0,
    scrollMargin: head,
    observeElementRect: (instance, report) =>
      observeElementRect(instance, (rect) => {
        report(rect)
        setWidth(rect.width)
      }),
    // The virtualizer reports each row that passes. In a compressed list rows pass within a px.
    observeElementOffset: (instance, report) =>
      observeElementOffset(instance, (offset, isScrolling) => {
        report(offset, isScrolling)
        if (isCompressed.current) redraw()
      }),
  })
  const room = Math.max(0, (virtualizer.scrollRect?.height ?? 0) - head)
  const ratio = isCompressed.current ? (fullHeight - room) / Math.max(1, height - room) : 1
  const scrollTop = virtualizer.scrollOffset ?? 0
  const offset = Math.min(scrollTop * ratio, Math.max(0, fullHeight - room))
  const first = Math.floor(offset / rowHeight)
  const last = Math.min(count, Math.ceil((offset + room) / rowHeight))
  const fit = Math.ceil(room / rowHeight) + 1
  // Compressed rows are positioned where they are visible.
  const shift = isCompressed.current ? scrollTop - offset : 0
  const top = useCallback((row: number) => row * rowHeight + shift, [rowHeight, shift])

  const show = useCallback(
    (row: number, where: 'nearest' | 'middle') => {
      const element = scroller.current
      if (!element) return
      const from = element.scrollTop * ratio
      const start = row * rowHeight
      const visible = element.clientHeight - head
      if (start >= from && start + rowHeight <= from + visible) return
      const nearest = start < from ? start : start + rowHeight - visible
      element.scrollTop = Math.max(0, where === 'middle' ? start - Math.floor(visible / 2) : nearest) / ratio
    },
    [scroller, rowHeight, ratio, head],
  )
  const requested = useRef<{ readonly row: number; readonly where: 'nearest' | 'middle' } | undefined>(undefined)
  const reveal = useCallback(
    (row: number, where: 'nearest' | 'middle' = 'nearest') => {
      // A row that was just added has no place until the next render.
      requested.current = { row, where }
      show(row, where)
    },
    [show],
  )
  useEffect(() => {
    const request = requested.current
    requested.current = undefined
    if (request && request.row < count) show(request.row, request.where)
  }, [count, show])

  const indexes = room === 0 ? [] : indexesAround(first, last, { count, fit })
  return { first, last, indexes, height, top, reveal, page: Math.max(1, Math.floor(room / rowHeight) - 1), width }
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
