// biome-ignore-all lint/a11y/useSemanticElements: a table cannot be virtualised; these are ARIA's grid roles in full.
import { ArrowDown, ArrowUp } from 'lucide-react'
import { type CSSProperties, type KeyboardEvent, memo, useCallback, useMemo, useRef, useState } from 'react'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { useTallList } from '../../../ui/use-tall-list.ts'
import { seenSymbol } from '../../contracts/seen-contracts-store.ts'
import { copyMade } from './copy-from-response.tsx'
import { explainValue } from './explain-value.ts'
import type { TableCell, TableColumn, TableRow } from './reader/messages.ts'
import type { TableSource } from './reader/table-model.ts'
import type { ResponseDocument } from './response-document.ts'
import { TableBar } from './table-bar.tsx'
import { tracksOf } from './table-tracks.ts'
import { useTable } from './use-table.ts'
import { useWindowOf } from './use-window-of.ts'

const ROW_HEIGHT = 28

interface TableViewProps {
  readonly document: ResponseDocument
  readonly sources: readonly TableSource[]
  /** What a filter found is a table of its own. Another value: it found something else. */
  readonly found: { readonly version: number; readonly count: number } | undefined
  readonly fileName: string
  readonly onShowInTree: (value: number) => void
}

/** An array of objects as a grid. The worker sorts and filters it; only the rows in sight exist. */
export function TableView({ document, sources, found, fileName, onShowInTree }: TableViewProps) {
  const table = useTable(document, sources, found)
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState({ row: 0, column: 0 })
  const list = useTallList({ count: table.rows, rowHeight: ROW_HEIGHT, scroller, head: ROW_HEIGHT })
  const rows = useWindowOf<TableRow>({
    first: list.first,
    last: list.last,
    count: table.rows,
    version: table.version,
    load: useCallback(
      async (from, to) => (await document.ask({ kind: 'table-rows', from, to, columns: table.shown })).rows,
      [document, table.shown],
    ),
  })
  const { tracks, width } = useMemo(() => tracksOf(table.shown), [table.shown])

  const rowAt = (row: number): TableRow | undefined => rows.rows[row - rows.from]
  const goTo = (row: number, column: number): void => {
    const next = {
      row: Math.max(0, Math.min(row, table.rows - 1)),
      column: Math.max(0, Math.min(column, table.shown.length - 1)),
    }
    setActive(next)
    list.reveal(next.row)
    // The grid may be wider than its place.
    requestAnimationFrame(() =>
      scroller.current?.querySelector('[data-active="true"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' }),
    )
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return
    const { row, column } = active
    const here = rowAt(row)
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'c' && window.getSelection()?.isCollapsed) {
      void copyMade(async () => here?.cells[column]?.text ?? '', 'Cell copied.')
    } else if (event.ctrlKey || event.metaKey || event.altKey) return
    else if (event.key === 'ArrowDown') goTo(row + 1, column)
    else if (event.key === 'ArrowUp') goTo(row - 1, column)
    else if (event.key === 'ArrowRight') goTo(row, column + 1)
    else if (event.key === 'ArrowLeft') goTo(row, column - 1)
    else if (event.key === 'PageDown') goTo(row + list.page, column)
    else if (event.key === 'PageUp') goTo(row - list.page, column)
    else if (event.key === 'Home') goTo(0, column)
    else if (event.key === 'End') goTo(table.rows - 1, column)
    else if (event.key === 'Enter' && here) onShowInTree(here.value)
    else return
    event.preventDefault()
  }
  const activate = useCallback((row: number, column: number) => setActive({ row, column }), [])

  return (
    <div className="response-part">
      <TableBar table={table} document={document} sources={sources} fileName={fileName} />
      {table.failed ? (
        <EmptyState title="This is no table">There is no array of objects in what is shown.</EmptyState>
      ) : (
        <div
          ref={scroller}
          role="grid"
          aria-label="Response as a table"
          aria-rowcount={table.rows + 1}
          aria-colcount={table.shown.length}
          aria-busy={table.busy}
          aria-activedescendant={rowAt(active.row) ? `cell-${active.row}-${active.column}` : undefined}
          tabIndex={0}
          className="response-grid"
          style={
            {
              '--grid-tracks': tracks,
              '--grid-width': `${width}px`,
            } as CSSProperties
          }
          onKeyDown={onKeyDown}
        >
          <div role="rowgroup" className="response-grid-head">
            {/* biome-ignore lint/a11y/useFocusableInteractive: its headers hold buttons. */}
            <div role="row" aria-rowindex={1} className="response-grid-row">
              {table.shown.map((column) => (
                <Header key={column.name} column={column} sort={table.sort} onSort={table.toggleSort} />
              ))}
            </div>
          </div>
          <div role="rowgroup" className="virtual-space" style={{ height: list.height }}>
            {rows.rows.map((row, index) => (
              <Row
                key={row.value}
                row={row}
                columns={table.shown}
                index={rows.from + index}
                top={list.top(rows.from + index)}
                active={active.row === rows.from + index ? active.column : undefined}
                onActivate={activate}
                onOpen={onShowInTree}
              />
            ))}
          </div>
          {table.rows === 0 && !table.busy && (
            <EmptyState title={table.text === '' ? 'No rows' : 'No row has that text'}>
              {table.text === '' ? 'The array is empty.' : 'Change or clear the filter above.'}
            </EmptyState>
          )}
        </div>
      )}
    </div>
  )
}

interface HeaderProps {
  readonly column: TableColumn
  readonly sort: { readonly column: string; readonly down: boolean } | undefined
  readonly onSort: (column: string) => void
}

function Header({ column, sort, onSort }: HeaderProps) {
  const sorted = sort?.column === column.name ? sort : undefined
  const meaning = explainValue({ name: column.name, text: '', kind: 'word' }, seenSymbol, 0)
  const Arrow = sorted?.down ? ArrowDown : ArrowUp
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the button inside takes the focus.
    <div
      role="columnheader"
      className="response-grid-header"
      aria-sort={sorted === undefined ? 'none' : sorted.down ? 'descending' : 'ascending'}
      title={meaning ?? column.name}
    >
      <button type="button" onClick={() => onSort(column.name)}>
        <bdi>{column.name}</bdi>
        {sorted && <Arrow size={12} aria-hidden="true" />}
      </button>
    </div>
  )
}

interface RowProps {
  readonly row: TableRow
  readonly columns: readonly TableColumn[]
  readonly index: number
  readonly top: number
  /** The column of the cell that is chosen in this row. */
  readonly active: number | undefined
  readonly onActivate: (row: number, column: number) => void
  readonly onOpen: (value: number) => void
}

const Row = memo(function Row({ row, columns, index, top, active, onActivate, onOpen }: RowProps) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid holds the focus and points at the active cell.
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={active !== undefined}
      className="response-grid-row"
      style={{ transform: `translateY(${top}px)` }}
      onDoubleClick={() => onOpen(row.value)}
    >
      {columns.map(({ name }, column) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard works on the grid, as ARIA's pattern says.
        // biome-ignore lint/a11y/useFocusableInteractive: the grid holds the focus and points at the active cell.
        <div
          key={name}
          id={`cell-${index}-${column}`}
          role="gridcell"
          aria-colindex={column + 1}
          className="response-grid-cell"
          data-kind={row.cells[column]?.kind ?? 'none'}
          data-active={active === column || undefined}
          title={titleOf(name, row.cells[column])}
          onClick={() => onActivate(index, column)}
        >
          <bdi>{row.cells[column]?.text}</bdi>
        </div>
      ))}
    </div>
  )
})

function titleOf(name: string, cell: TableCell | undefined): string | undefined {
  if (!cell || cell.kind === 'object' || cell.kind === 'array') return undefined
  return explainValue({ name, text: cell.text, kind: cell.kind }, seenSymbol, Date.now()) ?? cell.text
}
