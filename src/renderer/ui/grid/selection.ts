import { useLayoutEffect, useMemo, useState } from 'react'
import type { GridProps } from './grid-props.ts'

interface Selection {
  /** Keys of the selected rows. An empty set selects only the active row. */
  readonly keys: ReadonlySet<string>
  /** Row at which a selection with Shift starts. */
  readonly anchor: string | undefined
  /** Key of the active row when the user made the selection. */
  readonly activeKey: string | undefined
}

const NONE: Selection = { keys: new Set(), anchor: undefined, activeKey: undefined }

/** Returns the selected rows by key. Moving the cursor without Shift or Ctrl ends a selection. */
export function useSelection<Row>(
  { keyOf, activeKey, onSelected }: GridProps<Row>,
  all: readonly Row[],
  activeRow: Row | undefined,
) {
  const [stored, setSelection] = useState(NONE)
  const current = stored.activeKey === activeKey ? stored : NONE
  // Clears an ended selection, which would reappear when the cursor returns to its row.
  if (current !== stored) setSelection(NONE)
  const rows = useMemo(() => selectedRows(current.keys, { all, keyOf, activeRow }), [current, all, keyOf, activeRow])
  const keys = useMemo(() => new Set(rows.map(keyOf)), [rows, keyOf])
  const list = [...keys].join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: `list` contains the keys as a string.
  useLayoutEffect(() => onSelected?.([...keys]), [list, onSelected])
  useLayoutEffect(() => () => onSelected?.([]), [onSelected])
  return {
    rows,
    keys,
    isMultiple: current.keys.size > 1,
    anchor: current.anchor ?? activeKey,
    select: (next: ReadonlySet<string>, active: string | undefined, anchor: string | undefined): void =>
      setSelection({ keys: next, anchor, activeKey: active }),
  }
}

interface SelectableRows<Row> extends Pick<GridProps<Row>, 'keyOf'> {
  readonly all: readonly Row[]
  readonly activeRow: Row | undefined
}

const NO_ROWS: readonly never[] = []

/** Returns the rows with the given keys. Returns the active row if there are no keys. */
export function selectedRows<Row>(
  keys: ReadonlySet<string>,
  { all, keyOf, activeRow }: SelectableRows<Row>,
): readonly Row[] {
  if (keys.size > 0) return all.filter((row) => keys.has(keyOf(row)))
  return activeRow === undefined ? NO_ROWS : [activeRow]
}

interface RangeOptions<Row> {
  readonly keyOf: (row: Row) => string
  readonly from: string | undefined
  readonly to: string
  readonly includes: (row: Row) => boolean
}

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
