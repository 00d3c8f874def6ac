// biome-ignore-all lint/a11y/useSemanticElements: a table cannot be virtualised; these are ARIA's grid roles in full.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and points at its active row.

import { useVirtualizer } from '@tanstack/react-virtual'
import { Pin } from 'lucide-react'
import { type KeyboardEvent, memo, useEffect, useRef } from 'react'
import type { HistoryRow } from '../../../shared/contract/history-views.ts'
import { pagedRow } from '../../platform/paged-list.ts'
import { useNow } from '../../platform/use-now.ts'
import { focusWhereLost } from '../../ui/focus-on-mount.ts'
import { formatBytes, formatMilliseconds } from '../../ui/format-number.ts'
import { formatDateTime, formatRecent } from '../../ui/format-time.ts'
import { useRowSlots } from '../../ui/use-row-slots.ts'
import { shortPath } from '../catalogue/index.ts'
import { moveInHistory, needRows, openEntry, readHistory, toggleMark } from './history-actions.ts'
import { indexOf, type HistoryList as List, useHistoryStore } from './history-store.ts'
import { outcomeWords } from './history-text.ts'

const ROW_HEIGHT = 28
/** Rows beyond those in sight, above and below: laid out in every frame of fast scrolling, and seen by nobody. */
const OVERSCAN = 4
/** Rows whose page is asked for before they come into sight. */
const AHEAD = 50

/** The list holds the focus and points at its active row; only rows in sight exist, and only their pages are asked for. */
export function HistoryList({ list }: { readonly list: List }) {
  const activeId = useHistoryStore((data) => data.activeId)
  const marked = useHistoryStore((data) => data.marked)
  const newestId = useHistoryStore((data) => data.pulse.newestId)
  const now = useNow()
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: list.total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
  })
  const items = virtualizer.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = first + items.length
  const rows = useRowSlots(first, last, virtualizer.isScrolling)
  useEffect(
    () => needRows(Math.max(0, first - AHEAD), Math.min(list.total, last + AHEAD) - 1),
    [first, last, list.total],
  )

  // At the top the news are what is being read; further down nothing moves.
  useEffect(() => {
    if (newestId > list.newestId && (scroller.current?.scrollTop ?? 0) < ROW_HEIGHT) void readHistory()
  }, [newestId, list.newestId])

  // Whoever came here before the list was read has the keyboard in it all the same.
  useEffect(() => focusWhereLost(scroller.current), [])
  const activeIndex = activeId === undefined ? -1 : indexOf(list, activeId)
  const shown = useRef(activeId)
  useEffect(() => {
    if (shown.current === activeId) return
    shown.current = activeId
    if (activeIndex >= 0) virtualizer.scrollToIndex(activeIndex)
  }, [activeId, activeIndex, virtualizer])

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.metaKey || event.ctrlKey || event.altKey) return
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_HEIGHT) - 2)
    if (event.key === 'ArrowDown') void moveInHistory(1)
    else if (event.key === 'ArrowUp') void moveInHistory(-1)
    else if (event.key === 'PageDown') void moveInHistory(page)
    else if (event.key === 'PageUp') void moveInHistory(-page)
    else if (event.key === 'Home') void moveInHistory(-list.total)
    else if (event.key === 'End') void moveInHistory(list.total)
    else if (event.key === 'Enter' && activeId !== undefined) void openEntry(activeId)
    else if (event.key === ' ' && activeId !== undefined) toggleMark(activeId)
    else return
    event.preventDefault()
  }

  return (
    <div
      ref={scroller}
      id="history-list"
      role="grid"
      aria-label="Requests, newest first"
      aria-rowcount={list.total}
      aria-colcount={6}
      aria-multiselectable="true"
      aria-activedescendant={activeIndex >= 0 ? `request-${activeId}` : undefined}
      tabIndex={0}
      className="history-list"
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" className="virtual-space" style={{ height: virtualizer.getTotalSize() }}>
        {rows.map(({ index, slot }) => (
          <Row
            key={slot}
            row={pagedRow(list, index)}
            index={index}
            today={formatDay(now)}
            active={index === activeIndex}
            marked={marked.includes(pagedRow(list, index)?.id ?? 0)}
          />
        ))}
      </div>
    </div>
  )
}

/** Changes once a day, so that rows do not render each second. */
const formatDay = (now: number): number => new Date(now).setHours(0, 0, 0, 0)

interface RowProps {
  readonly row: HistoryRow | undefined
  readonly index: number
  readonly today: number
  readonly active: boolean
  readonly marked: boolean
}

const Row = memo(function Row({ row, index, today, active, marked }: RowProps) {
  const style = { transform: `translateY(${index * ROW_HEIGHT}px)` }
  if (!row) {
    return (
      <div role="row" className="history-row" aria-rowindex={index + 1} aria-busy="true" style={style}>
        <span role="gridcell" className="history-shape" />
      </div>
    )
  }
  const { text, tone } = outcomeWords(row)
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid takes the keys for its active row.
    <div
      role="row"
      id={`request-${row.id}`}
      className="history-row"
      aria-rowindex={index + 1}
      aria-selected={active}
      data-marked={marked}
      style={style}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey) toggleMark(row.id)
        // The second click of a double one opens nothing that the first has not.
        else if (event.detail < 2) void openEntry(row.id)
      }}
    >
      <span role="gridcell" className="history-cell" data-column="time" title={formatDateTime(row.at)}>
        {formatRecent(row.at, today)}
      </span>
      <span
        role="gridcell"
        className="history-cell history-outcome"
        data-column="outcome"
        data-tone={tone}
        data-code={row.status !== undefined}
        data-outcome={row.outcome}
        title={text}
      >
        {text}
      </span>
      <span
        role="gridcell"
        className="history-cell history-request"
        title={`${row.method} ${row.path}${row.query === '' ? '' : `?${row.query}`}`}
      >
        <span className="method">{row.method}</span>{' '}
        {/* Cut at its beginning: its end, and what was asked, tell it from its neighbours. */}
        <span className="history-path">
          <bdi dir="ltr">{shortPath(row.path)}</bdi>
        </span>
        {row.query !== '' && <span className="history-query">?{row.query}</span>}
      </span>
      <span
        role="gridcell"
        className="history-cell history-environment"
        data-column="environment"
        data-environment={row.environment}
      >
        {row.environment}
      </span>
      <span role="gridcell" className="history-cell" data-column="size" data-numeric>
        {row.size === undefined ? '' : formatBytes(row.size)}
      </span>
      <span role="gridcell" className="history-cell" data-column="duration" data-numeric>
        {row.totalMs === undefined ? '' : formatMilliseconds(row.totalMs)}
      </span>
      <span role="gridcell" className="history-cell" data-column="pin">
        {row.pinned && <Pin size={12} aria-label="Pinned" />}
        {marked && <span className="visually-hidden">Marked for comparing</span>}
      </span>
    </div>
  )
})
