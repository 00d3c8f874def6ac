// biome-ignore-all lint/a11y/useSemanticElements: a table cannot be virtualised; these are ARIA's grid roles in full.
import { ArrowDown, ArrowUp } from 'lucide-react'
import { type CSSProperties, type KeyboardEvent, memo, type ReactNode, useEffect, useRef } from 'react'
import { useTallList } from './use-tall-list.ts'
import './row-grid.css'

const ROW_HEIGHT = 28

export interface GridColumn<Row> {
  readonly key: string
  readonly title: string
  /** A CSS grid track. */
  readonly track: string
  readonly numeric?: true
  readonly muted?: true
  readonly cell: (row: Row) => ReactNode
  /** The whole of what the cell may cut. */
  readonly hint?: (row: Row) => string | undefined
}

export interface GridSort {
  readonly key: string
  readonly direction: 'ascending' | 'descending'
}

interface RowGridProps<Row> {
  readonly id: string
  readonly label: string
  readonly columns: readonly GridColumn<Row>[]
  readonly count: number
  /** Undefined while it is being read. The same object for as long as nothing about it changes. */
  readonly rowAt: (index: number) => Row | undefined
  readonly keyOf: (row: Row) => string
  readonly activeKey: string | undefined
  readonly onActive: (row: Row, index: number) => void
  readonly onOpen?: (row: Row) => void
  /** Rows in sight, `last` excluded. */
  readonly onSight?: (first: number, last: number) => void
  /** Absent: the order is given. */
  readonly sort?: GridSort
  readonly onSort?: (key: string) => void
  /** For a row that is about something else than the columns: its words over the whole width. */
  readonly spanOf?: (row: Row) => ReactNode | undefined
  readonly toneOf?: (row: Row) => string | undefined
  readonly stale?: boolean
}

/** A grid of any length with rows of one height. It holds the focus and points at its active row; only rows in sight exist. */
export function RowGrid<Row>(props: RowGridProps<Row>) {
  const { id, label, columns, count, rowAt, keyOf, activeKey, onActive, onOpen, onSight } = props
  const { sort, onSort, spanOf, toneOf, stale = false } = props
  const scroller = useRef<HTMLDivElement>(null)
  const activeIndex = useRef(-1)
  const list = useTallList({ count, rowHeight: ROW_HEIGHT, scroller, head: ROW_HEIGHT })
  const { first, last } = list
  useEffect(() => onSight?.(first, last), [first, last, onSight])

  const indexes = Array.from({ length: Math.max(0, last - first) }, (_, offset) => first + offset)
  const shownAt = indexes.find((index) => {
    const row = rowAt(index)
    return row !== undefined && keyOf(row) === activeKey
  })
  if (shownAt !== undefined) activeIndex.current = shownAt

  const goTo = (index: number): void => {
    const next = Math.max(0, Math.min(index, count - 1))
    const row = rowAt(next)
    list.reveal(next)
    activeIndex.current = next
    if (row !== undefined) onActive(row, next)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    const at = activeKey === undefined ? -1 : activeIndex.current
    const row = rowAt(at)
    if (event.key === 'ArrowDown') goTo(at + 1)
    else if (event.key === 'ArrowUp') goTo(at - 1)
    else if (event.key === 'PageDown') goTo(at + list.page)
    else if (event.key === 'PageUp') goTo(at - list.page)
    else if (event.key === 'Home') goTo(0)
    else if (event.key === 'End') goTo(count - 1)
    else if (event.key === 'Enter' && row !== undefined && keyOf(row) === activeKey) onOpen?.(row)
    else return
    event.preventDefault()
  }

  return (
    <div
      ref={scroller}
      id={id}
      role="grid"
      aria-label={label}
      aria-rowcount={count + 1}
      aria-colcount={columns.length}
      aria-activedescendant={shownAt === undefined ? undefined : `${id}-${shownAt}`}
      tabIndex={0}
      className="row-grid"
      data-stale={stale}
      style={{ '--row-tracks': columns.map(({ track }) => track).join(' ') } as CSSProperties}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" className="row-grid-head">
        {/* biome-ignore lint/a11y/useFocusableInteractive: its headers hold buttons, or nothing to do. */}
        <div role="row" aria-rowindex={1} className="row-grid-row">
          {columns.map(({ key, title, numeric }) => (
            <Header key={key} name={key} title={title} numeric={numeric} sort={sort} onSort={onSort} />
          ))}
        </div>
      </div>
      <div role="rowgroup" className="virtual-space" style={{ height: list.height }}>
        {indexes.map((index) => {
          const row = rowAt(index)
          return (
            <Line
              key={row === undefined ? `at-${index}` : keyOf(row)}
              id={`${id}-${index}`}
              row={row}
              columns={columns as readonly GridColumn<unknown>[]}
              index={index}
              top={list.top(index)}
              active={index === shownAt}
              span={row === undefined ? undefined : spanOf?.(row)}
              tone={row === undefined ? undefined : toneOf?.(row)}
              onActive={onActive as (row: unknown, index: number) => void}
              onOpen={onOpen as ((row: unknown) => void) | undefined}
            />
          )
        })}
      </div>
    </div>
  )
}

interface HeaderProps {
  readonly name: string
  readonly title: string
  readonly numeric: true | undefined
  readonly sort: GridSort | undefined
  readonly onSort: ((key: string) => void) | undefined
}

function Header({ name, title, numeric, sort, onSort }: HeaderProps) {
  const sorted = sort?.key === name ? sort.direction : undefined
  const Arrow = sorted === 'ascending' ? ArrowUp : ArrowDown
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the button inside takes the focus.
    <div role="columnheader" className="row-grid-header" data-numeric={numeric} aria-sort={sorted}>
      {onSort ? (
        <button type="button" onClick={() => onSort(name)}>
          {title}
          {sorted && <Arrow size={12} aria-hidden="true" />}
        </button>
      ) : (
        title
      )}
    </div>
  )
}

interface LineProps {
  readonly id: string
  readonly row: unknown
  readonly columns: readonly GridColumn<unknown>[]
  readonly index: number
  readonly top: number
  readonly active: boolean
  readonly span: ReactNode | undefined
  readonly tone: string | undefined
  readonly onActive: (row: unknown, index: number) => void
  readonly onOpen: ((row: unknown) => void) | undefined
}

const Line = memo(function Line({ id, row, columns, index, top, active, span, tone, onActive, onOpen }: LineProps) {
  const style = { transform: `translateY(${top}px)` }
  if (row === undefined) {
    return (
      <div role="row" className="row-grid-row" aria-rowindex={index + 2} aria-busy="true" style={style} tabIndex={-1}>
        <span role="gridcell" tabIndex={-1} className="row-grid-shape" />
      </div>
    )
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid takes the keys for its active row.
    // biome-ignore lint/a11y/useFocusableInteractive: rows are pointed at by the grid, not focused.
    <div
      role="row"
      id={id}
      className="row-grid-row"
      aria-rowindex={index + 2}
      aria-selected={active}
      data-tone={tone}
      data-span={span === undefined ? undefined : true}
      style={style}
      onClick={() => onActive(row, index)}
      onDoubleClick={() => onOpen?.(row)}
    >
      {span === undefined ? (
        columns.map(({ key, numeric, muted, cell, hint }) => (
          // biome-ignore lint/a11y/useFocusableInteractive: as above.
          <span
            key={key}
            role="gridcell"
            className="row-grid-cell"
            data-numeric={numeric}
            data-muted={muted}
            title={hint?.(row)}
          >
            {cell(row)}
          </span>
        ))
      ) : (
        // biome-ignore lint/a11y/useFocusableInteractive: as above.
        <span role="gridcell" aria-colspan={columns.length} className="row-grid-cell row-grid-span">
          {span}
        </span>
      )}
    </div>
  )
})
