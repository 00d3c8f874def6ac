// biome-ignore-all lint/a11y/useSemanticElements: a table cannot be virtualised, so ARIA grid roles are used.
import { ArrowUpToLine } from 'lucide-react'
import { type UIEvent, useEffect, useRef } from 'react'
import { formatNumber } from '../../../shared/domain/format-number.ts'
import { focusWhereLost } from '../focus-on-mount.ts'
import { ContextMenu, type ContextMenuItem, type MenuPosition } from '../menu/context-menu.tsx'
import { useSteady } from '../use-steady.ts'
import { GridHeader } from './grid-header.tsx'
import { type GridProps, ROW_HEIGHT } from './grid-props.ts'
import { GridRow } from './grid-row.tsx'
import { useRowSlots } from './row-slots.ts'
import { useRowSource } from './row-source.ts'
import { type RenderedRow, useGridInput } from './use-grid-input.ts'
import { useRowsAbove, useSteadyScroll } from './use-steady-scroll.ts'
import { useVirtualRows } from './use-virtual-rows.ts'
import { useVisibleColumns } from './visible-columns.ts'
import './grid.css'
import './grid-cells.css'

/** Grid with any number of rows. Renders only the visible rows. */
export function Grid<Row>(props: GridProps<Row>) {
  const { id, label, columns, layout, keyOf, activeKey, onVisible, sort, onSort } = props
  const { multiSelect = false, cellCursor = false, spanOf, toneOf, marks, changedAt, order, takesLostFocus } = props
  const { tree, edited } = props
  const source = useRowSource(props.rows, keyOf)
  const { count, at: rowAt, all, loaded } = source
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualRows({ count, rowHeight: ROW_HEIGHT, scroller, head: ROW_HEIGHT })
  const { first, last, indexes, reveal } = virtual
  const shown = useVisibleColumns(columns, layout.layout, { rows: loaded, spanOf, room: virtual.width })
  useSteadyScroll(scroller, all, { first, rowHeight: ROW_HEIGHT })
  const changesAbove = useRowsAbove(props.countsChanges ? all : NO_ROWS, first, spanOf)
  useEffect(() => onVisible?.(first, last), [first, last, onVisible])
  useEffect(() => (takesLostFocus ? focusWhereLost(scroller.current) : undefined), [takesLostFocus])

  const elementIdOf = (key: string): string => `${id}-${key.replaceAll(/\s/g, '_')}`
  const rendered = indexes.map((index) => {
    const row = rowAt(index)
    const key = row === undefined ? `loading ${index}` : keyOf(row)
    return { index, row, key, elementId: elementIdOf(key) }
  })
  const slots = useRowSlots(rendered, order ?? sort)
  const bySlot: RenderedRow<Row>[] = []
  for (const each of rendered) bySlot[slots.get(each.key) ?? 0] = each
  const input = useGridInput(props, { source, virtual, shown, rendered, elementIdOf, scroller })
  const { activeIndex, activeColumn, notice, openMenu, setOpenMenu } = input

  const announce = useSteady(notice.show)
  const sortBy = useSteady((column: string) => onSort?.(column))
  const showHeadingMenu = useSteady((items: readonly ContextMenuItem[], position: MenuPosition) =>
    setOpenMenu({ ...position, items }),
  )
  const leaveHeader = useSteady(() => scroller.current?.focus())
  const isActiveRendered = indexes.includes(activeIndex) && rowAt(activeIndex) !== undefined
  const activeId = isActiveRendered && activeKey !== undefined ? elementIdOf(activeKey) : undefined

  return (
    <div className="column grow anchor">
      {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles support a label. */}
      <div
        ref={scroller}
        id={id}
        role={tree ? 'treegrid' : 'grid'}
        aria-label={label}
        aria-rowcount={count + 1}
        aria-colcount={shown.visible.length}
        aria-multiselectable={multiSelect || marks !== undefined || undefined}
        aria-busy={props.busy || undefined}
        aria-activedescendant={activeId && cellCursor ? `${activeId}-${activeColumn}` : activeId}
        tabIndex={0}
        className="grid grow scroll"
        data-stale={props.stale || undefined}
        data-compact={shown.isCompact || undefined}
        data-cells={cellCursor || undefined}
        {...input.handlers}
        onScroll={noteSideways}
      >
        <GridHeader
          columns={shown.visible}
          allColumns={shown.all}
          tracks={shown}
          layout={layout}
          sort={sort}
          onSort={onSort ? sortBy : undefined}
          onAnnounce={announce}
          onLeave={leaveHeader}
          onMenu={showHeadingMenu}
        />
        <div
          role="rowgroup"
          // Assistive technology needs the order of the rows, which differs from the order of the elements.
          aria-owns={rendered.map((each) => each.elementId).join(' ') || undefined}
          className="grid-rows"
          style={{ height: virtual.height, minWidth: shown.leastWidth }}
        >
          {bySlot.map(({ row, key, index, elementId }, slot) => (
            <GridRow
              // biome-ignore lint/suspicious/noArrayIndexKey: each row element belongs to a slot.
              key={slot}
              id={elementId}
              row={row}
              columns={shown.visible}
              tracks={shown}
              index={index}
              top={virtual.top(index)}
              selected={input.selectedKeys.has(key)}
              active={key === activeKey}
              marked={marks?.keys.includes(key) ?? false}
              activeColumn={cellCursor && key === activeKey ? activeColumn : undefined}
              span={row === undefined ? undefined : spanOf?.(row)}
              tone={row === undefined ? undefined : toneOf?.(row)}
              changedAt={changedAt?.get(key)}
              edited={edited?.key === key ? edited.column : undefined}
              treeColumn={tree?.column}
              level={row === undefined ? undefined : tree?.levelOf(row)}
              expanded={row === undefined ? undefined : tree?.isExpanded(row)}
              note={row === undefined ? undefined : tree?.noteOf(row)}
              shortNote={row === undefined ? undefined : tree?.shortNoteOf(row)}
            />
          ))}
        </div>
        {props.children}
      </div>
      {notice.element}
      {changesAbove > 0 && (
        <button type="button" className="grid-newer row small" onClick={() => reveal(0)}>
          <ArrowUpToLine size={12} aria-hidden="true" /> {formatNumber(changesAbove)} new
          <span className="visually-hidden"> or changed above: go to the top</span>
        </button>
      )}
      {openMenu && <ContextMenu label={label} items={openMenu.items} position={openMenu} onClose={input.closeMenu} />}
    </div>
  )
}

const NO_ROWS: readonly never[] = []

/** Marks the grid as scrolled horizontally without rendering its rows. */
function noteSideways({ currentTarget }: UIEvent<HTMLElement>): void {
  currentTarget.toggleAttribute('data-sideways', currentTarget.scrollLeft > 0)
}
