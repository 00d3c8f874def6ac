import { useCallback, useEffect, useMemo, useRef } from 'react'
import { useSteady } from '../ui/use-steady.ts'
import { type PagedList, type PageReader, pagedSource } from './paged-list.ts'

interface PagedRowsOptions<Row> {
  readonly reader: PageReader
  /** Returns the key of a row. Must be the same function in every render. */
  readonly keyOf: (row: Row) => string
  /** Id of the newest entry that the host has. */
  readonly newestId: number
  /** Whether rows of the list have changed. Default: rows do not change. */
  readonly isChanged?: boolean
}

/** Returns the rows of a paged list for a grid. New entries appear only at the top, so that no visible row moves. */
export function usePagedRows<Row>(
  list: PagedList<Row>,
  { reader, keyOf, newestId, isChanged = false }: PagedRowsOptions<Row>,
) {
  const first = useRef<number | undefined>(0)
  const isOutdated = useSteady(() => first.current === 0 && (newestId > list.newestId || isChanged))
  const onVisible = useCallback(
    (start: number, end: number) => {
      first.current = start
      // A replaced list has different pages, so the visible range is requested again.
      if (list.total > 0) reader.need(start, Math.max(start + 1, end))
    },
    [reader, list],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: checks again after a new entry or a new list.
  useEffect(() => reader.refreshSoon(isOutdated), [reader, isOutdated, newestId, isChanged, list])
  useEffect(
    () => () => {
      first.current = undefined
    },
    [],
  )
  return { rows: useMemo(() => pagedSource(list, keyOf), [list, keyOf]), onVisible }
}
