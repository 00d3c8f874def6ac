import { useMemo } from 'react'

/** Rows that may be only partly in memory. Must be the same object until the rows change. */
export interface RowSource<Row> {
  readonly count: number
  /** Returns a row, or undefined if it is not loaded. */
  at(index: number): Row | undefined
  /** Returns the index of a row, or -1 if it is not loaded. */
  find(key: string): number
  /** The rows in memory, whose texts determine the widths of fitted columns. */
  readonly loaded: readonly Row[]
}

export interface FullRowSource<Row> extends RowSource<Row> {
  /** All rows, if they are all in memory. */
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
            loaded: rows,
          }
        : { ...rows, all: NO_ROWS },
    [rows, keyOf],
  )
}
