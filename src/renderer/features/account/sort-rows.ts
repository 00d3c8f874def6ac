import type { GridSort } from '../../ui/row-grid.tsx'

interface SortedBy<Row> {
  readonly key: string
  readonly value: (row: Row) => number | string | undefined
}

/** A new array. What has no value comes last either way; ties are settled by the key, so that rows keep still. */
export function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly SortedBy<Row>[],
  { key, direction }: GridSort,
  keyOf: (row: Row) => string,
): readonly Row[] {
  const read = columns.find((column) => column.key === key)?.value
  if (!read) return rows
  const sign = direction === 'ascending' ? 1 : -1
  return rows.toSorted((left, right) => {
    const [one, other] = [read(left), read(right)]
    if (one === undefined || other === undefined) {
      if (one !== other) return one === undefined ? 1 : -1
    } else if (one !== other) return (one < other ? -1 : 1) * sign
    return keyOf(left) < keyOf(right) ? -1 : 1
  })
}
