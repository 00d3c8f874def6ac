import type { ReactNode } from 'react'
import type { ContextMenuItem } from '../menu/context-menu.tsx'
import type { LayoutState } from './column-layout.ts'
import type { GridColumn, GridSort } from './grid-column.ts'
import type { RowSource } from './row-source.ts'

export const ROW_HEIGHT = 28

/** Highlight duration of a changed row, in ms. */
export const CHANGE_MARK_MS = 1_200

/** Text across the full width of a row, instead of cells. */
export interface RowSpan {
  readonly text: string
  readonly tone?: string | undefined
  /** Whether the cursor and the selection include the row. */
  readonly selectable?: true
}

/** Rows below other rows. The rows of the grid are in the displayed order, without the children of collapsed rows. */
export interface GridTree<Row> {
  /** Column with the indentation and the toggles. */
  readonly column: string
  /** Returns the level of a row: 1 for a row that is below no other row. */
  readonly levelOf: (row: Row) => number
  /** Reports whether the children of a row are visible; undefined for a row without children. */
  readonly isExpanded: (row: Row) => boolean | undefined
  /** Returns the state of the children in a few words. */
  readonly noteOf: (row: Row) => string | undefined
  /** Returns the state of the children in a form short enough for a cell. */
  readonly shortNoteOf: (row: Row) => string | undefined
  readonly toggle: (row: Row) => void
}

/** Cell that the user edits. */
interface EditedCell {
  readonly key: string
  readonly column: string
}

/** Cause of a cursor movement. `deselect`: a click that removed a row from the selection. */
export type ActivatedBy = 'key' | 'click' | 'deselect'

export interface GridProps<Row> {
  readonly id: string
  readonly label: string
  /** Columns of the grid. Must be the same array in every render. */
  readonly columns: readonly GridColumn<Row>[]
  /** Sorted rows. An unchanged row must be the same object. */
  readonly rows: readonly Row[] | RowSource<Row>
  readonly keyOf: (row: Row) => string
  readonly activeKey: string | undefined
  readonly onActive: (row: Row, by: ActivatedBy, index: number) => void
  /** Called with the keys of the highlighted rows. Must be the same function in every render. */
  readonly onSelected?: (keys: readonly string[]) => void
  /** Called on Enter and on a double click. */
  readonly onOpen?: (row: Row, column: string | undefined) => void
  /** Returns the menu items for the selected rows, in addition to the items for copying. */
  readonly menu?: (rows: readonly Row[]) => readonly ContextMenuItem[]
  /** Called with the visible range of rows. `last` is exclusive. */
  readonly onVisible?: (first: number, last: number) => void
  readonly sort?: GridSort | undefined
  readonly onSort?: (column: string) => void
  readonly layout: LayoutState
  /** Whether several rows can be selected. Only for grids with all rows in memory. */
  readonly multiSelect?: boolean
  /** Whether the left and right arrow keys move a cell cursor. */
  readonly cellCursor?: boolean
  readonly spanOf?: (row: Row) => RowSpan | undefined
  /** Tree of the rows. Undefined if no row has children. */
  readonly tree?: GridTree<Row> | undefined
  readonly edited?: EditedCell | undefined
  /** Called on a double click on a cell, before `onOpen`. Returns whether the cell is being edited. */
  readonly onEdit?: (row: Row, column: string) => boolean
  readonly toneOf?: (row: Row) => string | undefined
  /** Marked rows. Space or Ctrl+click marks a row or removes its mark. */
  readonly marks?: { readonly keys: readonly string[]; readonly toggle: (row: Row) => void }
  /** Time of the last change of each row by key, in ms since epoch. */
  readonly changedAt?: ReadonlyMap<string, number> | undefined
  /** Whether to show the number of new or changed rows above the visible rows. */
  readonly countsChanges?: boolean
  /** Value that changes when all rows may have moved, for example after a filter change. */
  readonly order?: unknown
  readonly stale?: boolean
  readonly busy?: boolean
  /** Whether the grid focuses itself when it appears and no other element has the focus. */
  readonly takesLostFocus?: boolean
  /** Content below the rows, for example an empty state. */
  readonly children?: ReactNode
}
