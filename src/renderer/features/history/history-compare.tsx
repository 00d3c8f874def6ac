import { MergeView } from '@codemirror/merge'
import { X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { HistoryEntry } from '../../../shared/contract/history-views.ts'
import { hostLink } from '../../platform/host-link.ts'
import { Button } from '../../ui/button.tsx'
import { formatBytes, formatMilliseconds } from '../../ui/format-number.ts'
import { formatDateTime } from '../../ui/format-time.ts'
import { readOnlyJson } from '../explorer/read-only-json.ts'
import { shortPath } from '../explorer/short-path.ts'
import { wordsOf } from '../session/session-actions.ts'
import { closeEntry } from './history-actions.ts'
import { outcomeWords } from './history-words.ts'
import { prettyText } from './pretty-text.ts'

interface Side {
  readonly entry: HistoryEntry
  readonly text: string
}

type Sides =
  | { readonly kind: 'reading' }
  | { readonly kind: 'read'; readonly sides: readonly [Side, Side] }
  | { readonly kind: 'failed'; readonly message: string }

/** Two answers side by side, the older one on the left; what is the same is folded away. */
export function HistoryCompare({ ids: [older, newer] }: { readonly ids: readonly [number, number] }) {
  const [state, setState] = useState<Sides>({ kind: 'reading' })
  useEffect(() => {
    const controller = new AbortController()
    Promise.all([readSide(older, controller.signal), readSide(newer, controller.signal)]).then(
      (sides) => setState({ kind: 'read', sides }),
      (error: unknown) => !controller.signal.aborted && setState({ kind: 'failed', message: wordsOf(error) }),
    )
    return () => controller.abort()
  }, [older, newer])
  return (
    <aside className="side-pane history-pane history-compare" aria-label="Comparison of two answers">
      <header className="pane-head">
        <h2>Compare</h2>
        {state.kind === 'read' && state.sides[0].text === state.sides[1].text && (
          <span className="history-same" role="status">
            Both answers are the same
          </span>
        )}
        <Button
          look="quiet"
          icon={<X size={14} aria-hidden="true" />}
          aria-label="Close"
          title="Close (Esc)"
          onClick={closeEntry}
        />
      </header>
      {state.kind === 'reading' && <p className="pane-note history-reading">Reading…</p>}
      {state.kind === 'failed' && <p role="alert">{state.message}</p>}
      {state.kind === 'read' && (
        <>
          <div className="history-sides">
            {state.sides.map(({ entry }) => (
              <SideHead key={entry.id} entry={entry} />
            ))}
          </div>
          <Difference left={state.sides[0].text} right={state.sides[1].text} />
        </>
      )}
    </aside>
  )
}

async function readSide(id: number, signal: AbortSignal): Promise<Side> {
  const { output: entry, body } = await hostLink().callBytes('history.entry', { id }, signal)
  return { entry, text: entry.error ? entry.error.message : prettyText(body) }
}

function SideHead({ entry }: { readonly entry: HistoryEntry }) {
  const { text, tone } = outcomeWords(entry)
  return (
    <div className="history-side">
      <span className="answer-status" data-tone={tone}>
        <span className="dot" aria-hidden="true" />
        {text}
      </span>
      <time dateTime={new Date(entry.at).toISOString()}>{formatDateTime(entry.at)}</time>
      {entry.totalMs !== undefined && <span>{formatMilliseconds(entry.totalMs)}</span>}
      {entry.size !== undefined && <span>{formatBytes(entry.size)}</span>}
      <code title={entry.path}>
        {entry.method} {shortPath(entry.path)}
        {entry.query === '' ? '' : `?${entry.query}`}
      </code>
    </div>
  )
}

function Difference({ left, right }: { readonly left: string; readonly right: string }) {
  const host = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const parent = host.current
    if (!parent) return
    const view = new MergeView({
      parent,
      a: { doc: left, extensions: readOnlyJson('The older answer') },
      b: { doc: right, extensions: readOnlyJson('The newer answer') },
      collapseUnchanged: { margin: 3, minSize: 6 },
      gutter: true,
      highlightChanges: true,
      // It is found on the thread that draws: what takes longer than a few frames is shown coarsely.
      diffConfig: { scanLimit: 5_000, timeout: 60 },
    })
    return () => view.destroy()
  }, [left, right])
  return <div ref={host} className="history-difference" />
}
