import { Pin, PinOff, Play, SquarePen, Trash2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { HistoryEntry } from '../../../shared/contract/history-views.ts'
import { goTo } from '../../stores/navigation-store.ts'
import { Button } from '../../ui/button.tsx'
import { Facts } from '../../ui/facts.tsx'
import { formatBytes, formatMilliseconds } from '../../ui/format-number.ts'
import { formatDateTime } from '../../ui/format-time.ts'
import { RawText } from '../../ui/raw-text.tsx'
import { SidePane } from '../../ui/side-pane.tsx'
import { shortPath } from '../catalogue/index.ts'
import { type ResponsePart, ResponseViewer, responseHeadOf, TimingBar, usePrettyText } from '../explorer/index.ts'
import {
  closeEntry,
  openEntry,
  openInExplorer,
  removeEntry,
  saveStoredResponse,
  sendAgain,
  togglePin,
} from './history-actions.ts'
import { type HistoryPane, useHistoryStore } from './history-store.ts'
import { outcomeText } from './history-text.ts'

type Shown = Exclude<HistoryPane, { readonly kind: 'none' } | { readonly kind: 'compare' }>

export function HistoryEntryPane({ pane }: { readonly pane: Shown }) {
  return (
    <SidePane
      label="Request details"
      title="Request"
      actions={pane.kind === 'entry' && <Actions entry={pane.entry} />}
      onClose={closeEntry}
    >
      {pane.kind === 'loading' && <p className="small tertiary list-loading">Loading…</p>}
      {pane.kind === 'failed' && (
        <p className="list-loading tertiary" role="alert">
          {pane.message}
        </p>
      )}
      {pane.kind === 'entry' && <Entry {...pane} />}
    </SidePane>
  )
}

function Actions({ entry }: { readonly entry: HistoryEntry }) {
  return (
    <>
      <Button
        look="quiet"
        icon={<Play size={13} aria-hidden="true" />}
        title={entry.effect === 'read' ? 'Send again (Ctrl+Enter)' : 'Open in the explorer for review'}
        onClick={() => void sendAgain(entry.id)}
      >
        Send again
      </Button>
      <Button
        look="quiet"
        icon={<SquarePen size={13} aria-hidden="true" />}
        aria-label="Open in explorer"
        title="Open in explorer"
        onClick={() => void openInExplorer(entry.id)}
      />
      <Button
        look="quiet"
        icon={entry.pinned ? <PinOff size={13} aria-hidden="true" /> : <Pin size={13} aria-hidden="true" />}
        aria-label={entry.pinned ? 'Unpin' : 'Pin'}
        aria-pressed={entry.pinned}
        title={entry.pinned ? 'Unpin' : 'Pin: keep this request when the history is cleared (p)'}
        onClick={() => void togglePin(entry)}
      />
      <Button
        look="quiet"
        icon={<Trash2 size={13} aria-hidden="true" />}
        aria-label="Remove from history"
        title="Remove from history"
        onClick={() => void removeEntry(entry.id)}
      />
    </>
  )
}

function Entry({ entry, content }: Extract<Shown, { readonly kind: 'entry' }>) {
  const { text, tone } = outcomeText(entry)
  const changes = useHistoryStore((data) => data.pulse.changes)
  const shownAt = useRef(changes)
  const [part, setPart] = useState<ResponsePart>()
  // Shows the outcome of a request that was still in flight.
  useEffect(() => {
    if (entry.outcome === 'pending' && changes !== shownAt.current) void openEntry(entry.id)
  }, [entry, changes])
  return (
    <>
      <div className="history-facts scroll">
        <p className="fact-line rigid row wrap">
          <strong className="row tone" data-tone={tone}>
            <span className="dot" aria-hidden="true" />
            {text}
          </strong>
          {entry.timing ? (
            <TimingBar timing={entry.timing} />
          ) : (
            entry.totalMs !== undefined && formatMilliseconds(entry.totalMs)
          )}
          {entry.size !== undefined && <span>{formatBytes(entry.size)}</span>}
        </p>
        {entry.explanation !== undefined && <p className="secondary">{entry.explanation}</p>}
        {entry.error && <p className="secondary">{entry.error.message}</p>}
        {entry.outcome === 'unknown' && entry.source === 'orders' && (
          <p className="part-tiny">
            <Button onClick={() => goTo('orders')}>Check orders</Button>
          </p>
        )}
        <code className="wrap-anywhere">
          {entry.method} {shortPath(entry.path)}
          {entry.query === '' ? '' : `?${entry.query}`}
        </code>
        <Facts
          facts={[
            [
              'Sent',
              `${formatDateTime(entry.at)}, ${entry.source === 'orders' ? 'order ticket' : 'explorer'}, ${entry.environment}`,
            ],
            ...entry.parameters.map(([name, value]) => [name, <code key={name}>{value}</code>] as const),
          ]}
        />
        {entry.body !== undefined && <SentBody body={entry.body} />}
        {entry.saved === 'beginning' && (
          <p className="small tertiary">Only the first megabyte of the response was saved.</p>
        )}
      </div>
      {entry.status !== undefined && (
        <section className="response history-response column grow line-row" aria-label="Response">
          <ResponseViewer
            key={entry.id}
            head={responseHeadOf(entry)}
            content={content}
            stem={`request-${entry.id}`}
            part={part}
            onPart={setPart}
            onSave={() => void saveStoredResponse(entry)}
            onReadAgain={() => void openEntry(entry.id)}
          />
        </section>
      )}
    </>
  )
}

/** Length in characters above which a body is collapsed. */
const SHORT_BODY = 2_000

function SentBody({ body }: { readonly body: string }) {
  const text = usePrettyText(body)
  return (
    <details className="history-body" open={body.length < SHORT_BODY}>
      <summary className="small tertiary">Request body</summary>
      <RawText text={text} label="Request body" />
    </details>
  )
}
