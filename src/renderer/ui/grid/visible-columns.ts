import { useMemo } from 'react'
import {
  COMPACT_BELOW,
  type ColumnLayout,
  hasRoom,
  isHidden,
  isSpaced,
  orderColumns,
  type Tracks,
  tracksOf,
} from './column-layout.ts'
import { useDigitWidth } from './digit-width.ts'
import { cellText, type GridColumn } from './grid-column.ts'

export interface VisibleColumn {
  readonly column: GridColumn<unknown>
  /** HTML attributes for the heading and the cells of a column. */
  readonly attributes: Readonly<Record<string, string | number | boolean | undefined>>
}

export interface VisibleColumns extends Tracks {
  readonly all: readonly GridColumn<unknown>[]
  readonly visible: readonly VisibleColumn[]
  /** Whether the grid is narrower than `COMPACT_BELOW`. */
  readonly isCompact: boolean
}

interface MeasuredRows<Row> {
  readonly rows: readonly Row[]
  /** Returns the span of a row without cells. */
  readonly spanOf: ((row: Row) => unknown) | undefined
  /** Width of the grid, in px. */
  readonly room: number
}

/** Returns the visible columns and their widths. Memoised, so that rows do not render again. */
export function useVisibleColumns<Row>(
  columns: readonly GridColumn<Row>[],
  { order, hidden, shown, widths }: ColumnLayout,
  { rows, spanOf, room }: MeasuredRows<Row>,
): VisibleColumns {
  const all = useMemo(() => orderColumns(columns, { order, hidden: [], widths: {} }), [columns, order])
  // Grid width, rounded down to the next width at which a column changes.
  const step = useMemo(
    () =>
      Math.max(0, ...[COMPACT_BELOW, ...columns.map(({ narrow }) => narrow?.below ?? 0)].filter((at) => room >= at)),
    [columns, room],
  )
  const visible = useMemo(() => {
    const offered = all.filter((column) => !column.unavailable && hasRoom(column, step))
    const chosen = offered.filter((column) => !isHidden(column, { hidden, shown, widths: {} }))
    // Shows all columns if all are hidden, because the menu to show columns is in the headings.
    return withAttributes(chosen.length > 0 ? chosen : offered)
  }, [all, hidden, shown, step])
  const digit = useDigitWidth()
  const longest = JSON.stringify(useMemo(() => longestTexts(columns, rows, spanOf), [columns, rows, spanOf]))
  const tracks = useMemo(
    () =>
      tracksOf(
        visible.map(({ column }) => column),
        { widths, longest: JSON.parse(longest), room, digit },
      ),
    [visible, widths, longest, room, digit],
  )
  const isCompact = step < COMPACT_BELOW
  return useMemo(
    () => ({ all: all as readonly GridColumn<unknown>[], visible, isCompact, ...tracks }),
    [all, visible, isCompact, tracks],
  )
}

function withAttributes<Row>(columns: readonly GridColumn<Row>[]): readonly VisibleColumn[] {
  const sticky = columns.filter((column) => column.sticky)
  return columns.map((column, index) => ({
    column: column as GridColumn<unknown>,
    attributes: {
      'data-column': column.id,
      'data-align': column.align,
      'data-sticky': column.sticky ? sticky.indexOf(column) : undefined,
      'data-edge': (column.sticky && column === sticky.at(-1)) || undefined,
      'data-spaced': isSpaced(columns, index) || undefined,
    },
  }))
}

const lengthsOfRows = new WeakMap<object, WeakMap<object, readonly number[]>>()

/** Returns the length of the longest text of each fitted column, in characters; 0 for the others. Cached by row. */
export function longestTexts<Row>(
  columns: readonly GridColumn<Row>[],
  rows: readonly Row[],
  spanOf?: (row: Row) => unknown,
): Record<string, number> {
  const longest = new Array<number>(columns.length).fill(0)
  const known = lengthsOfRows.get(columns) ?? new WeakMap<object, readonly number[]>()
  lengthsOfRows.set(columns, known)
  for (const row of rows) {
    let lengths = known.get(row as object)
    if (lengths === undefined) {
      // A span has no cells.
      lengths = spanOf?.(row)
        ? []
        : columns.map((column) => (column.fit ? (column.measured?.(row) ?? cellText(column, row)).length : 0))
      known.set(row as object, lengths)
    }
    for (let at = 0; at < longest.length; at += 1) longest[at] = Math.max(longest[at] ?? 0, lengths[at] ?? 0)
  }
  return Object.fromEntries(columns.map(({ id }, at) => [id, longest[at] ?? 0]))
}
