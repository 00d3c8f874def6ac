import { formatNumber, groupDigits } from '../../../shared/domain/format-number.ts'
import { formatDateTime, formatRecent } from '../format-time.ts'
import { type GridColumn, numberIn } from './grid-column.ts'

/** Properties that differ from the defaults of the column kind. */
type Details<Row> = Partial<Omit<GridColumn<Row>, 'id' | 'title'>>

/** Value of a column: the name of a field, or a function that reads it from a row. */
type ColumnValue<Row, Value> =
  | { readonly [Field in keyof Row]-?: Row[Field] extends Value ? Field : never }[keyof Row]
  | ((row: Row) => Value)

const readerOf = <Row, Value>(value: ColumnValue<Row, Value>): ((row: Row) => Value) =>
  typeof value === 'function' ? value : (row) => row[value] as Value

/** Creates a text column. If a cell truncates its text, the tooltip shows all of it. */
export const textColumn = <Row,>(
  id: string,
  title: string,
  width: number,
  value: ColumnValue<Row, string | undefined>,
  details?: Details<Row>,
): GridColumn<Row> => {
  const text = readerOf(value)
  return { id, title, width, text, tooltip: text, ...details }
}

/** Returns as many digits as are as wide as a bold text in capitals, to measure a fitted column. */
export const inCapitals = (text: string): string => '0'.repeat(Math.ceil(1.15 * text.length))

/** Creates a column of numbers or prices. Numbers are never truncated. */
export function numberColumn<Row>(
  id: string,
  title: string,
  source: ColumnValue<Row, number | string | undefined>,
  { format = formatNumber, ...details }: Details<Row> & { readonly format?: (value: number) => string } = {},
): GridColumn<Row> {
  const read = readerOf(source)
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

/** Creates a column of timestamps in ms since epoch. Shows today's timestamps as the time of day. */
export const timeColumn = <Row,>(
  id: string,
  title: string,
  width: number,
  value: ColumnValue<Row, number | undefined>,
  details?: Details<Row>,
): GridColumn<Row> => {
  const read = readerOf(value)
  return {
    id,
    title,
    width,
    muted: true,
    firstSort: 'descending',
    sort: read,
    text(row) {
      const at = read(row)
      return at === undefined ? '' : formatRecent(at, Date.now())
    },
    tooltip(row) {
      const at = read(row)
      return at === undefined ? '' : formatDateTime(at)
    },
    ...details,
  }
}
