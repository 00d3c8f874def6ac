import { useMemo, useState } from 'react'
import { type ColumnLayout, DEFAULT_COLUMN_LAYOUT, type LayoutState } from '../ui/grid/column-layout.ts'
import { recall, remember } from './local-memory.ts'

/** The columns of a grid as this browser remembers them. */
export function useRememberedColumns(gridId: string): LayoutState {
  const key = `columns.${gridId}`
  const [layout, setLayout] = useState(() => recall(key, isLayout, DEFAULT_COLUMN_LAYOUT))
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

function isLayout(value: unknown): value is ColumnLayout {
  const { order = [], hidden, widths } = (value ?? {}) as Partial<ColumnLayout>
  return isListOf('string', order) && isListOf('string', hidden) && isListOf('number', Object.values(widths ?? {}))
}

const isListOf = (type: 'string' | 'number', value: unknown): boolean =>
  Array.isArray(value) && value.every((each) => typeof each === type)
