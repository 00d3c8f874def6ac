import type { ReactNode } from 'react'

/** A column of a grid. */
export interface GridColumn<Row> {
  readonly id: string
  readonly title: string
  /** Least width in px. */
  readonly width: number
  /** Share of the remaining width. */
  readonly grow?: number
  /** Another width in a grid narrower than `below`, in px; 0 hides the column there. */
  readonly narrow?: { readonly below: number; readonly width: number }
  /** Default: `text`. */
  readonly cell?: (row: Row) => ReactNode
  /** The cell as plain text, for copying and measuring. Default: `cell`, if that is text. */
  readonly text?: (row: Row) => string | undefined
  /** As wide as the longest text, because a cut number is a wrong number. Only in grids whose rows are all in memory. */
  readonly fit?: true
  /** Additional width of a fitted column, such as for a bar beside the number, in px. */
  readonly beside?: number
  /** `end` for numbers; the heading follows. */
  readonly align?: 'end'
  readonly muted?: true
  /** Stays visible when the grid scrolls horizontally. At most two columns. */
  readonly sticky?: true
  /** The value to sort by; rows without a value come last. Default: `text`. */
  readonly sort?: (row: Row) => number | string | undefined
  /** The direction of the first click, if not ascending. */
  readonly firstSort?: 'descending'
  /** The full text or an explanation of the cell. */
  readonly tooltip?: (row: Row) => string | undefined
  /** Explanation of the heading. */
  readonly titleTooltip?: string
  /** Description of the cell for assistive technology. */
  readonly description?: (row: Row) => string | undefined
  /** Not offered, such as the account while there is only one. */
  readonly unavailable?: boolean
  /** Comes first in a narrow window. */
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

/** The sort after a click on a heading: reversed for the sorted column, else the first direction of the other one. */
export function nextSort<Row>(sort: GridSort, columns: readonly GridColumn<Row>[], key: string): GridSort {
  if (sort.key === key) return { key, direction: sort.direction === 'ascending' ? 'descending' : 'ascending' }
  return { key, direction: columns.find(({ id }) => id === key)?.firstSort ?? 'ascending' }
}

/** Sorts into a new array. Rows without a value come last in both directions. Equal values are sorted by key, so that rows stay in place. */
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
  // Values are read once per row instead of once per comparison.
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

/** The number at the beginning of a text such as "1,234.5". */
export function numberIn(text: string | undefined): number | undefined {
  const value = Number.parseFloat(text?.replaceAll(',', '') ?? '')
  return Number.isNaN(value) ? undefined : value
}
