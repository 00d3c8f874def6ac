import { useMemo } from 'react'

/** Rows of which only a part is in memory. The same object until the rows change. */
export interface RowSource<Row> {
  readonly count: number
  /** Undefined while it is not loaded. */
  at(index: number): Row | undefined
  /** The index of a row, or -1 if it is not loaded. */
  find(key: string): number
}

export interface FullRowSource<Row> extends RowSource<Row> {
  /** Every row, if all are in memory. */
  readonly all: readonly Row[]
}

const NO_ROWS: readonly never[] = []

export function useRowSource<Row>(
  rows: readonly Row[] | RowSource<Row>,
  keyOf: (row: Row) => string,
): FullRowSource<Row> {
  return useMemo(
    () =>
      'length' in rows
        ? {
            count: rows.length,
            at: (index) => rows[index],
            find: (key) => rows.findIndex((row) => keyOf(row) === key),
            all: rows,
          }
        : { ...rows, all: NO_ROWS },
    [rows, keyOf],
  )
}
