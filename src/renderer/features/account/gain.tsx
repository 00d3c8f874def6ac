import { formatAmount } from '../../ui/format-number.ts'
import type { GridColumn } from '../../ui/grid/grid-column.ts'

const gainText = (value: number): string => `${value > 0 ? '+' : ''}${formatAmount(value)}`

/** A profit or loss, in the colour of its sign. */
export function Gain({ value }: { readonly value: number | undefined }) {
  if (value === undefined) return null
  return (
    <span data-tone={value > 0 ? 'good' : value < 0 ? 'bad' : undefined} className="tone">
      {gainText(value)}
    </span>
  )
}

export const gainColumn = <Row,>(
  id: string,
  title: string,
  read: (row: Row) => number | undefined,
): GridColumn<Row> => ({
  id,
  title,
  width: 104,
  fit: true,
  align: 'end',
  sort: read,
  text: (row) => {
    const value = read(row)
    return value === undefined ? '' : gainText(value)
  },
  cell: (row) => <Gain value={read(row)} />,
})
