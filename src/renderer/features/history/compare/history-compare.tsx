import { Change, MergeView } from '@codemirror/merge'
import { useEffect, useRef, useState } from 'react'
import type { HistoryEntry } from '../../../../shared/contract/history-views.ts'
import { errorText } from '../../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../../platform/host-link.ts'
import { formatMilliseconds } from '../../../ui/format-number.ts'
import { formatDateTime } from '../../../ui/format-time.ts'
import { SidePane } from '../../../ui/side-pane.tsx'
import { shortPath } from '../../catalogue/index.ts'
import { newDocument, ReaderError } from '../../explorer/index.ts'
import { closeEntry } from '../history-actions.ts'
import { outcomeText, partText, sameText, sizeText } from '../history-text.ts'
import { readOnlyJson } from '../read-only-json.ts'
import type { ComparedParts } from './compared-parts.ts'
import type { ChangedRange, Differences } from './find-differences.ts'
import { type SavedText, savedText } from './saved-text.ts'
import { startComparer } from './start-comparer.ts'

interface Side extends SavedText {
  readonly entry: HistoryEntry
}

type Sides =
  | { readonly kind: 'loading' }
  | { readonly kind: 'loaded'; readonly sides: readonly [Side, Side]; readonly found: Differences }
  | { readonly kind: 'failed'; readonly message: string }

/** Two responses side by side, the older response on the left. */
export function HistoryCompare({ ids: [older, newer] }: { readonly ids: readonly [number, number] }) {
  const [state, setState] = useState<Sides>({ kind: 'loading' })
  useEffect(() => {
    const controller = new AbortController()
    const comparer = startComparer()
    const read = async (): Promise<Sides> => {
      const sides = await Promise.all([readSide(older, controller.signal), readSide(newer, controller.signal)])
      return { kind: 'loaded', sides, found: await comparer.compare(sides[0].text, sides[1].text) }
    }
    read().then(
      (sides) => !controller.signal.aborted && setState(sides),
      (error: unknown) => !controller.signal.aborted && setState({ kind: 'failed', message: failureText(error) }),
    )
    return () => {
      controller.abort()
      comparer.end()
    }
  }, [older, newer])
  return (
    <SidePane
      label="Comparison of two responses"
      title="Compare"
      actions={
        state.kind === 'loaded' &&
        state.found.parts.same && (
          <span className="secondary" role="status">
            {sameText(state.sides.map(({ entry }) => entry.saved))}
          </span>
        )
      }
      onClose={closeEntry}
    >
      {state.kind === 'loading' && <p className="small tertiary list-loading">Loading…</p>}
      {state.kind === 'failed' && <p role="alert">{state.message}</p>}
      {state.kind === 'loaded' && (
        <>
          <div className="history-sides rigid line-below">
            {state.sides.map((side) => (
              <SideHead key={side.entry.id} side={side} />
            ))}
          </div>
          <PartNote parts={state.found.parts} length={state.sides[0].text.length} />
          <Difference found={state.found} />
        </>
      )}
    </SidePane>
  )
}

async function readSide(id: number, signal: AbortSignal): Promise<Side> {
  const document = newDocument()
  signal.addEventListener('abort', () => document.close(), { once: true })
  try {
    const { output: entry } = await hostLink().callBytes('history.entry', { id }, signal, document)
    return { entry, ...(await savedText(entry, document)) }
  } finally {
    document.close()
  }
}

const failureText = (error: unknown): string =>
  error instanceof ReaderError ? 'Could not read a response. Close the comparison and try again.' : errorText(error)

function PartNote({ parts, length }: { readonly parts: ComparedParts; readonly length: number }) {
  const text = partText(parts, length)
  return text === '' ? null : (
    <p className="small tertiary bar" role="note">
      {text}
    </p>
  )
}

function SideHead({ side: { entry, size } }: { readonly side: Side }) {
  const { text, tone } = outcomeText(entry)
  return (
    <div className="history-side tertiary fact-line rigid row wrap">
      <span className="row tone" data-tone={tone}>
        <span className="dot" aria-hidden="true" />
        {text}
      </span>
      <time dateTime={new Date(entry.at).toISOString()}>{formatDateTime(entry.at)}</time>
      {entry.totalMs !== undefined && <span>{formatMilliseconds(entry.totalMs)}</span>}
      {entry.size !== undefined && <span>{sizeText(entry, size)}</span>}
      <code title={entry.path}>
        {entry.method} {shortPath(entry.path)}
        {entry.query === '' ? '' : `?${entry.query}`}
      </code>
    </div>
  )
}

function Difference({ found: { parts, changes } }: { readonly found: Differences }) {
  const host = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const parent = host.current
    if (!parent) return
    const view = new MergeView({
      parent,
      a: { doc: parts.older, extensions: readOnlyJson('Older response') },
      b: { doc: parts.newer, extensions: readOnlyJson('Newer response') },
      collapseUnchanged: { margin: 3, minSize: 6 },
      gutter: true,
      highlightChanges: true,
      // The worker has already found the changes.
      diffConfig: { override: () => changes.map(changeOf) },
    })
    return () => view.destroy()
  }, [parts, changes])
  return <div ref={host} className="history-difference grow scroll small" />
}

const changeOf = ([fromA, toA, fromB, toB]: ChangedRange): Change => new Change(fromA, toA, fromB, toB)
