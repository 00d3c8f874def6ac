import { useLayoutEffect, useMemo, useState } from 'react'
import type { GridProps } from './grid-props.ts'

interface Selection {
  /** Empty: the active row alone. */
  readonly keys: ReadonlySet<string>
  /** The row from which Shift selects. */
  readonly anchor: string | undefined
  /** The active row when it was made. */
  readonly activeKey: string | undefined
}

const NONE: Selection = { keys: new Set(), anchor: undefined, activeKey: undefined }

/**
 * The selected rows of a grid by key, so that they survive sorting. Moving the cursor without Shift or Ctrl ends a selection. `activeRow`
 * is undefined while it is not loaded or not in the list.
 */
export function useSelection<Row>(
  { keyOf, activeKey, onSelected }: GridProps<Row>,
  all: readonly Row[],
  activeRow: Row | undefined,
) {
  const [stored, setSelection] = useState(NONE)
  const current = stored.activeKey === activeKey ? stored : NONE
  // An ended selection is cleared, so that it does not return with the cursor.
  if (current !== stored) setSelection(NONE)
  const rows = useMemo(() => selectedRows(current.keys, { all, keyOf, activeRow }), [current, all, keyOf, activeRow])
  const keys = useMemo(() => new Set(rows.map(keyOf)), [rows, keyOf])
  const list = [...keys].join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the keys are compared as a text.
  useLayoutEffect(() => onSelected?.([...keys]), [list, onSelected])
  useLayoutEffect(() => () => onSelected?.([]), [onSelected])
  return {
    /** Exactly the rows that are highlighted. */
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

/**
 * The rows with these keys; without keys, the active row. When all rows of a selection have left the list, nothing is selected: the
 * active row may be one that the user deselected.
 */
export function selectedRows<Row>(
  keys: ReadonlySet<string>,
  { all, keyOf, activeRow }: SelectableRows<Row>,
): readonly Row[] {
  if (keys.size > 0) return all.filter((row) => keys.has(keyOf(row)))
  return activeRow === undefined ? [] : [activeRow]
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
