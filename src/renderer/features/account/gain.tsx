import { formatAmount } from '../../ui/format-number.ts'
import { numberColumn } from '../../ui/grid/column-kinds.tsx'
import type { GridColumn } from '../../ui/grid/grid-column.ts'

export const gainText = (value: number): string => `${value > 0 ? '+' : ''}${formatAmount(value)}`

export function Gain({ value }: { readonly value: number | undefined }) {
  if (value === undefined) return null
  return (
    <span data-tone={value > 0 ? 'good' : value < 0 ? 'bad' : undefined} className="tone">
      {gainText(value)}
    </span>
  )
}

export const gainColumn = <Row,>(id: string, title: string, read: (row: Row) => number | undefined): GridColumn<Row> =>
  numberColumn(id, title, read, { width: 104, format: gainText, cell: (row) => <Gain value={read(row)} /> })
