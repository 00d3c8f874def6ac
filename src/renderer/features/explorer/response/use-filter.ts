import { useEffect, useState } from 'react'
import type { FilterReply, TreeState } from './reader/messages.ts'
import type { ResponseDocument } from './response-document.ts'

/** Delay after typing before the filter runs, in ms. */
const PATIENCE_MS = 200

export interface Filter {
  readonly path: string
  /** Result of the last path; undefined if there is none. */
  readonly result: Exclude<FilterReply, { kind: 'off' }> | undefined
  readonly busy: boolean
  change(path: string): void
}

/** Filters the response by a JSONPath. */
export function useFilter(document: ResponseDocument, onTree: (tree: TreeState) => void): Filter {
  const [path, setPath] = useState('')
  const [result, setResult] = useState<Filter['result']>(undefined)
  const [busy, setBusy] = useState(false)
  const [touched, setTouched] = useState(false)

  useEffect(() => {
    if (!touched) return
    const controller = new AbortController()
    const timer = setTimeout(async () => {
      setBusy(true)
      const asked = path.trim() === '' ? undefined : path
      try {
        const reply = await document.ask({ kind: 'filter', path: asked }, { signal: controller.signal })
        setResult(reply.kind === 'off' ? undefined : reply)
        if (reply.kind !== 'wrong') onTree(reply.tree)
        setBusy(false)
      } catch {
        // Superseded by newer input.
        if (!controller.signal.aborted) setBusy(false)
      }
    }, PATIENCE_MS)
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [path, touched, document, onTree])

  return {
    path,
    result,
    busy,
    change(next) {
      setTouched(true)
      setPath(next)
    },
  }
}
