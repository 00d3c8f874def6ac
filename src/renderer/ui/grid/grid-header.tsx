// biome-ignore-all lint/a11y/useSemanticElements: a table cannot be virtualised, so ARIA grid roles are used.
import { ArrowDown, ArrowUp } from 'lucide-react'
import { type KeyboardEvent, type MouseEvent, memo, useRef, useState } from 'react'
import type { ContextMenuItem, MenuPosition } from '../menu/context-menu.tsx'
import { onceDrawn } from '../once-drawn.ts'
import {
  isHidden,
  type LayoutState,
  moveColumn,
  placeColumn,
  resizeColumn,
  type Tracks,
  toggleColumn,
  trackStyle,
} from './column-layout.ts'
import type { GridColumn, GridSort } from './grid-column.ts'
import { useColumnDrag } from './use-column-drag.ts'
import type { VisibleColumn } from './visible-columns.ts'

/** Step by which an arrow key resizes a column, in px. */
const STEP = 12

interface GridHeaderProps {
  readonly columns: readonly VisibleColumn[]
  /** All columns in their current order, including hidden columns. */
  readonly allColumns: readonly GridColumn<unknown>[]
  readonly tracks: Tracks
  readonly layout: LayoutState
  readonly sort: GridSort | undefined
  readonly onSort: ((id: string) => void) | undefined
  /** Announces the effect of a key press to assistive technology. */
  readonly onAnnounce: (text: string) => void
  readonly onLeave: () => void
  readonly onMenu: (items: readonly ContextMenuItem[], position: MenuPosition) => void
}

/** Header with a single Tab stop. The arrow keys move between the headings. */
export const GridHeader = memo(function GridHeader(props: GridHeaderProps) {
  const { columns, allColumns, tracks, layout, sort, onSort, onAnnounce, onLeave, onMenu } = props
  const [focused, setFocused] = useState<string>()
  const row = useRef<HTMLDivElement>(null)
  const ids = columns.map(({ column }) => column.id)
  const allIds = allColumns.map(({ id }) => id)
  const tabStop = focused !== undefined && ids.includes(focused) ? focused : ids[0]
  const { dropBefore, dragged, startMove, startResize } = useColumnDrag({
    place: (id, before) => layout.change(placeColumn(layout.layout, allIds, id, before)),
    resize: (id, width) => layout.change(resizeColumn(layout.layout, id, width)),
  })
  const headingOf = (id: string): HTMLElement | null =>
    row.current?.querySelector<HTMLElement>(`[data-column="${CSS.escape(id)}"]`) ?? null
  const focusHeading = (id: string): void =>
    onceDrawn(() => headingOf(id)?.querySelector<HTMLElement>('[tabindex]')?.focus())

  const openMenu = (event: MouseEvent | KeyboardEvent, id: string): void => {
    const { left, bottom } = event.currentTarget.getBoundingClientRect()
    const position = 'clientX' in event ? { x: event.clientX, y: event.clientY } : { x: left, y: bottom }
    const hidden = allColumns.filter((column) => !column.unavailable && isHidden(column, layout.layout))
    const hide = allColumns.filter((column) => column.id === id && columns.length > 1)
    onMenu([...hide.map(toggleItem('Hide')), ...hidden.map(toggleItem('Show')), resetItem], position)
  }
  const resetItem = { id: 'reset', title: 'Reset columns', run: () => layout.change(layout.initial) }
  const toggleItem =
    (verb: 'Hide' | 'Show') =>
    (column: GridColumn<unknown>): ContextMenuItem => ({
      id: column.id,
      title: `${verb} ${column.title}`,
      run: () => layout.change(toggleColumn(layout.layout, ids, column)),
    })

  const onKeyDown = (event: KeyboardEvent<HTMLElement>, { id, title }: GridColumn<unknown>): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) openMenu(event, id)
    else if (event.key === 'ArrowDown' && !event.shiftKey) onLeave()
    else if (step === 0 || event.altKey) return
    else if (event.shiftKey && (event.ctrlKey || event.metaKey)) {
      const next = moveColumn(layout.layout, allIds, { id, visible: ids, step })
      if (next !== layout.layout) {
        layout.change(next)
        onAnnounce(`${title}: column ${ids.indexOf(id) + 1 + step} of ${ids.length}`)
      }
      focusHeading(id)
    } else if (event.shiftKey) {
      const width = headingOf(id)?.getBoundingClientRect().width ?? 0
      layout.change(resizeColumn(layout.layout, id, width + step * STEP))
      onceDrawn(() => onAnnounce(`${title}: ${Math.round(headingOf(id)?.getBoundingClientRect().width ?? 0)} px wide`))
    } else {
      const next = ids[ids.indexOf(id) + step]
      if (next !== undefined) focusHeading(next)
    }
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div role="rowgroup" className="grid-head" style={{ minWidth: tracks.leastWidth }}>
      {/* biome-ignore lint/a11y/useFocusableInteractive: the headings inside receive the focus. */}
      <div
        ref={row}
        role="row"
        aria-rowindex={1}
        className="grid-cells"
        style={{ ...trackStyle(tracks), width: tracks.width }}
        data-dragging={dragged !== undefined}
      >
        {columns.map(({ column, attributes }) => {
          const { id, title, titleTooltip } = column
          const sorted = sort?.key === id ? sort.direction : undefined
          const Arrow = sorted === 'ascending' ? ArrowUp : ArrowDown
          const sorts = onSort !== undefined && !column.unsortable && (column.sort ?? column.text) !== undefined
          const Title = sorts ? 'button' : 'span'
          return (
            // biome-ignore lint/a11y/useFocusableInteractive: the title inside receives the focus.
            <div
              key={id}
              role="columnheader"
              className="grid-heading"
              {...attributes}
              data-drop={dropBefore === id || undefined}
              data-dragged={dragged === id || undefined}
              aria-sort={sorted}
              onContextMenu={(event) => {
                event.preventDefault()
                event.stopPropagation()
                openMenu(event, id)
              }}
            >
              <Title
                {...(sorts && { type: 'button' as const })}
                className="grid-title full wide tertiary small row"
                tabIndex={id === tabStop ? 0 : -1}
                title={
                  titleTooltip ?? `${sorts ? 'Click: sort. ' : ''}Drag: move. Shift ← →: resize. Ctrl Shift ← →: move.`
                }
                onFocus={() => setFocused(id)}
                onPointerDown={(event) => startMove(event, id)}
                onClick={() => sorts && onSort(id)}
                onKeyDown={(event) => onKeyDown(event, column)}
              >
                <bdi className="ellipsis">{title}</bdi>
                {sorted && <Arrow size={12} aria-hidden="true" />}
              </Title>
              <span
                className="grid-grip"
                aria-hidden="true"
                onPointerDown={(event) => startResize(event, id)}
                onDoubleClick={() => layout.change(resizeColumn(layout.layout, id, undefined))}
              />
            </div>
          )
        })}
      </div>
    </div>
  )
})
