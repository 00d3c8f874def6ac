import { useMemo, useRef } from 'react'

/** Rows that are not all in memory. */
export interface RowSource<Row> {
  readonly count: number
  /** Undefined while it is not loaded. */
  at(index: number): Row | undefined
}

interface FullRowSource<Row> extends RowSource<Row> {
  /** Every row, if all are in memory. */
  readonly all: readonly Row[]
}

const NO_ROWS: readonly never[] = []

export const rowSource = <Row>(rows: readonly Row[] | RowSource<Row>): FullRowSource<Row> =>
  'length' in rows
    ? { count: rows.length, at: (index) => rows[index], all: rows }
    : { count: rows.count, at: rows.at, all: NO_ROWS }

interface ActiveIndexOptions<Row> {
  readonly activeKey: string | undefined
  readonly keyOf: (row: Row) => string
  readonly rendered: readonly { readonly index: number; readonly key: string }[]
}

/** The index of the active row, or -1. If not all rows are in memory: where it was last visible. */
export function useActiveIndex<Row>(
  { all }: FullRowSource<Row>,
  { activeKey, keyOf, rendered }: ActiveIndexOptions<Row>,
): number {
  const last = useRef<{ readonly key: string; readonly index: number }>(undefined)
  const found = useMemo(
    () => (activeKey === undefined ? -1 : all.findIndex((row) => keyOf(row) === activeKey)),
    [all, activeKey, keyOf],
  )
  if (found >= 0 || activeKey === undefined) return found
  const visible = rendered.find(({ key }) => key === activeKey)
  if (visible) last.current = { key: activeKey, index: visible.index }
  return last.current?.key === activeKey ? last.current.index : -1
}
