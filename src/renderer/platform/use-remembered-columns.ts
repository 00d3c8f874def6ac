import { useMemo, useState } from 'react'
import { DEFAULT_COLUMN_LAYOUT, isColumnLayout, type LayoutState } from '../ui/grid/column-layout.ts'
import { recall, remember } from './local-memory.ts'

/** Returns the column layout of a grid, stored in this browser. */
export function useRememberedColumns(gridId: string): LayoutState {
  const key = `columns.${gridId}`
  const [layout, setLayout] = useState(() => recall(key, isColumnLayout, DEFAULT_COLUMN_LAYOUT))
  return useMemo(
    () => ({
      layout,
      initial: DEFAULT_COLUMN_LAYOUT,
      change(next) {
        setLayout(next)
        remember(key, next)
      },
    }),
    [layout, key],
  )
}
