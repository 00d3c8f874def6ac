// biome-ignore-all lint/a11y/useSemanticElements: a table cannot be virtualised; these are ARIA's grid roles in full.
import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { ArrowUpToLine } from 'lucide-react'
import {
  type CSSProperties,
  type KeyboardEvent,
  type UIEvent,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useOrdersStore } from '../../../stores/orders-store.ts'
import { focusWhereLost } from '../../../ui/focus-on-mount.ts'
import { formatNumber } from '../../../ui/format-number.ts'
import { useBlotterStore } from '../blotter-store.ts'
import { openTimeline } from '../orders-actions.ts'
import type { BlotterRow } from './blotter-rows.ts'
import { BlotterHead } from './column-header.tsx'
import { GapRow, OrderRow } from './order-row.tsx'
import { rowsDrawn } from './rows-drawn.ts'
import { useLayout } from './use-layout.ts'
import { useNewsAbove } from './use-news-above.ts'
import { useRowSeats } from './use-row-seats.ts'
import { useSteadyScroll } from './use-steady-scroll.ts'

const ROW_HEIGHT = 28

interface BlotterProps {
  readonly rows: readonly BlotterRow[]
  readonly stale: boolean
}

/** The grid of orders. It holds the focus and points at its active row; only rows in sight exist. */
export function Blotter({ rows, stale }: BlotterProps) {
  const activeId = useBlotterStore((data) => data.activeId)
  const { filter, sort, columns } = useBlotterStore((data) => data.look)
  const touched = useOrdersStore((data) => data.touched)
  const layout = useLayout(rows, columns)
  const paused = useBlotterStore((data) => data.paused !== undefined)
  const [said, setSaid] = useState('')
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer: Virtualizer<HTMLDivElement, Element> = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    rangeExtractor: (inSight) => rowsDrawn(inSight, Math.ceil((virtualizer.scrollRect?.height ?? 0) / ROW_HEIGHT) + 1),
    // The head scrolls with the rows and sticks above them.
    scrollMargin: ROW_HEIGHT,
    scrollPaddingStart: ROW_HEIGHT,
  })

  const offset = virtualizer.scrollOffset ?? 0
  useSteadyScroll(scroller, rows, { rowHeight: ROW_HEIGHT, offset })
  const news = useNewsAbove(rows, Math.floor(offset / ROW_HEIGHT))

  const moveCursor = useCallback((orderId: string): void => {
    useBlotterStore.setState({ activeId: orderId })
    // An open timeline follows the cursor.
    if (useBlotterStore.getState().pane.kind === 'timeline') openTimeline(orderId)
  }, [])

  const activeIndex = useMemo(
    () => rows.findIndex((row) => row.kind === 'order' && row.id === activeId),
    [rows, activeId],
  )
  // Whoever came here before the orders were known has the keyboard in them all the same.
  useEffect(() => focusWhereLost(scroller.current), [])
  const shownId = useRef(activeId)
  useEffect(() => {
    // Followed when the cursor moved, not when rows moved under it.
    if (shownId.current === activeId) return
    shownId.current = activeId
    if (activeIndex >= 0) virtualizer.scrollToIndex(activeIndex)
  }, [activeId, activeIndex, virtualizer])

  const drawn = virtualizer.getVirtualItems().flatMap(({ index }) => {
    const row = rows[index]
    return row ? [{ row, index }] : []
  })
  const seated = useRowSeats(drawn, filter, sort)

  const moveTo = (from: number, direction: 1 | -1): void => {
    for (let index = from; index >= 0 && index < rows.length; index += direction) {
      const row = rows[index]
      if (row?.kind !== 'order') continue
      moveCursor(row.id)
      return
    }
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_HEIGHT) - 2)
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'ArrowDown') moveTo(activeIndex + 1, 1)
    else if (event.key === 'ArrowUp') moveTo(activeIndex < 0 ? rows.length - 1 : activeIndex - 1, -1)
    else if (event.key === 'PageDown') moveTo(Math.min(activeIndex + page, rows.length - 1), -1)
    else if (event.key === 'PageUp') moveTo(Math.max(activeIndex - page, 0), 1)
    else if (event.key === 'Home') moveTo(0, 1)
    else if (event.key === 'End') moveTo(rows.length - 1, -1)
    else if (event.key === 'Enter' && activeIndex >= 0 && activeId !== undefined) openTimeline(activeId)
    else return
    event.preventDefault()
  }

  return (
    <div className="blotter-place">
      <div
        ref={scroller}
        id="blotter"
        role="grid"
        aria-label="Orders"
        aria-rowcount={rows.length + 1}
        aria-colcount={layout.columns.length}
        aria-activedescendant={activeIndex >= 0 ? `order-${activeId}` : undefined}
        tabIndex={0}
        className="blotter"
        data-stale={stale}
        style={
          {
            '--blotter-tracks': layout.tracks,
            '--blotter-width': layout.width,
            '--symbol-left': layout.lefts.symbol,
            '--side-left': layout.lefts.side,
          } as CSSProperties
        }
        onKeyDown={onKeyDown}
        onScroll={noteSideways}
      >
        <BlotterHead layout={layout} sort={sort} onSay={setSaid} />
        <div
          role="rowgroup"
          aria-owns={drawn.map(({ row }) => elementId(row)).join(' ')}
          className="virtual-space"
          style={{ height: virtualizer.getTotalSize() }}
        >
          {seated.map(({ row, index, seat }) =>
            row.kind === 'gap' ? (
              <GapRow
                key={seat}
                id={elementId(row)}
                gap={row.gap}
                columns={layout.columns.length}
                start={index * ROW_HEIGHT}
                index={index}
              />
            ) : (
              <OrderRow
                key={seat}
                id={elementId(row)}
                order={row.order}
                columns={layout.columns}
                index={index}
                start={index * ROW_HEIGHT}
                active={row.id === activeId}
                touchedAt={paused ? undefined : touched.get(row.id)}
                onClick={clickOrder}
                onOpen={openTimeline}
              />
            ),
          )}
        </div>
      </div>
      <span className="visually-hidden" role="status">
        {said}
      </span>
      {news > 0 && (
        <button type="button" className="blotter-news" onClick={() => virtualizer.scrollToIndex(0)}>
          <ArrowUpToLine size={12} aria-hidden="true" /> {formatNumber(news)} new
          <span className="visually-hidden"> or changed above: go to the top</span>
        </button>
      )}
    </div>
  )
}

/** By the element itself: a state would draw every row again. */
function noteSideways({ currentTarget }: UIEvent<HTMLElement>): void {
  currentTarget.toggleAttribute('data-sideways', currentTarget.scrollLeft > 0)
}

const elementId = ({ kind, id }: BlotterRow): string => (kind === 'order' ? `order-${id}` : id)

/** A click shows the order, unless that would push a ticket out of sight that is being written. */
function clickOrder(orderId: string): void {
  if (useBlotterStore.getState().pane.kind === 'ticket') useBlotterStore.setState({ activeId: orderId })
  else openTimeline(orderId)
}
