import { memo, type ReactNode, useMemo, useState } from 'react'
import type { ConnectionEntry } from '../../../shared/contract/connection-views.ts'
import { useNow } from '../../platform/use-now.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { formatMilliseconds, formatNumber } from '../../ui/format-number.ts'
import { formatDateTime, formatRecent, formatSpan } from '../../ui/format-time.ts'
import { Sparkline } from '../../ui/sparkline.tsx'
import { useConnectionStore } from './connection-store.ts'
import { connectionWords, lengthOf } from './session-text.ts'

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

/** So many at first: what lies below must stay in reach. */
const SHOWN = 25

/** A story, the newest first; all of it once it is asked for. */
export function NewestFirst<T>(props: {
  readonly label: string
  /** Oldest first. */
  readonly entries: readonly T[]
  readonly children: (entry: T) => ReactNode
}) {
  const { label, entries, children } = props
  const [all, setAll] = useState(false)
  const newest = useMemo(() => (all ? entries : entries.slice(-SHOWN)).toReversed(), [all, entries])
  return (
    <>
      <ol aria-label={label}>{newest.map(children)}</ol>
      {entries.length > newest.length && (
        <Button look="quiet" onClick={() => setAll(true)}>
          Show all {formatNumber(entries.length)}
        </Button>
      )}
    </>
  )
}

/** How quickly IBKR answered the keep-alives of the last hours. */
function RoundTrips() {
  const pulses = useConnectionStore((data) => data.pulses)
  const [first, last] = [pulses[0], pulses.at(-1)]
  if (!first || !last) return null
  const times = pulses.map(({ roundTripMs }) => roundTripMs)
  const sorted = times.toSorted((a, b) => a - b)
  const middle = sorted[sorted.length >> 1] ?? last.roundTripMs
  const highest = sorted.at(-1) ?? last.roundTripMs
  const only = pulses.length === 1
  const words = only
    ? formatMilliseconds(last.roundTripMs)
    : `last ${formatMilliseconds(last.roundTripMs)}, middle ${formatMilliseconds(middle)}, highest ${formatMilliseconds(highest)}`
  const count = only ? 'one keep-alive' : `${pulses.length} keep-alives`
  return (
    <div className="round-trips">
      {times.length > 1 && <Sparkline values={times} label={`Round trips of ${count}: ${words}`} />}
      <span>
        Round trip: {words}
        <span className="round-trips-note">
          {count}
          {only ? ' so far' : ` in ${formatSpan(last.at - first.at)}`}
        </span>
      </span>
    </div>
  )
}
