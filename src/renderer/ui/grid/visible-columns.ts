import { useMemo } from 'react'
import {
  COMPACT_BELOW,
  type ColumnLayout,
  hasRoom,
  isHidden,
  orderColumns,
  type Tracks,
  tracksOf,
} from './column-layout.ts'
import { cellText, type GridColumn } from './grid-column.ts'

export interface VisibleColumn {
  readonly column: GridColumn<unknown>
  /** HTML attributes for the heading and the cells of a column. */
  readonly attributes: Readonly<Record<string, string | number | boolean | undefined>>
}

export interface VisibleColumns extends Tracks {
  readonly all: readonly GridColumn<unknown>[]
  readonly visible: readonly VisibleColumn[]
}

/** Returns the visible columns and their widths. Memoised, so that rows do not render again. */
export function useVisibleColumns<Row>(
  columns: readonly GridColumn<Row>[],
  { order, hidden, shown, widths }: ColumnLayout,
  { rows, room }: { readonly rows: readonly Row[]; readonly room: number },
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
  const longest = JSON.stringify(useMemo(() => longestTexts(columns, rows), [columns, rows]))
  const tracks = useMemo(
    () =>
      tracksOf(
        visible.map(({ column }) => column),
        { widths, longest: JSON.parse(longest), room: step },
      ),
    [visible, widths, longest, step],
  )
  return useMemo(() => ({ all: all as readonly GridColumn<unknown>[], visible, ...tracks }), [all, visible, tracks])
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
      // Adds space between left-aligned text and the right-aligned number before it.
      'data-spaced': (column.align === undefined && columns[index - 1]?.align === 'end') || undefined,
    },
  }))
}

const lengthsOfRows = new WeakMap<object, WeakMap<object, readonly number[]>>()

/** Returns the length of the longest text of each fitted column, in characters. Cached by row. */
export function longestTexts<Row>(columns: readonly GridColumn<Row>[], rows: readonly Row[]): Record<string, number> {
  const fitted = columns.filter(({ fit }) => fit)
  if (fitted.length === 0) return {}
  const longest = new Array<number>(fitted.length).fill(0)
  const known = lengthsOfRows.get(columns) ?? new WeakMap<object, readonly number[]>()
  lengthsOfRows.set(columns, known)
  for (const row of rows) {
    const lengths =
      known.get(row as object) ?? fitted.map((column) => (column.measured?.(row) ?? cellText(column, row)).length)
    known.set(row as object, lengths)
    for (let at = 0; at < longest.length; at += 1) longest[at] = Math.max(longest[at] ?? 0, lengths[at] ?? 0)
  }
  return Object.fromEntries(fitted.map(({ id }, at) => [id, longest[at] ?? 0]))
}
