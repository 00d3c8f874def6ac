import { useLayoutEffect, useMemo, useState } from 'react'
import type { GridProps } from './grid-props.ts'

interface Selection {
  /** Keys of the selected rows. If empty, only the active row is selected. */
  readonly keys: ReadonlySet<string>
  /** Row at which a selection with Shift starts. */
  readonly anchor: string | undefined
  /** Key of the active row when the user made the selection. */
  readonly activeKey: string | undefined
}

const NONE: Selection = { keys: new Set(), anchor: undefined, activeKey: undefined }

/**
 * Returns the selected rows of a grid by key, so that sorting keeps the selection. Moving the cursor without Shift or
 * Ctrl ends a selection. `activeRow` is undefined while the row is not loaded or not in the list.
 */
export function useSelection<Row>(
  { keyOf, activeKey, onSelected }: GridProps<Row>,
  all: readonly Row[],
  activeRow: Row | undefined,
) {
  const [stored, setSelection] = useState(NONE)
  const current = stored.activeKey === activeKey ? stored : NONE
  // Clears an ended selection, so that it is not restored when the cursor returns to its row.
  if (current !== stored) setSelection(NONE)
  const rows = useMemo(() => selectedRows(current.keys, { all, keyOf, activeRow }), [current, all, keyOf, activeRow])
  const keys = useMemo(() => new Set(rows.map(keyOf)), [rows, keyOf])
  const list = [...keys].join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: `list` contains the keys as a string.
  useLayoutEffect(() => onSelected?.([...keys]), [list, onSelected])
  useLayoutEffect(() => () => onSelected?.([]), [onSelected])
  return {
    /** Keys of the highlighted rows. */
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
 * Returns the rows with the given keys, or the active row if there are no keys. If all rows of a selection have left
 * the list, returns no rows, because the user may have deselected the active row.
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

/** Returns the keys of the rows between two rows, inclusive. */
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
