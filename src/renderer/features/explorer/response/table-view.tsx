import { useCallback, useMemo, useState } from 'react'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { type ColumnLayout, DEFAULT_COLUMN_LAYOUT } from '../../../ui/grid/column-layout.ts'
import { Grid } from '../../../ui/grid/grid.tsx'
import type { GridColumn, GridSort } from '../../../ui/grid/grid-column.ts'
import { seenSymbol } from '../../contracts/index.ts'
import { explainValue, fieldLabel } from './explain-value.ts'
import type { TableSource } from './reader/table-model.ts'
import type { TableCell, TableColumn, TableRow } from './reader/table-queries.ts'
import { timeOf } from './reader/time-of.ts'
import type { ResponseDocument } from './response-document.ts'
import { TableBar } from './table-bar.tsx'
import { useLoadedRows } from './use-loaded-rows.ts'
import { type TableState, useTable } from './use-table.ts'

interface TableViewProps {
  readonly document: ResponseDocument
  readonly sources: readonly TableSource[]
  /** Whether to show the filter results as a separate table. */
  readonly isFiltered: boolean
  readonly fileName: string
  readonly onShowInTree: (value: number) => void
}

/** Grid that shows an array of objects. A worker sorts and filters the rows. */
export function TableView({ document, sources, isFiltered, fileName, onShowInTree }: TableViewProps) {
  const table = useTable(document, isFiltered ? undefined : sources[0]?.value)
  const [visible, setVisible] = useState({ first: 0, last: 0 })
  const loaded = useLoadedRows<TableRow>({
    ...visible,
    count: table.rows,
    version: table.version,
    load: useCallback(
      (from, to) => document.query('tableRows', { from, to, columns: table.shown.map(({ name }) => name) }),
      [document, table.shown],
    ),
  })
  const onVisible = useCallback((first: number, last: number) => setVisible({ first, last }), [])
  const { active, activate } = useActiveRow(loaded, table.version)
  const rows = useMemo(
    () => ({
      count: table.rows,
      at: (index: number) => loaded.rows[index - loaded.from],
      find: (key: string) => (key === active?.key ? active.index : -1),
      // No column of a table is fitted to its texts.
      loaded: [],
    }),
    [table.rows, loaded, active],
  )
  const columns = useMemo(() => table.shown.map(gridColumn), [table.shown])
  const layout = useTableLayout(table)
  const { sort } = table.choices
  const gridSort = useMemo<GridSort | undefined>(
    () => sort && { key: sort.column, direction: sort.down ? 'descending' : 'ascending' },
    [sort],
  )
  /** Cycles through ascending, descending and the original order. */
  const toggleSort = (column: string): void => {
    const isSorted = sort?.column === column
    table.change({ sort: isSorted && sort.down ? undefined : { column, down: isSorted } })
  }

  return (
    <div className="column grow">
      <TableBar table={table} document={document} sources={sources} fileName={fileName} />
      {table.failed ? (
        <EmptyState title="No table">The displayed values contain no array of objects.</EmptyState>
      ) : (
        <Grid
          id="response-table"
          label="Response as a table"
          columns={columns}
          layout={layout}
          rows={rows}
          keyOf={keyOf}
          activeKey={active?.key}
          onActive={(row, _, index) => activate({ index, key: keyOf(row) })}
          onOpen={({ value }) => onShowInTree(value)}
          menu={([row]) =>
            row ? [{ id: 'tree', title: 'Show in tree', keys: 'Enter', run: () => onShowInTree(row.value) }] : []
          }
          cellCursor
          onVisible={onVisible}
          sort={gridSort}
          onSort={toggleSort}
          order={table.version}
          busy={table.busy}
        >
          {table.rows === 0 && !table.busy && (
            <EmptyState title={table.choices.text === '' ? 'No rows' : 'No matching rows'}>
              {table.choices.text === '' ? 'The array is empty.' : 'Change or clear the filter above.'}
            </EmptyState>
          )}
        </Grid>
      )}
    </div>
  )
}

const keyOf = ({ value }: TableRow): string => String(value)

/** Returns the active row. After each sort, the first row is active. */
function useActiveRow({ from, rows, version }: ReturnType<typeof useLoadedRows<TableRow>>, current: string) {
  const [active, setActive] = useState<{ index: number; key: string; version: unknown }>()
  const first = from === 0 ? rows[0] : undefined
  if (first && version === current && active?.version !== current) setActive({ index: 0, key: keyOf(first), version })
  return {
    active: active?.version === current ? active : undefined,
    activate: (row: { index: number; key: string }) => setActive({ ...row, version: current }),
  }
}

const gridColumn = (column: TableColumn, at: number): GridColumn<TableRow> => ({
  id: column.name,
  title: fieldLabel(column.name) ?? column.name,
  titleTooltip: explainValue({ name: column.name, text: '', kind: 'literal' }, seenSymbol, 0) ?? column.name,
  width: widthOf(column),
  ...(column.isNumeric && { align: 'end' as const }),
  text: ({ cells }) => cellText(column.name, cells[at]),
  cell: ({ cells }) => (
    <bdi className="response-cell" data-kind={cells[at]?.kind ?? 'none'}>
      {cellText(column.name, cells[at])}
    </bdi>
  ),
  tooltip: ({ cells }) => tooltipOf(column.name, cells[at]),
})

/** Returns a width in px for the longest known text and for the title, within limits. */
function widthOf({ name, width, sample }: TableColumn): number {
  const label = fieldLabel(name)?.length ?? 0
  const text = sample === undefined ? 0 : cellText(name, sample).length
  return Math.round(Math.min(Math.max(Math.max(width, text, label + 2) * 8.6 + 26, 64), 320))
}

/** Text of a cell. A timestamp of digits only is shown as a date and time in UTC. */
function cellText(name: string, cell: TableCell | undefined): string {
  if (!cell) return ''
  const at = /^\d{10,14}$/.test(cell.text) ? timeOf(name, cell.text) : undefined
  return at === undefined ? cell.text : new Date(at.ms).toISOString().slice(0, 19).replace('T', ' ')
}

/** Returns the column order and widths of the table. */
function useTableLayout({ choices: { layout }, shown, change }: TableState) {
  return useMemo(
    () => ({
      layout,
      initial: DEFAULT_COLUMN_LAYOUT,
      change({ hidden, ...rest }: ColumnLayout): void {
        change({ layout: { ...rest, hidden: [] } })
        if (hidden.length > 0) {
          change({ names: shown.map(({ name }) => name).filter((name) => !hidden.includes(name)) })
        }
      },
    }),
    [layout, shown, change],
  )
}

function tooltipOf(name: string, cell: TableCell | undefined): string | undefined {
  if (!cell || cell.kind === 'object' || cell.kind === 'array') return undefined
  return explainValue({ name, text: cell.text, kind: cell.kind }, seenSymbol, Date.now()) ?? cell.text
}
