import { useCallback, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { showToast } from '../../../stores/toast-store.ts'
import { showFind } from '../explorer-store.ts'
import type { TreeState } from './reader/tree-rows.ts'
import type { ResponseDocument } from './response-document.ts'
import { useDelayedQuery } from './use-query.ts'

/** Delay after typing before the search runs, in ms. */
const DELAY_MS = 80

/** Position to scroll to. A new object triggers another scroll. */
export interface ScrollTarget {
  readonly row: number | undefined
  readonly line?: number
}

interface Matches {
  /** Search text to mark. */
  readonly marked: string
  readonly count: number
  readonly more: boolean
  readonly busy: boolean
  /** Index of the current match, starting at 0. */
  readonly current: number
}

export type Find = ReturnType<typeof useFind>

interface FindOptions {
  readonly document: ResponseDocument
  /** Changes when the displayed content changes, so that the search restarts. */
  readonly part: unknown
  /** Returns the number of characters per line of the raw text. */
  readonly width: () => number
  readonly onTree: (tree: TreeState) => void
  readonly onTarget: (target: ScrollTarget | undefined) => void
}

const NO_MATCHES: Matches = { marked: '', count: 0, more: false, busy: false, current: 0 }

/** Searches a response and steps through the matches. */
export function useFind({ document, part, width, onTree, onTarget }: FindOptions) {
  const [text, setText] = useState('')
  const [matches, setMatches] = useState(NO_MATCHES)
  const visits = useRef(0)

  const visit = useCallback(
    async (number: number): Promise<void> => {
      visits.current += 1
      const visit = visits.current
      const reply = await document.query('match', { number, width: width() }).catch(() => undefined)
      if (!reply || visit !== visits.current) return
      onTree(reply.tree)
      onTarget(reply)
    },
    [document, width, onTree, onTarget],
  )

  useDelayedQuery(
    // biome-ignore lint/correctness/useExhaustiveDependencies: another part restarts the search.
    useCallback(
      async (signal) => {
        visits.current += 1
        if (text === '') {
          setMatches(NO_MATCHES)
          onTarget(undefined)
          return
        }
        setMatches({ ...NO_MATCHES, marked: text, busy: true })
        let visited = false
        const progress = (count: number): void => {
          if (signal.aborted) return
          setMatches((now) => ({ ...now, count }))
          if (visited || count === 0) return
          visited = true
          void visit(0)
        }
        const found = await document.query('search', { text }, progress)
        progress(found.count)
        if (!signal.aborted) setMatches((now) => ({ ...now, ...found, busy: false }))
      },
      [document, text, part, visit, onTarget],
    ),
    DELAY_MS,
    () => setMatches(NO_MATCHES),
  )

  const { count, current } = matches
  const step = (by: 1 | -1): void => {
    if (count === 0) return
    const next = (current + by + count) % count
    setMatches((now) => ({ ...now, current: next }))
    void visit(next)
  }
  return { text, ...matches, change: setText, step }
}

/** Id of the search field in the tree and in the raw text. */
export const FIND_ID = 'find-in-response'

/** Returns the visible element: hidden tabs have elements of the same kind. */
const findVisible = (selector: string): Element | undefined =>
  [...document.querySelectorAll(selector)].find((element) => element.checkVisibility())

/** Opens the search and focuses its field. */
export function focusFind(): void {
  if (!findVisible('.response-panel')) {
    showToast('idle', 'No response to search.')
    return
  }
  // Renders the field synchronously, so that it receives the next key.
  flushSync(() => showFind(true))
  const field = findVisible(`#${FIND_ID}`)
  if (field instanceof HTMLInputElement) field.select()
  else showToast('idle', 'Open Tree, Table or Raw to search the body.')
}
