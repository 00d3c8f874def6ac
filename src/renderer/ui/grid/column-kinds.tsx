import { formatNumber, groupDigits } from '../format-number.ts'
import { formatDateTime, formatRecent } from '../format-time.ts'
import { type GridColumn, numberIn } from './grid-column.ts'

/** What differs from the other columns of its kind. */
type Details<Row> = Partial<Omit<GridColumn<Row>, 'id' | 'title'>>

/** A text. The cell may cut it; the tooltip has all of it. */
export const textColumn = <Row,>(
  id: string,
  title: string,
  width: number,
  text: (row: Row) => string | undefined,
  details?: Details<Row>,
): GridColumn<Row> => ({ id, title, width, text, tooltip: text, ...details })

/** A number, or a price as IBKR writes it, never cut. */
export function numberColumn<Row>(
  id: string,
  title: string,
  read: (row: Row) => number | string | undefined,
  { format = formatNumber, ...details }: Details<Row> & { readonly format?: (value: number) => string } = {},
): GridColumn<Row> {
  const text = (row: Row): string => {
    const value = read(row) ?? ''
    return typeof value === 'number' ? format(value) : groupDigits(value)
  }
  const sort = (row: Row): number | undefined => {
    const value = read(row)
    return typeof value === 'string' ? numberIn(value) : value
  }
  return { id, title, width: 0, fit: true, align: 'end', sort, text, tooltip: text, ...details }
}

/** A time in ms since epoch: of today the time of day, else the date. */
export const timeColumn = <Row,>(
  title: string,
  width: number,
  read: (row: Row) => number | undefined,
  details?: Details<Row>,
): GridColumn<Row> => ({
  id: 'time',
  title,
  width,
  muted: true,
  firstSort: 'descending',
  sort: read,
  text: (row) => formatAt(read(row), (at) => formatRecent(at, Date.now())),
  tooltip: (row) => formatAt(read(row), formatDateTime),
  ...details,
})

const formatAt = (at: number | undefined, format: (at: number) => string): string =>
  at === undefined ? '' : format(at)
