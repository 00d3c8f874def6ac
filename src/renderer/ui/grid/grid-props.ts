import type { ReactNode } from 'react'
import type { ContextMenuItem } from '../menu/context-menu.tsx'
import type { LayoutState } from './column-layout.ts'
import type { GridColumn, GridSort } from './grid-column.ts'
import type { RowSource } from './row-source.ts'

export const ROW_HEIGHT = 28

/** How long a changed row stays highlighted, in ms. */
export const CHANGE_MARK_MS = 1_200

/** A text over the full width of a row, instead of cells. */
export interface RowSpan {
  readonly text: string
  readonly tone?: string | undefined
}

/** What moved the cursor. `deselect`: a click that removed the row from a selection of several. */
export type ActivatedBy = 'key' | 'click' | 'deselect'

export interface GridProps<Row> {
  readonly id: string
  readonly label: string
  /** The same array in every render. */
  readonly columns: readonly GridColumn<Row>[]
  /** Sorted. A row that did not change is the same object. */
  readonly rows: readonly Row[] | RowSource<Row>
  readonly keyOf: (row: Row) => string
  /** The row with the cursor. */
  readonly activeKey: string | undefined
  readonly onActive: (row: Row, by: ActivatedBy, index: number) => void
  /** Called with the keys of exactly the highlighted rows, when these change. Must keep a stable reference. */
  readonly onSelected?: (keys: readonly string[]) => void
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
  /** The cursor is a cell; the left and right arrow keys move it. */
  readonly cellCursor?: boolean
  readonly spanOf?: (row: Row) => RowSpan | undefined
  readonly toneOf?: (row: Row) => string | undefined
  /** Rows that Space, or Ctrl and a click, marks. */
  readonly marks?: { readonly keys: readonly string[]; readonly toggle: (row: Row) => void }
  /** Times of the last change by key, in ms since epoch. Changed rows are highlighted for `CHANGE_MARK_MS`. */
  readonly changedAt?: ReadonlyMap<string, number> | undefined
  /** Shows the number of new or changed rows above the visible ones. */
  readonly countsChanges?: boolean
  /** Changes when all rows may have moved, such as after a filter. */
  readonly order?: unknown
  readonly stale?: boolean
  readonly busy?: boolean
  /** Focuses the grid when it appears, if no element has the focus. */
  readonly takesLostFocus?: boolean
  /** Shown below the rows, such as an empty state. */
  readonly children?: ReactNode
}
