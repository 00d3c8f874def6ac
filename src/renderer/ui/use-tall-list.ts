import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'

/** Browsers stop drawing beyond some 17 million pixels. Above this the list is squeezed: a pixel of scrolling passes more. */
const TALLEST = 12_000_000

interface TallListOptions {
  readonly count: number
  readonly rowHeight: number
  readonly scroller: RefObject<HTMLElement | null>
  /** Height of what sticks to the top of the scroller, in px. */
  readonly head?: number
}

export interface TallList {
  /** Rows in sight, `last` excluded. */
  readonly first: number
  readonly last: number
  /** Height of what scrolls, in px. */
  readonly height: number
  /** Where a row is drawn inside of that, in px. */
  top(row: number): number
  /** Brings a row into sight, as little as needed; `middle`: into the middle where it is out of sight. */
  reveal(row: number, where?: 'nearest' | 'middle'): void
  /** Rows that fit. */
  readonly page: number
}

/** A list of any length of which only the rows in sight exist. All rows have one height. */
export function useTallList({ count, rowHeight, scroller, head = 0 }: TallListOptions): TallList {
  const [view, setView] = useState({ scrollTop: 0, height: 0 })
  const full = count * rowHeight
  const height = Math.min(full, TALLEST)
  const room = Math.max(0, view.height - head)
  const ratio = full <= TALLEST ? 1 : (full - room) / Math.max(1, height - room)

  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const look = (): void => {
      const { scrollTop, clientHeight } = element
      setView((now) =>
        now.scrollTop === scrollTop && now.height === clientHeight ? now : { scrollTop, height: clientHeight },
      )
    }
    look()
    const observer = new ResizeObserver(look)
    observer.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [scroller])

  const offset = view.scrollTop * ratio
  const first = Math.max(0, Math.floor(offset / rowHeight))
  const last = Math.min(count, Math.ceil((offset + room) / rowHeight))
  // Squeezed rows are drawn where they are in sight, however far down that would be.
  const shift = view.scrollTop - offset
  const top = useCallback((row: number) => row * rowHeight + shift, [rowHeight, shift])

  const wanted = useRef<{ readonly row: number; readonly where: 'nearest' | 'middle' } | undefined>(undefined)
  const bring = useCallback(
    (row: number, where: 'nearest' | 'middle') => {
      const element = scroller.current
      if (!element) return
      const at = element.scrollTop * ratio
      const begin = row * rowHeight
      const visible = element.clientHeight - head
      if (begin >= at && begin + rowHeight <= at + visible) return
      const middle = begin - Math.floor(visible / 2)
      const to = where === 'middle' ? middle : begin < at ? begin : begin + rowHeight - visible
      element.scrollTop = Math.max(0, to) / ratio
    },
    [scroller, rowHeight, ratio, head],
  )
  const reveal = useCallback(
    (row: number, where: 'nearest' | 'middle' = 'nearest') => {
      // A row that was made a moment ago is there only after the next drawing.
      wanted.current = { row, where }
      bring(row, where)
    },
    [bring],
  )
  useEffect(() => {
    const now = wanted.current
    wanted.current = undefined
    if (now && now.row < count) bring(now.row, now.where)
  }, [count, bring])

  return { first, last, height, top, reveal, page: Math.max(1, Math.floor(room / rowHeight) - 1) }
}
