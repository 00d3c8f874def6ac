import { useCallback, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { showToast } from '../../../stores/toast-store.ts'
import { showFind } from '../explorer-store.ts'
import type { TreeState } from './reader/messages.ts'
import type { ResponseDocument } from './response-document.ts'

/** Delay after typing before the search runs, in ms. */
const PATIENCE_MS = 80

export interface Find {
  readonly text: string
  /** The last search text, to mark. */
  readonly marked: string
  readonly count: number
  readonly more: boolean
  readonly busy: boolean
  /** Index of the current match, from 0. */
  readonly current: number
  /** Its position; a new object for each visit. */
  readonly target: { readonly row: number | undefined; readonly line: number } | undefined
  change(text: string): void
  step(by: 1 | -1): void
}

interface FindOptions {
  readonly document: ResponseDocument
  /** Changes when the shown content changes, which restarts the search. */
  readonly part: unknown
  readonly width: () => number
  readonly onTree: (tree: TreeState) => void
}

const NOTHING = { marked: '', count: 0, more: false, busy: false, current: 0 } as const

/** Searches a response and steps through the matches. */
export function useFind({ document, part, width, onTree }: FindOptions): Find {
  const [text, setText] = useState('')
  const [state, setState] = useState<{
    readonly marked: string
    readonly count: number
    readonly more: boolean
    readonly busy: boolean
    readonly current: number
  }>(NOTHING)
  const [target, setTarget] = useState<Find['target']>(undefined)
  const visits = useRef(0)

  const visit = useCallback(
    async (number: number): Promise<void> => {
      visits.current += 1
      const mine = visits.current
      const reply = await document.ask({ kind: 'hit', number, width: width() }).catch(() => undefined)
      if (!reply || mine !== visits.current) return
      onTree(reply.tree)
      setTarget({ row: reply.row, line: reply.line })
    },
    [document, width, onTree],
  )

  // biome-ignore lint/correctness/useExhaustiveDependencies: switching the part restarts the search, although the effect does not read it.
  useEffect(() => {
    if (text === '') {
      setState(NOTHING)
      setTarget(undefined)
      return
    }
    const controller = new AbortController()
    const timer = setTimeout(async () => {
      setState({ marked: text, count: 0, more: false, busy: true, current: 0 })
      let visited = false
      const progress = (count: number): void => {
        setState((now) => ({ ...now, count }))
        if (visited || count === 0) return
        visited = true
        void visit(0)
      }
      try {
        const { signal } = controller
        const done = await document.ask({ kind: 'search', text }, { signal, progress })
        progress(done.count)
        setState((now) => ({ ...now, ...done, busy: false }))
      } catch {
        // Superseded by newer input.
      }
    }, PATIENCE_MS)
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [text, part, document, visit])

  const { count, current } = state
  const step = useCallback(
    (by: 1 | -1): void => {
      if (count === 0) return
      const next = (current + by + count) % count
      setState((now) => ({ ...now, current: next }))
      void visit(next)
    },
    [count, current, visit],
  )
  return { text, ...state, target, change: setText, step }
}

/** Id of the search field, whichever part is shown. */
export const FIND_ID = 'find-in-response'

/** Opens the search and focuses its field. */
export function focusFind(): void {
  if (!document.querySelector('.response-panel')) showToast('idle', 'No response to search.')
  // Synchronously, so that the next key goes to the field.
  flushSync(() => showFind(true))
  const field = document.getElementById(FIND_ID)
  if (field instanceof HTMLInputElement) field.select()
}
