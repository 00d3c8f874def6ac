import { observeElementOffset, observeElementRect, useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useCallback, useEffect, useReducer, useRef, useState } from 'react'
import { indexesAround, listHeight, rowWindow, scrollTopToShow } from './row-window.ts'

interface VirtualRowsOptions {
  readonly count: number
  readonly rowHeight: number
  readonly scroller: RefObject<HTMLElement | null>
  /** Height of the sticky heading, in px. */
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
  const height = listHeight(count, rowHeight)
  const isCompressed = useRef(false)
  isCompressed.current = count * rowHeight > height
  /** A row that does not exist yet: it is shown when the list has grown, unless the user scrolls first. */
  const awaited = useRef<{ readonly row: number; readonly where: 'nearest' | 'middle' } | undefined>(undefined)

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
    // The virtualizer reports only whole rows of its own. In a compressed list, one px is several rows.
    observeElementOffset: (instance, report) =>
      observeElementOffset(instance, (offset, isScrolling) => {
        if (isScrolling) awaited.current = undefined
        report(offset, isScrolling)
        if (isCompressed.current) redraw()
      }),
  })
  const room = Math.max(0, (virtualizer.scrollRect?.height ?? 0) - head)
  const { first, last, shift } = rowWindow({ count, rowHeight, room }, virtualizer.scrollOffset ?? 0)
  const top = useCallback((row: number) => row * rowHeight + shift, [rowHeight, shift])

  const reveal = useCallback(
    (row: number, where: 'nearest' | 'middle' = 'nearest') => {
      awaited.current = row < count ? undefined : { row, where }
      const element = scroller.current
      if (!element || row >= count) return
      const list = { count, rowHeight, room: element.clientHeight - head }
      const target = scrollTopToShow(list, { row, where, scrollTop: element.scrollTop })
      if (target !== undefined) element.scrollTop = target
    },
    [scroller, count, rowHeight, head],
  )
  useEffect(() => {
    if (awaited.current) reveal(awaited.current.row, awaited.current.where)
  }, [reveal])

  const fit = Math.ceil(room / rowHeight) + 1
  const indexes = room === 0 ? [] : indexesAround(first, last, { count, fit })
  return { first, last, indexes, height, top, reveal, page: Math.max(1, Math.floor(room / rowHeight) - 1), width }
}
