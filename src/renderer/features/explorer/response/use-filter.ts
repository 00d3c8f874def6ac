import { useCallback, useRef, useState } from 'react'
import type { FilterReply } from './reader/response-queries.ts'
import type { TreeState } from './reader/tree-rows.ts'
import type { ResponseDocument } from './response-document.ts'
import { useDelayedQuery } from './use-query.ts'

/** Delay after typing before the filter runs, in ms. */
const DELAY_MS = 200

export type Filter = ReturnType<typeof useFilter>

/** Filters the response by a JSONPath. `result`: result of the last path. */
export function useFilter(document: ResponseDocument, onTree: (tree: TreeState) => void) {
  const [path, setPath] = useState('')
  const [last, setLast] = useState<{ readonly path: string; readonly result?: FilterReply }>({ path: '' })
  const isDone = path === last.path
  /** Path by which the worker filters. It may differ from the entered path. */
  const sent = useRef('')
  useDelayedQuery(
    useCallback(
      async (signal) => {
        if (isDone && path === sent.current) return
        sent.current = path
        const result = await document.query('filter', { path: path.trim() === '' ? undefined : path })
        if (signal.aborted) return
        if (result.kind !== 'invalid') onTree(result.tree)
        setLast({ path, result })
      },
      [document, path, isDone, onTree],
    ),
    DELAY_MS,
    () => setLast({ path }),
  )
  return { path, result: last.result, busy: !isDone, change: setPath }
}
