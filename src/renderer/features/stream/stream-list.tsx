// biome-ignore-all lint/a11y/useSemanticElements: a table cannot be virtualised; these are ARIA's grid roles in full.
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, memo, useEffect, useRef } from 'react'
import type { FrameRow } from '../../../shared/contract/stream-views.ts'
import { type StreamList as List, lineAt, useStreamStore } from '../../stores/stream-store.ts'
import { formatBytes } from '../../ui/format-number.ts'
import { formatDateTime, formatTimeWithMilliseconds } from '../../ui/format-time.ts'
import { FRAME_KIND_WORDS } from './decode-frame.ts'
import { LIST_ID, needLines, openLine } from './stream-actions.ts'

const ROW_HEIGHT = 24

/** The list holds the focus and points at its active row; only rows in sight exist, the host holds the others. */
export function StreamList({ list }: { readonly list: List }) {
  const active = useStreamStore((data) => data.active)
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: list.total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 16,
  })
  const items = virtualizer.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    needLines(first, last, (scroller.current?.scrollTop ?? 0) < ROW_HEIGHT)
  }, [first, last])

  const at = active === undefined ? -1 : list.rows.findIndex(({ number }) => number === active) + list.offset
  const move = (step: number): void => {
    const index = Math.min(list.total - 1, Math.max(0, (at < list.offset ? -1 : at) + step))
    const row = lineAt(list, index)
    virtualizer.scrollToIndex(index)
    if (row) void openLine(row)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.metaKey || event.ctrlKey || event.altKey) return
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_HEIGHT) - 2)
    if (event.key === 'ArrowDown') move(1)
    else if (event.key === 'ArrowUp') move(-1)
    else if (event.key === 'PageDown') move(page)
    else if (event.key === 'PageUp') move(-page)
    else if (event.key === 'Home') virtualizer.scrollToIndex(0)
    else if (event.key === 'End') virtualizer.scrollToIndex(list.total - 1)
    else return
    event.preventDefault()
  }

  return (
    <div
      ref={scroller}
      id={LIST_ID}
      role="grid"
      aria-label="Lines, newest first"
      aria-rowcount={list.total}
      aria-colcount={4}
      aria-activedescendant={at >= list.offset ? `line-${active}` : undefined}
      tabIndex={0}
      className="stream-list"
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" className="virtual-space" style={{ height: virtualizer.getTotalSize() }}>
        {items.map((item) => {
          const row = lineAt(list, item.index)
          return row ? (
            <Row key={row.number} row={row} index={item.index} start={item.start} active={row.number === active} />
          ) : null
        })}
      </div>
    </div>
  )
}

interface RowProps {
  readonly row: FrameRow
  readonly index: number
  readonly start: number
  readonly active: boolean
}

const Row = memo(
  function Row({ row, index, start, active }: RowProps) {
    const { title, mark, tone } = FRAME_KIND_WORDS[row.kind]
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the grid takes the keys for its active row.
      <div
        role="row"
        id={`line-${row.number}`}
        className="stream-row"
        aria-rowindex={index + 1}
        aria-selected={active}
        data-tone={tone}
        style={{ transform: `translateY(${start}px)` }}
        tabIndex={-1}
        onClick={() => void openLine(row)}
      >
        <span role="gridcell" tabIndex={-1} className="stream-cell stream-time">
          <time dateTime={new Date(row.at).toISOString()} title={formatDateTime(row.at)}>
            {formatTimeWithMilliseconds(row.at)}
          </time>
        </span>
        <span role="gridcell" tabIndex={-1} className="stream-cell stream-topic-cell" title={row.topic}>
          <span className="stream-mark" aria-hidden="true">
            {mark}
          </span>
          <span className="visually-hidden">{title}: </span>
          {row.topic}
        </span>
        <span role="gridcell" tabIndex={-1} className="stream-cell stream-text">
          {row.preview}
        </span>
        <span role="gridcell" tabIndex={-1} className="stream-cell stream-size">
          {row.kind === 'receive' || row.kind === 'error' ? formatBytes(row.characters) : ''}
        </span>
      </div>
    )
  },
  // A line never changes; it is read anew with every batch.
  (before, after) =>
    before.row.number === after.row.number &&
    before.start === after.start &&
    before.index === after.index &&
    before.active === after.active,
)
