import { memo } from 'react'
import type { ConnectionEntry } from '../../../shared/contract/connection-views.ts'
import { useNow } from '../../platform/use-now.ts'
import { useConnectionStore } from '../../stores/connection-store.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { formatDateTime, formatRecent } from '../../ui/format-time.ts'
import { connectionWords, lengthOf } from './connection-words.ts'
import { NewestFirst } from './newest-first.tsx'
import { RoundTrips } from './round-trips.tsx'

/** Ms in which what is said of a day stays right. */
const DAY_MS = 60_000

/** What the socket to IBKR went through: newest first, each connection by itself. */
export function ConnectionTimeline() {
  const entries = useConnectionStore((data) => data.entries)
  const now = Math.ceil(useNow() / DAY_MS) * DAY_MS
  return (
    <section className="timeline" aria-labelledby="connection-timeline">
      <h3 id="connection-timeline" className="section-title">
        Connection
      </h3>
      <RoundTrips />
      {entries.length === 0 ? (
        <EmptyState title="No socket was opened yet">
          It opens by itself once the session is authenticated. Each step of it will be listed here.
        </EmptyState>
      ) : (
        <NewestFirst label="Connection timeline" entries={entries}>
          {(entry) => <Step key={entry.id} entry={entry} now={now} />}
        </NewestFirst>
      )}
    </section>
  )
}

const Step = memo(function Step({ entry, now }: { readonly entry: ConnectionEntry; readonly now: number }) {
  const { event, tookMs } = entry
  const { text, tone, code, took } = connectionWords(event, now)
  return (
    <li className="timeline-entry" data-tone={tone} data-kind={event.kind}>
      <time dateTime={new Date(event.at).toISOString()} title={formatDateTime(event.at)}>
        {formatRecent(event.at, now)}
      </time>
      <span className="dot" aria-hidden="true" />
      <span className="timeline-text">
        {text}
        {code !== undefined && <code className="timeline-code"> code {code}</code>}
        {tookMs !== undefined && took !== undefined && (
          <span className="timeline-took">
            {' '}
            {lengthOf(tookMs)} {took}
          </span>
        )}
      </span>
    </li>
  )
})
