import {
  BLOTTER_COLUMNS,
  type BlotterColumn,
  type BlotterColumns,
  NARROWEST_COLUMN,
  WIDEST_COLUMN,
} from '../../../../shared/domain/blotter-layout.ts'

/** Where only a few columns have room: what an order is, how it stands and how much of it is done come first. */
const NARROW: readonly BlotterColumn[] = [
  'symbol',
  'side',
  'status',
  'quantity',
  'filled',
  'remaining',
  'type',
  'limit',
  'stop',
  'average',
  'time',
  'tif',
  'account',
  'id',
  'reference',
  'exchange',
]

/** Every column in the order that was chosen, or that suits the room. */
export function orderOfColumns({ order }: BlotterColumns, narrow: boolean): readonly BlotterColumn[] {
  const usual = narrow ? NARROW : BLOTTER_COLUMNS
  if (!order) return usual
  return [...order, ...usual.filter((key) => !order.includes(key))]
}

/** Puts a column before another one, or last. */
export function placeColumn(
  columns: BlotterColumns,
  narrow: boolean,
  key: BlotterColumn,
  before: BlotterColumn | undefined,
): BlotterColumns {
  if (key === before) return columns
  const others = orderOfColumns(columns, narrow).filter((each) => each !== key)
  const at = before === undefined ? others.length : others.indexOf(before)
  return { ...columns, order: others.toSpliced(at < 0 ? others.length : at, 0, key) }
}

/** Moves a column past its neighbour among those that are shown. */
export function moveColumn(
  columns: BlotterColumns,
  narrow: boolean,
  shown: readonly BlotterColumn[],
  key: BlotterColumn,
  step: 1 | -1,
): BlotterColumns {
  const at = shown.indexOf(key)
  const neighbour = shown[at + step]
  if (at < 0 || neighbour === undefined) return columns
  // Past what is hidden after the neighbour, too: the place is counted in what is seen.
  return step === -1 ? placeColumn(columns, narrow, key, neighbour) : placeColumn(columns, narrow, neighbour, key)
}

/** Undefined gives the column back to what stands in it. */
export function resizeColumn(columns: BlotterColumns, key: BlotterColumn, width: number | undefined): BlotterColumns {
  const { [key]: _, ...others } = columns.widths
  if (width === undefined) return { ...columns, widths: others }
  const bound = Math.round(Math.min(Math.max(width, NARROWEST_COLUMN), WIDEST_COLUMN))
  return { ...columns, widths: { ...others, [key]: bound } }
}

/** Shows or hides a column; `shown`: those in sight now, of which one always stays. */
export function toggleColumn(
  columns: BlotterColumns,
  shown: readonly BlotterColumn[],
  key: BlotterColumn,
): BlotterColumns {
  const isHidden = columns.hidden.includes(key)
  if (!isHidden && shown.length === 1 && shown[0] === key) return columns
  const hidden = isHidden ? columns.hidden.filter((each) => each !== key) : [...columns.hidden, key]
  return { ...columns, hidden }
}
