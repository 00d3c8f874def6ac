import { observeElementOffset, observeElementRect, useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useCallback, useEffect, useReducer, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { indexesAround, listHeight, rowWindow, scrollTopToShow } from './row-window.ts'

interface VirtualRowsOptions {
  readonly count: number
  readonly rowHeight: number
  readonly scroller: RefObject<HTMLElement | null>
  /** Height of the sticky header, in px. */
  readonly head?: number
}

export interface VirtualRows {
  /** Visible rows. `last` is exclusive. */
  readonly first: number
  readonly last: number
  /** Indexes of the rows to render: the visible rows and some rows around them. */
  readonly indexes: readonly number[]
  /** Total height of all rows, in px. */
  readonly height: number
  /** Returns the position of a row within the total height, in px. */
  top(row: number): number
  /** Scrolls as little as needed to show a row. `middle`: centres the row if it is not visible. */
  reveal(row: number, where?: 'nearest' | 'middle'): void
  /** Number of rows that PageUp and PageDown move by. */
  readonly page: number
  /** Width of the scroller in px without its scrollbar, or 0 before it is measured. */
  readonly width: number
}

/** Virtualises a list of any length with rows of equal height. */
export function useVirtualRows({ count, rowHeight, scroller, head = 0 }: VirtualRowsOptions): VirtualRows {
  const [width, setWidth] = useState(0)
  const [, redraw] = useReducer((times: number) => times + 1, 0)
  const height = listHeight(count, rowHeight)
  const isCompressed = useRef(false)
  isCompressed.current = count * rowHeight > height
  /** Row to show that does not exist yet. The list scrolls to the row once it exists, unless the user scrolls first. */
  const awaited = useRef<{ readonly row: number; readonly where: 'nearest' | 'middle' } | undefined>(undefined)

  const virtualizer = useVirtualizer<HTMLElement, Element>({
    count: Math.ceil(height / rowHeight),
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 0,
    scrollMargin: head,
    observeElementRect: (instance, report) => {
      let before: number | undefined
      return observeElementRect(instance, (rect) => {
        const update = (): void => {
          report(rect)
          setWidth(rect.width)
        }
        // Renders a changed width in the same frame, so that the columns always match it. The first width arrives in a
        // layout effect, where `flushSync` is not allowed.
        if (before === undefined || rect.width === before) update()
        else flushSync(update)
        before = rect.width
      })
    },
    // The virtualizer redraws only when the first row changes. In a compressed list, a pixel spans several rows.
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
