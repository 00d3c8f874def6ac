import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { type ColumnLayout, DEFAULT_COLUMN_LAYOUT } from '../../../ui/grid/column-layout.ts'
import { Grid } from '../../../ui/grid/grid.tsx'
import type { GridColumn, GridSort } from '../../../ui/grid/grid-column.ts'
import { seenSymbol } from '../../contracts/index.ts'
import { explainValue } from './explain-value.ts'
import type { TableCell, TableRow } from './reader/messages.ts'
import type { TableSource } from './reader/table-model.ts'
import type { ResponseDocument } from './response-document.ts'
import { TableBar } from './table-bar.tsx'
import { type ShownColumn, type TableState, useTable } from './use-table.ts'
import { useWindowOf } from './use-window-of.ts'

interface TableViewProps {
  readonly document: ResponseDocument
  readonly sources: readonly TableSource[]
  /** The filter results, which form a table of their own. Changes with each result. */
  readonly found: { readonly version: number; readonly count: number } | undefined
  readonly fileName: string
  readonly onShowInTree: (value: number) => void
}

/** An array of objects as a grid. The worker sorts, filters and creates the visible rows. */
export function TableView({ document, sources, found, fileName, onShowInTree }: TableViewProps) {
  const table = useTable(document, sources, found)
  const [visible, setVisible] = useState({ first: 0, last: 0 })
  const loaded = useWindowOf<TableRow>({
    ...visible,
    count: table.rows,
    version: table.version,
    load: useCallback(
      async (from, to) => (await document.ask({ kind: 'table-rows', from, to, columns: table.shown })).rows,
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
    }),
    [table.rows, loaded, active],
  )
  const columns = useColumns(table.shown, loaded.rows)
  const layout = useTableLayout(table)
  const sort = useMemo<GridSort | undefined>(
    () => table.sort && { key: table.sort.column, direction: table.sort.down ? 'descending' : 'ascending' },
    [table.sort],
  )

  return (
    <div className="column grow">
      <TableBar table={table} document={document} sources={sources} fileName={fileName} />
      {table.failed ? (
        <EmptyState title="This is no table">There is no array of objects in what is shown.</EmptyState>
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
          sort={sort}
          onSort={table.toggleSort}
          order={table.version}
          busy={table.busy}
        >
          {table.rows === 0 && !table.busy && (
            <EmptyState title={table.text === '' ? 'No rows' : 'No matching rows'}>
              {table.text === '' ? 'The array is empty.' : 'Change or clear the filter above.'}
            </EmptyState>
          )}
        </Grid>
      )}
    </div>
  )
}

const keyOf = ({ value }: TableRow): string => String(value)

interface ActiveRow {
  readonly index: number
  readonly key: string
}

/** The active row: the first one after each sort. Its index is stored while the row is not loaded. */
function useActiveRow({ from, rows, version }: ReturnType<typeof useWindowOf<TableRow>>, current: string) {
  const [active, activate] = useState<ActiveRow & { readonly version: unknown }>()
  const isCurrent = active?.version === version && version === current
  const first = from === 0 ? rows[0] : undefined
  useEffect(() => {
    if (!isCurrent && first && version === current) activate({ index: 0, key: keyOf(first), version })
  }, [isCurrent, first, version, current])
  return {
    active: isCurrent ? active : undefined,
    activate: (row: ActiveRow) => activate({ ...row, version }),
  }
}

/** A column is numeric if its first value is a number. */
function useColumns(shown: readonly ShownColumn[], rows: readonly TableRow[]): readonly GridColumn<TableRow>[] {
  const known = useRef(new Map<ShownColumn, boolean>())
  for (const [at, column] of shown.entries()) {
    const kind = rows.find((row) => (row.cells[at]?.kind ?? 'none') !== 'none')?.cells[at]?.kind
    if (kind !== undefined && !known.current.has(column)) known.current.set(column, kind === 'number')
  }
  const numbers = shown.map((column) => known.current.get(column) === true).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the kinds are compared as a string.
  return useMemo(
    () =>
      shown.map((column, at): GridColumn<TableRow> => {
        const { name } = column
        return {
          id: name,
          title: name,
          titleTooltip: explainValue({ name, text: '', kind: 'word' }, seenSymbol, 0) ?? name,
          width: widthOf(column),
          ...(known.current.get(column) && { align: 'end' as const }),
          text: ({ cells }) => cells[at]?.text,
          cell: ({ cells }) => (
            <bdi className="response-cell" data-kind={cells[at]?.kind ?? 'none'}>
              {cells[at]?.text}
            </bdi>
          ),
          tooltip: ({ cells }) => tooltipOf(name, cells[at]),
        }
      }),
    [shown, numbers],
  )
}

/** Width in px for the longest known text, within limits. */
const widthOf = ({ width }: ShownColumn): number => Math.round(Math.min(Math.max(width * 8.6 + 26, 64), 320))

/** The column order and widths of this table. The bar above chooses the columns. */
function useTableLayout({ source, shown, chooseColumns }: TableState) {
  const [layout, setLayout] = useState<ColumnLayout>(DEFAULT_COLUMN_LAYOUT)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a different array has different columns.
  useEffect(() => setLayout(DEFAULT_COLUMN_LAYOUT), [source])
  return useMemo(
    () => ({
      layout,
      initial: DEFAULT_COLUMN_LAYOUT,
      change({ hidden, ...rest }: ColumnLayout): void {
        setLayout({ ...rest, hidden: [] })
        if (hidden.length > 0) chooseColumns(shown.map(({ name }) => name).filter((name) => !hidden.includes(name)))
      },
    }),
    [layout, shown, chooseColumns],
  )
}

function tooltipOf(name: string, cell: TableCell | undefined): string | undefined {
  if (!cell || cell.kind === 'object' || cell.kind === 'array') return undefined
  return explainValue({ name, text: cell.text, kind: cell.kind }, seenSymbol, Date.now()) ?? cell.text
}
