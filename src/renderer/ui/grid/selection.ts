import { useState } from 'react'

interface Selection {
  /** Empty: the active row alone. */
  readonly keys: ReadonlySet<string>
  /** The row from which Shift selects. */
  readonly anchor: string | undefined
  /** The active row when it was made. */
  readonly activeKey: string | undefined
}

const NO_KEYS: ReadonlySet<string> = new Set()

/** The selected rows of a grid by key, so that they survive sorting. Moving the cursor without Shift or Ctrl ends the selection. */
export function useSelection(activeKey: string | undefined) {
  const [selection, setSelection] = useState<Selection>({ keys: NO_KEYS, anchor: undefined, activeKey: undefined })
  const isCurrent = selection.activeKey === activeKey
  return {
    selected: isCurrent ? selection.keys : NO_KEYS,
    anchor: (isCurrent ? selection.anchor : undefined) ?? activeKey,
    select: (keys: ReadonlySet<string>, active: string | undefined, anchor: string | undefined): void =>
      setSelection({ keys, anchor, activeKey: active }),
  }
}

interface RangeOptions<Row> {
  readonly keyOf: (row: Row) => string
  readonly from: string | undefined
  readonly to: string
  readonly includes: (row: Row) => boolean
}

/** The keys of the rows between two rows, both included. */
export function rangeOf<Row>(
  rows: readonly Row[],
  { keyOf, from, to, includes }: RangeOptions<Row>,
): ReadonlySet<string> {
  const keys = rows.map(keyOf)
  const end = keys.indexOf(to)
  const anchor = from === undefined ? -1 : keys.indexOf(from)
  const start = anchor < 0 ? end : anchor
  const range = rows.slice(Math.min(start, end), Math.max(start, end) + 1)
  return new Set(range.filter(includes).map(keyOf))
}
