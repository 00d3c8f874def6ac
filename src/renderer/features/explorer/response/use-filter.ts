import { useEffect, useState } from 'react'
import type { FilterReply, TreeState } from './reader/messages.ts'
import type { ResponseDocument } from './response-document.ts'

/** Ms of silence after which what was typed is tried. */
const PATIENCE_MS = 200

export interface Filter {
  readonly path: string
  /** What became of the path that was tried last; undefined for none. */
  readonly result: Exclude<FilterReply, { kind: 'off' }> | undefined
  readonly busy: boolean
  change(path: string): void
}

/** Shows of a response only what a JSONPath finds. */
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
        // Given up for what was typed after it.
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
