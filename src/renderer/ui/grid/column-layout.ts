import type { CSSProperties } from 'react'
import type { GridColumn } from './grid-column.ts'

/** Minimum and maximum width of a column, in px. */
const MIN_COLUMN_WIDTH = 40
const MAX_COLUMN_WIDTH = 800

/** Total horizontal padding of a cell, in px. */
const PADDING = 12
/** Additional padding of a column with left-aligned text after a right-aligned number, in px. */
const SPACING = 6
/** Total horizontal padding of a row, in px. */
const ROW_PADDING = 16
/** Width of the sort arrow, in characters. */
const ARROW = 2

/** Order, visibility and widths of columns. Unknown ids are ignored. */
export interface ColumnLayout {
  /** Column ids in order. Columns that are not listed come last. Default: the default order. */
  readonly order?: readonly string[] | undefined
  readonly hidden: readonly string[]
  /** Ids of the optional columns that the user has shown. */
  readonly shown?: readonly string[] | undefined
  /** Widths that the user chose, in px, by column id. */
  readonly widths: Readonly<Record<string, number>>
}

export const DEFAULT_COLUMN_LAYOUT: ColumnLayout = { hidden: [], widths: {} }

/** Reports whether a stored value is a valid layout. */
export function isColumnLayout(value: unknown): value is ColumnLayout {
  const { order, hidden, shown, widths } = (value ?? {}) as Partial<Record<keyof ColumnLayout, unknown>>
  const areIds = (ids: unknown): boolean => Array.isArray(ids) && ids.every((id) => typeof id === 'string')
  const isWidth = (width: unknown): boolean =>
    typeof width === 'number' && width >= MIN_COLUMN_WIDTH && width <= MAX_COLUMN_WIDTH
  return (
    (order === undefined || areIds(order)) &&
    areIds(hidden) &&
    (shown === undefined || areIds(shown)) &&
    typeof widths === 'object' &&
    widths !== null &&
    Object.values(widths).every(isWidth)
  )
}

export interface LayoutState {
  readonly layout: ColumnLayout
  /** Layout that a reset restores. */
  readonly initial: ColumnLayout
  readonly change: (layout: ColumnLayout) => void
}

/** Returns all columns in the user's order or the default order. */
export function orderColumns<Column extends { readonly id: string }>(
  columns: readonly Column[],
  { order }: ColumnLayout,
): readonly Column[] {
  if (!order) return columns
  const listed = order.flatMap((id) => columns.find((column) => column.id === id) ?? [])
  return [...listed, ...columns.filter((column) => !listed.includes(column))]
}

/** Moves a column before another column, or to the end. `ids`: all columns in their current order. */
export function placeColumn(
  layout: ColumnLayout,
  ids: readonly string[],
  id: string,
  before: string | undefined,
): ColumnLayout {
  if (id === before) return layout
  const others = ids.filter((each) => each !== id)
  const at = before === undefined ? others.length : others.indexOf(before)
  return { ...layout, order: others.toSpliced(at < 0 ? others.length : at, 0, id) }
}

/** Moves a column past its visible neighbour and the hidden columns between them. */
export function moveColumn(
  layout: ColumnLayout,
  ids: readonly string[],
  { id, visible, step }: { readonly id: string; readonly visible: readonly string[]; readonly step: 1 | -1 },
): ColumnLayout {
  const at = visible.indexOf(id)
  const neighbour = visible[at + step]
  if (at < 0 || neighbour === undefined) return layout
  return step === -1 ? placeColumn(layout, ids, id, neighbour) : placeColumn(layout, ids, neighbour, id)
}

/** Sets the width of a column. Undefined restores the default. */
export function resizeColumn(layout: ColumnLayout, id: string, width: number | undefined): ColumnLayout {
  const { [id]: _, ...others } = layout.widths
  if (width === undefined) return { ...layout, widths: others }
  const bounded = Math.round(Math.min(Math.max(width, MIN_COLUMN_WIDTH), MAX_COLUMN_WIDTH))
  return { ...layout, widths: { ...others, [id]: bounded } }
}

type HideableColumn = Pick<GridColumn<unknown>, 'id' | 'optional'>

export function isHidden({ id, optional }: HideableColumn, { hidden, shown = [] }: ColumnLayout): boolean {
  return optional ? !shown.includes(id) : hidden.includes(id)
}

/** Shows or hides a column. The last visible column stays visible. */
export function toggleColumn(layout: ColumnLayout, visible: readonly string[], column: HideableColumn): ColumnLayout {
  const { id, optional } = column
  if (!isHidden(column, layout) && visible.length === 1 && visible[0] === id) return layout
  const { hidden, shown = [] } = layout
  return optional ? { ...layout, shown: toggled(shown, id) } : { ...layout, hidden: toggled(hidden, id) }
}

const toggled = (ids: readonly string[], id: string): readonly string[] =>
  ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id]

export interface Tracks {
  /** CSS grid tracks in px, shared by the header and the rows. */
  readonly tracks: string
  /** Total width of a row with its padding, in px. */
  readonly width: number
  /** Width below which the grid scrolls horizontally, in px. */
  readonly leastWidth: number
  /** Left edge of the second sticky column, in px. */
  readonly secondSticky: number
}

/** Returns the style that gives the header and every row the same columns. */
export const trackStyle = ({ tracks, secondSticky }: Tracks): CSSProperties =>
  ({ gridTemplateColumns: tracks, '--second-sticky': `${secondSticky}px` }) as CSSProperties

interface TracksOptions {
  readonly widths: ColumnLayout['widths']
  /** Length of the longest text of each fitted column, in characters. */
  readonly longest: Readonly<Partial<Record<string, number>>>
  /** Width of the grid, in px. */
  readonly room: number
  /** Width of a digit in a cell, in px. */
  readonly digit: number
}

/**
 * Computes the width of each column. A fitted column is never narrower than its text. All widths are whole px, because
 * browsers resolve fractions, `ch` and `fr` differently for a header and for rows that are contained.
 */
export function tracksOf<Row>(columns: readonly GridColumn<Row>[], options: TracksOptions): Tracks {
  const sized = columns.map((column, at) => ({
    least: leastWidth(column, options) + (isSpaced(columns, at) ? SPACING : 0),
    grow: options.widths[column.id] === undefined ? (column.grow ?? 0) : 0,
  }))
  const least = sized.reduce((sum, { least }) => sum + least, ROW_PADDING)
  const [firstSticky] = columns.flatMap(({ sticky }, at) => (sticky ? [sized[at]?.least] : []))
  return {
    tracks: grownWidths(sized, options.room - ROW_PADDING)
      .map((width) => `${width}px`)
      .join(' '),
    width: Math.max(options.room, least),
    leastWidth: least,
    secondSticky: firstSticky ?? 0,
  }
}

interface SizedColumn {
  readonly least: number
  readonly grow: number
}

/** Divides the remaining width among the columns that grow. No column becomes narrower than its least width. */
function grownWidths(columns: readonly SizedColumn[], room: number): readonly number[] {
  let growing = columns.filter(({ grow }) => grow > 0)
  for (;;) {
    const fixed = columns.reduce((sum, column) => sum + (growing.includes(column) ? 0 : column.least), 0)
    const unit = (room - fixed) / growing.reduce((sum, { grow }) => sum + grow, 0)
    const wide = growing.filter(({ least, grow }) => unit * grow > least)
    if (wide.length === growing.length)
      return columns.map((column) => (growing.includes(column) ? Math.floor(unit * column.grow) : column.least))
    growing = wide
  }
}

/** Reports whether a column needs space between its left-aligned text and the right-aligned number before it. */
export const isSpaced = <Row>(columns: readonly GridColumn<Row>[], at: number): boolean =>
  columns[at]?.align === undefined && columns[at - 1]?.align === 'end'

/** Width of a grid in px below which its columns are compact, as beside a pane in a small window. */
export const COMPACT_BELOW = 700

/** Returns the minimum width of a column, in px. */
function leastWidth<Row>(column: GridColumn<Row>, { widths, longest, room, digit }: TracksOptions): number {
  const { id, title, width, narrow, compact, fit, beside = 0, unsortable } = column
  const isCompact = room < COMPACT_BELOW
  const least = isCompact && compact !== undefined ? compact : narrow && room < narrow.below ? narrow.width : width
  if (!fit) return widths[id] ?? least
  const textWidth = (length: number): number => Math.ceil(length * digit) + PADDING
  const heading = title.length + (isCompact || unsortable ? 0 : ARROW)
  return Math.max(widths[id] ?? width, textWidth(longest[id] ?? 0) + (isCompact ? 0 : beside), textWidth(heading))
}

/** Reports whether a grid of the given width shows the column. */
export const hasRoom = <Row>({ narrow }: GridColumn<Row>, room: number): boolean =>
  narrow?.width !== 0 || room >= narrow.below
