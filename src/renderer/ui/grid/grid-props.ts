import type { ReactNode } from 'react'
import type { ContextMenuItem } from '../menu/context-menu.tsx'
import type { LayoutState } from './column-layout.ts'
import type { GridColumn, GridSort } from './grid-column.ts'
import type { RowSource } from './row-source.ts'

export const ROW_HEIGHT = 28

/** Time during which a changed row is highlighted, in ms. */
export const CHANGE_MARK_MS = 1_200

/** Text across the full width of a row, shown in place of the cells. */
export interface RowSpan {
  readonly text: string
  readonly tone?: string | undefined
}

/** Cause of a cursor movement. `deselect`: a click that removed the row from a selection of several rows. */
export type ActivatedBy = 'key' | 'click' | 'deselect'

export interface GridProps<Row> {
  readonly id: string
  readonly label: string
  /** Columns. Must be the same array in every render. */
  readonly columns: readonly GridColumn<Row>[]
  /** Sorted rows. An unchanged row must be the same object. */
  readonly rows: readonly Row[] | RowSource<Row>
  readonly keyOf: (row: Row) => string
  /** Key of the row under the cursor. */
  readonly activeKey: string | undefined
  readonly onActive: (row: Row, by: ActivatedBy, index: number) => void
  /** Called with the keys of the highlighted rows when these keys change. Must keep a stable reference. */
  readonly onSelected?: (keys: readonly string[]) => void
  /** Called on Enter and on a double click. */
  readonly onOpen?: (row: Row, column: string | undefined) => void
  /** Returns the menu items for the selected rows. The grid adds items for copying. */
  readonly menu?: (rows: readonly Row[]) => readonly ContextMenuItem[]
  /** Called with the visible range of rows. `last` is exclusive. */
  readonly onVisible?: (first: number, last: number) => void
  readonly sort?: GridSort | undefined
  readonly onSort?: (column: string) => void
  readonly layout: LayoutState
  /** Allows several selected rows. Supported only by grids with all rows in memory. */
  readonly multiSelect?: boolean
  /** Whether the cursor is a cell that the left and right arrow keys move. */
  readonly cellCursor?: boolean
  readonly spanOf?: (row: Row) => RowSpan | undefined
  readonly toneOf?: (row: Row) => string | undefined
  /** Marked rows. Space or Ctrl+click toggles the mark of a row. */
  readonly marks?: { readonly keys: readonly string[]; readonly toggle: (row: Row) => void }
  /**
   * Time of the last change of each row by key, in ms since epoch. Changed rows are highlighted for `CHANGE_MARK_MS`.
   */
  readonly changedAt?: ReadonlyMap<string, number> | undefined
  /** Whether to show the number of new or changed rows above the visible rows. */
  readonly countsChanges?: boolean
  /** Value that changes when all rows may have moved, for example after a filter change. */
  readonly order?: unknown
  readonly stale?: boolean
  readonly busy?: boolean
  /** Focuses the grid when it appears, if no other element has the focus. */
  readonly takesLostFocus?: boolean
  /** Content below the rows, for example an empty state. */
  readonly children?: ReactNode
}
