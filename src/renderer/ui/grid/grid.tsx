// biome-ignore-all lint/a11y/useSemanticElements: a table cannot be virtualised; these are ARIA's grid roles in full.
import { ArrowUpToLine } from 'lucide-react'
import {
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type SyntheticEvent,
  type UIEvent,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { flushSync } from 'react-dom'
import { focusWhereLost } from '../focus-on-mount.ts'
import { formatNumber } from '../format-number.ts'
import { ContextMenu, type ContextMenuItem, type MenuPosition } from '../menu/context-menu.tsx'
import { useSteady } from '../use-steady.ts'
import type { LayoutState } from './column-layout.ts'
import { cellText, type GridColumn, type GridSort } from './grid-column.ts'
import { GridHeader } from './grid-header.tsx'
import { GridRow, type RowSpan } from './grid-row.tsx'
import { indexAfterKey } from './list-keys.ts'
import { useRowSlots } from './row-slots.ts'
import { type RowSource, useRowSource } from './row-source.ts'
import { rangeOf, useSelection } from './selection.ts'
import { useNotice } from './use-notice.tsx'
import { useRowsAbove, useSteadyScroll } from './use-steady-scroll.ts'
import { useVirtualRows } from './use-virtual-rows.ts'
import { useVisibleColumns } from './visible-columns.ts'
import './grid.css'

const ROW_HEIGHT = 28

interface GridProps<Row> {
  readonly id: string
  readonly label: string
  /** The same array in every render. */
  readonly columns: readonly GridColumn<Row>[]
  /** Sorted. A row that did not change is the same object. */
  readonly rows: readonly Row[] | RowSource<Row>
  readonly keyOf: (row: Row) => string
  /** The row with the cursor. */
  readonly activeKey: string | undefined
  readonly onActive: (row: Row, by: 'key' | 'click', index: number) => void
  /** Enter and double click. */
  readonly onOpen?: (row: Row, column: string | undefined) => void
  /** Actions for the selected rows; copying is added to them. */
  readonly menu?: (rows: readonly Row[]) => readonly ContextMenuItem[]
  /** `last` excluded. */
  readonly onVisible?: (first: number, last: number) => void
  readonly sort?: GridSort | undefined
  readonly onSort?: (column: string) => void
  readonly layout: LayoutState
  /** Only if all rows are in memory. */
  readonly multiSelect?: boolean
  /** The cursor is a cell, which left and right move. */
  readonly cellCursor?: boolean
  readonly spanOf?: (row: Row) => RowSpan | undefined
  readonly toneOf?: (row: Row) => string | undefined
  /** Rows marked with Space or Ctrl and a click. */
  readonly marks?: { readonly keys: readonly string[]; readonly toggle: (row: Row) => void }
  /** When a row last changed, in ms since epoch: it is marked for a moment. */
  readonly changedAt?: (key: string) => number | undefined
  /** Shows how many rows above the visible ones are new or changed. */
  readonly countsNews?: boolean
  /** Changes when the rows are in another order altogether, such as after a filter. */
  readonly order?: unknown
  readonly stale?: boolean
  readonly busy?: boolean
  /** Takes the focus if nothing has it when the grid appears. */
  readonly takesLostFocus?: boolean
  /** Below the rows, such as an empty state. */
  readonly children?: ReactNode
}

/** A grid of any length. It has the focus and points at its active row; only visible rows exist. */
export function Grid<Row>(props: GridProps<Row>) {
  const { id, label, columns, layout, keyOf, activeKey, onActive, onOpen, menu, onVisible, sort, onSort } = props
  const { multiSelect = false, cellCursor = false, spanOf, toneOf, marks, changedAt, order, takesLostFocus } = props
  const source = useRowSource(props.rows, keyOf)
  const { count, at: rowAt, all } = source
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualRows({ count, rowHeight: ROW_HEIGHT, scroller, head: ROW_HEIGHT })
  const { first, last, indexes, reveal } = virtual
  const measured = useMemo(() => (spanOf ? all.filter((row) => spanOf(row) === undefined) : all), [all, spanOf])
  const shown = useVisibleColumns(columns, layout.layout, { rows: measured, room: virtual.width })
  const [openMenu, setOpenMenu] = useState<MenuPosition & { readonly items: readonly ContextMenuItem[] }>()
  const [activeColumn, setActiveColumn] = useState(0)
  const notice = useNotice()
  const pressedKey = useRef<string | undefined>(undefined)
  const clickedKey = useRef<string | undefined>(undefined)
  /** The row that a key moved to before it was loaded. */
  const pending = useRef<number | undefined>(undefined)

  useSteadyScroll(scroller, all, { first, rowHeight: ROW_HEIGHT })
  const news = useRowsAbove(props.countsNews ? all : NO_ROWS, first, spanOf)
  useEffect(() => onVisible?.(first, last), [first, last, onVisible])
  useEffect(() => (takesLostFocus ? focusWhereLost(scroller.current) : undefined), [takesLostFocus])

  const rendered = indexes.map((index) => {
    const row = rowAt(index)
    return { index, row, key: row === undefined ? `loading ${index}` : keyOf(row) }
  })
  const slots = useRowSlots(
    rendered.map(({ key }) => key),
    order ?? sort,
  )
  const elementId = (key: string): string => `${id}-${key.replaceAll(/\s/g, '_')}`
  const activeIndex = useMemo(() => (activeKey === undefined ? -1 : source.find(activeKey)), [source, activeKey])
  const { selected, select, anchor } = useSelection(activeKey)
  const isSelected = (key: string): boolean => (selected.size > 0 ? selected.has(key) : key === activeKey)
  const activeRow = activeIndex < 0 ? undefined : rowAt(activeIndex)
  const canActivate = (row: Row): boolean => !multiSelect || spanOf?.(row) === undefined

  const lastActive = useRef(activeKey)
  useEffect(() => {
    // Followed when the cursor moved, not when rows moved under it.
    if (lastActive.current === activeKey) return
    lastActive.current = activeKey
    if (activeIndex >= 0) reveal(activeIndex)
  }, [activeKey, activeIndex, reveal])
  useEffect(() => {
    const row = pending.current === undefined ? undefined : rowAt(pending.current)
    if (row === undefined || pending.current === undefined) return
    onActive(row, 'key', pending.current)
    pending.current = undefined
  })

  /** Skips rows that cannot be active, first in the direction of the move. */
  const goTo = (target: number, extend: boolean): void => {
    const step = target < activeIndex || target === count - 1 ? -1 : 1
    const next = nearest(target, step, count, (index) => {
      const row = rowAt(index)
      return row === undefined || canActivate(row)
    })
    const row = rowAt(next)
    reveal(next)
    pending.current = row === undefined ? next : undefined
    if (row === undefined) return
    if (extend) select(rangeOf(all, { keyOf, from: anchor, to: keyOf(row), includes: canActivate }), keyOf(row), anchor)
    onActive(row, 'key', next)
  }
  const selectedRows = (): readonly Row[] => {
    const rows = selected.size > 0 ? all.filter((row) => selected.has(keyOf(row))) : []
    return rows.length > 0 ? rows : activeRow === undefined ? [] : [activeRow]
  }
  const copyRows = (rows: readonly Row[], cells = shown.visible): void => {
    const line = (row: Row): string => {
      const span = spanOf?.(row)
      if (span) return typeof span.text === 'string' ? span.text : ''
      return cells.map(({ column }) => cellText(column, row).replaceAll(/[\t\r\n]+/g, ' ')).join('\t')
    }
    const what = cells.length === 1 ? 'Cell' : rows.length === 1 ? 'Row' : `${formatNumber(rows.length)} rows`
    navigator.clipboard.writeText(rows.map(line).join('\n')).then(
      () => notice.show(`${what} copied`),
      () => notice.show('The browser does not allow copying'),
    )
  }
  const showMenu = (rows: readonly Row[], position: MenuPosition): void => {
    const title = rows.length === 1 ? 'Copy row' : `Copy ${formatNumber(rows.length)} rows`
    const cell = cellCursor ? shown.visible[activeColumn] : undefined
    const copyCell = { id: 'cell', title: 'Copy cell', keys: '$mod+c', run: () => cell && copyRows(rows, [cell]) }
    const copy = { id: 'copy', title, ...(!cell && { keys: '$mod+c' }), run: () => copyRows(rows) }
    if (rows.length > 0)
      setOpenMenu({ ...position, items: [...(menu?.(rows) ?? []), ...(cell ? [copyCell] : []), copy] })
  }
  const closeMenu = (): void => {
    // At once, so that an item can open a dialog, which gives the focus back to the grid.
    flushSync(() => setOpenMenu(undefined))
    scroller.current?.focus()
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return
    const { key, shiftKey } = event
    const mod = event.ctrlKey || event.metaKey
    const to = indexAfterKey(key, { index: pending.current ?? activeIndex, count, page: virtual.page })
    if (mod && key.toLowerCase() === 'c' && !shiftKey && activeRow !== undefined && hasNoTextSelected()) {
      const cell = shown.visible[activeColumn]
      if (cellCursor && cell) copyRows([activeRow], [cell])
      else copyRows(selectedRows())
    } else if (mod && key === 'a' && multiSelect && activeKey !== undefined) {
      select(new Set(all.filter(canActivate).map(keyOf)), activeKey, activeKey)
    } else if (key === 'ContextMenu' || (key === 'F10' && shiftKey)) {
      const element = activeKey === undefined ? null : document.getElementById(elementId(activeKey))
      const { left, bottom } = (element ?? event.currentTarget).getBoundingClientRect()
      showMenu(selectedRows(), { x: left + ROW_HEIGHT, y: bottom })
    } else if (mod || event.altKey) return
    else if (to !== undefined) goTo(to, shiftKey && multiSelect)
    else if (cellCursor && (key === 'ArrowLeft' || key === 'ArrowRight'))
      moveToCell(activeColumn + (key === 'ArrowLeft' ? -1 : 1))
    else if (key === 'Enter' && activeRow !== undefined && onOpen)
      onOpen(activeRow, shown.visible[activeColumn]?.column.id)
    else if (key === ' ' && activeRow !== undefined && marks) marks.toggle(activeRow)
    else if (key === 'Escape' && selected.size > 1) select(new Set(), activeKey, activeKey)
    else return
    event.preventDefault()
  }
  const moveToCell = (column: number): void => {
    setActiveColumn(Math.max(0, Math.min(column, shown.visible.length - 1)))
    // The grid may be wider than its place.
    requestAnimationFrame(() =>
      scroller.current
        ?.querySelector('.grid-cell[data-active]')
        ?.scrollIntoView({ block: 'nearest', inline: 'nearest' }),
    )
  }

  const rowOf = ({
    target,
  }: SyntheticEvent): { readonly key: string; readonly row: Row; readonly index: number } | undefined => {
    const element = (target as Element).closest('.grid-row')
    const found = rendered.find(({ key }) => elementId(key) === element?.id)
    return found?.row === undefined ? undefined : { ...found, row: found.row }
  }
  const onClick = (event: MouseEvent): void => {
    const found = rowOf(event)
    if (!found || !canActivate(found.row)) return
    const { key, row, index } = found
    // A DOM row goes from row to row: another one may have been pressed. Assistive programs click without a press.
    if (event.detail !== 0 && pressedKey.current !== key) return
    const isSecondOfTwo = event.detail > 1 && clickedKey.current === key
    clickedKey.current = key
    if (isSecondOfTwo) return
    pending.current = undefined
    const cell = (event.target as Element).closest<HTMLElement>('.grid-cell')
    if (cellCursor && cell)
      setActiveColumn(shown.visible.findIndex(({ column }) => column.id === cell.dataset['column']))
    if (event.shiftKey && multiSelect) {
      select(rangeOf(all, { keyOf, from: anchor, to: key, includes: canActivate }), key, anchor)
      onActive(row, 'key', index)
    } else if ((event.ctrlKey || event.metaKey) && marks) marks.toggle(row)
    else if ((event.ctrlKey || event.metaKey) && multiSelect) {
      const next = new Set(selected.size > 0 ? selected : activeKey === undefined ? [] : [activeKey])
      if (!next.delete(key)) next.add(key)
      select(next, key, key)
      onActive(row, 'key', index)
    } else {
      select(new Set(), key, key)
      onActive(row, 'click', index)
    }
  }
  const onContextMenu = (event: MouseEvent): void => {
    event.preventDefault()
    const found = rowOf(event)
    if (!found || !canActivate(found.row)) return
    if (!isSelected(found.key)) {
      select(new Set(), found.key, found.key)
      onActive(found.row, 'key', found.index)
    }
    showMenu(selected.has(found.key) ? selectedRows() : [found.row], { x: event.clientX, y: event.clientY })
  }

  const announce = useSteady(notice.show)
  const sortBy = useSteady((column: string) => onSort?.(column))
  const showHeadingMenu = useSteady((items: readonly ContextMenuItem[], position: MenuPosition) =>
    setOpenMenu({ ...position, items }),
  )
  const leaveHeader = useSteady(() => scroller.current?.focus())
  const isActiveRendered = rendered.some(({ index, row }) => index === activeIndex && row !== undefined)
  const activeId = isActiveRendered && activeKey !== undefined ? elementId(activeKey) : undefined

  return (
    <div className="grid-place">
      <div
        ref={scroller}
        id={id}
        role="grid"
        aria-label={label}
        aria-rowcount={count + 1}
        aria-colcount={shown.visible.length}
        aria-multiselectable={multiSelect || marks !== undefined || undefined}
        aria-busy={props.busy || undefined}
        aria-activedescendant={activeId && cellCursor ? `${activeId}-${activeColumn}` : activeId}
        tabIndex={0}
        className="grid"
        data-stale={props.stale || undefined}
        data-cells={cellCursor || undefined}
        style={
          {
            '--grid-tracks': shown.tracks,
            '--grid-width': shown.width,
            '--sticky-0': shown.stickyLefts[0],
            '--sticky-1': shown.stickyLefts[1],
          } as CSSProperties
        }
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          pressedKey.current = rowOf(event)?.key
        }}
        onClick={onClick}
        onDoubleClick={(event) => {
          const found = rowOf(event)
          if (found && canActivate(found.row)) onOpen?.(found.row, shown.visible[activeColumn]?.column.id)
        }}
        onContextMenu={onContextMenu}
        onScroll={noteSideways}
      >
        <GridHeader
          columns={shown.visible}
          allColumns={shown.all}
          layout={layout}
          sort={sort}
          onSort={onSort ? sortBy : undefined}
          onAnnounce={announce}
          onLeave={leaveHeader}
          onMenu={showHeadingMenu}
        />
        <div
          role="rowgroup"
          // The elements are in the order of their slots.
          aria-owns={rendered.map(({ key }) => elementId(key)).join(' ') || undefined}
          className="grid-rows"
          style={{ height: virtual.height }}
        >
          {rendered
            .map((each) => ({ ...each, slot: slots.get(each.key) ?? 0 }))
            .sort((left, right) => left.slot - right.slot)
            .map(({ row, key, index, slot }) => (
              <GridRow
                key={slot}
                id={elementId(key)}
                row={row}
                columns={shown.visible}
                index={index}
                top={virtual.top(index)}
                selected={isSelected(key)}
                active={key === activeKey}
                marked={marks?.keys.includes(key) ?? false}
                activeColumn={cellCursor && key === activeKey ? activeColumn : undefined}
                span={row === undefined ? undefined : spanOf?.(row)}
                tone={row === undefined ? undefined : toneOf?.(row)}
                changedAt={changedAt?.(key)}
              />
            ))}
        </div>
        {props.children}
      </div>
      {notice.element}
      {news > 0 && (
        <button type="button" className="grid-news" onClick={() => reveal(0)}>
          <ArrowUpToLine size={12} aria-hidden="true" /> {formatNumber(news)} new
          <span className="visually-hidden"> or changed above: go to the top</span>
        </button>
      )}
      {openMenu && <ContextMenu label={label} items={openMenu.items} position={openMenu} onClose={closeMenu} />}
    </div>
  )
}

const NO_ROWS: readonly never[] = []

/** On the element itself: a state would render every row again. */
function noteSideways({ currentTarget }: UIEvent<HTMLElement>): void {
  currentTarget.toggleAttribute('data-sideways', currentTarget.scrollLeft > 0)
}

const hasNoTextSelected = (): boolean => window.getSelection()?.isCollapsed !== false

/** The nearest index that passes, first in the given direction; `from` itself if none does. */
function nearest(from: number, step: 1 | -1, count: number, passes: (index: number) => boolean): number {
  for (const direction of [step, -step]) {
    for (let index = from; index >= 0 && index < count; index += direction) if (passes(index)) return index
  }
  return from
}
