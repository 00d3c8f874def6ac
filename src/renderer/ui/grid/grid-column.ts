import type { ReactNode } from 'react'

export interface GridColumn<Row> {
  readonly id: string
  readonly title: string
  /** Minimum width in px. */
  readonly width: number
  /** Share of the remaining width. */
  readonly grow?: number
  /** Width in a grid narrower than `below`, in px. A width of 0 hides the column. */
  readonly narrow?: { readonly below: number; readonly width: number }
  /** Width in a grid narrower than `COMPACT_BELOW`, in px. */
  readonly compact?: number
  /** Returns the content of a cell. Default: `text`. */
  readonly cell?: (row: Row) => ReactNode
  /** Returns the cell as plain text, for copying and measuring. Default: `cell`, if it is a string. */
  readonly text?: (row: Row) => string | undefined
  /** Makes the column as wide as its longest text. Only for grids with all rows in memory. */
  readonly fit?: true
  /** Returns the text by which a fitted column is measured, if its cells show live values. Default: the cell. */
  readonly measured?: (row: Row) => string
  /** Additional width of a fitted column in px, for example for a bar beside the number. A compact grid has none. */
  readonly beside?: number
  /** Alignment of the cells and the heading. Numbers use `end`. */
  readonly align?: 'end'
  readonly muted?: true
  /** Keeps the column visible during horizontal scrolling. A grid supports two such columns. */
  readonly sticky?: true
  /** Returns the value to sort by. Rows without a value come last. Default: `text`. */
  readonly sort?: (row: Row) => number | string | undefined
  /** Direction of the first sort. Default: ascending. */
  readonly firstSort?: 'descending'
  /** Returns the tooltip of a cell: the full text or an explanation. */
  readonly tooltip?: (row: Row) => string | undefined
  readonly titleTooltip?: string
  /** Returns the description of the cell for assistive technology. */
  readonly description?: (row: Row) => string | undefined
  /** Hides the column until the user chooses it. New columns need it, so that stored layouts stay as they were. */
  readonly optional?: true
  /** Whether the rows cannot be sorted by the column, because only visible rows have values. */
  readonly unsortable?: true
  /** Returns the field that replaces the content of a cell while the user edits it. */
  readonly editor?: (row: Row) => ReactNode
  /** Whether the column is excluded, for example the account column with a single account. */
  readonly unavailable?: boolean
  /** Moves the column to the front in a narrow window. */
  readonly essential?: true
}

export interface GridSort {
  readonly key: string
  readonly direction: 'ascending' | 'descending'
}

export function cellText<Row>({ cell, text }: GridColumn<Row>, row: Row): string {
  if (text) return text(row) ?? ''
  const content = cell?.(row)
  return typeof content === 'string' || typeof content === 'number' ? String(content) : ''
}

/** Returns the sort after a click on a heading. A click on the sorted column reverses its direction. */
export function nextSort<Row>(sort: GridSort, columns: readonly GridColumn<Row>[], key: string): GridSort {
  if (sort.key === key) return { key, direction: sort.direction === 'ascending' ? 'descending' : 'ascending' }
  return { key, direction: columns.find(({ id }) => id === key)?.firstSort ?? 'ascending' }
}

/** Returns a sorted copy of the rows. Rows without a value come last. Rows with equal values are sorted by key. */
export function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly GridColumn<Row>[],
  { key, direction }: GridSort,
  keyOf: (row: Row) => number | string,
): readonly Row[] {
  const column = columns.find(({ id }) => id === key)
  const read = column?.sort ?? column?.text
  if (!read) return rows
  const sign = direction === 'ascending' ? 1 : -1
  // Reads each value once per row, not once per comparison.
  const keyed = rows.map((row) => ({ row, value: read(row), key: keyOf(row) }))
  keyed.sort((left, right) => {
    if (left.value === undefined || right.value === undefined) {
      if (left.value !== right.value) return left.value === undefined ? 1 : -1
    } else if (left.value !== right.value) {
      return (left.value < right.value ? -1 : 1) * sign
    }
    return left.key < right.key ? -1 : 1
  })
  return keyed.map(({ row }) => row)
}

/** Parses the number at the start of a string such as "1,234.5". */
export function numberIn(text: string | undefined): number | undefined {
  const value = Number.parseFloat(text?.replaceAll(',', '') ?? '')
  return Number.isNaN(value) ? undefined : value
}
