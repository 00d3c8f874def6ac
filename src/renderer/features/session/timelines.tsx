import { memo, type ReactNode, useMemo, useState } from 'react'
import type { ConnectionEntry } from '../../../shared/contract/connection-views.ts'
import { formatNumber } from '../../../shared/domain/format-number.ts'
import type { TimelineEntry } from '../../../shared/domain/session.ts'
import { useNow } from '../../platform/use-now.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { formatMilliseconds } from '../../ui/format-number.ts'
import { formatDateTime, formatRecentWithMilliseconds, formatSpan } from '../../ui/format-time.ts'
import { Sparkline } from '../../ui/sparkline.tsx'
import type { Tone } from '../../ui/tone.ts'
import { useConnectionStore } from './connection-store.ts'
import { connectionEventText, formatDuration } from './session-text.ts'

/** Timeline of the login steps. */
export function SessionTimeline() {
  const entries = useSessionStore((data) => data.timeline)
  const now = useMinute()
  return (
    <Timeline id="session" title="Timeline" entries={entries} empty={['No entries yet', 'Login steps appear here.']}>
      {(entry, before) => <LoginStep key={entry.id} entry={entry} previousAt={before?.at} now={now} />}
    </Timeline>
  )
}

const NO_SOCKET = [
  'WebSocket not opened yet',
  'The WebSocket opens automatically after login. Its events appear here.',
] as const

/** Timeline of WebSocket events, with the tickle round-trip times. */
export function ConnectionTimeline() {
  const entries = useConnectionStore((data) => data.entries)
  const now = useMinute()
  return (
    <Timeline id="connection" title="WebSocket" top={<RoundTrips />} entries={entries} empty={NO_SOCKET}>
      {(entry, before) => <SocketEvent key={entry.id} entry={entry} previousAt={before?.event.at} now={now} />}
    </Timeline>
  )
}

const LEVEL_TONES = { info: 'idle', warning: 'warn', error: 'bad' } as const

interface EntryProps<T> {
  readonly entry: T
  readonly previousAt: number | undefined
  readonly now: number
}

const LoginStep = memo(function LoginStep({ entry, previousAt, now }: EntryProps<TimelineEntry>) {
  const { at, level, text, code } = entry
  const tone = level === 'info' && entry.entered === 'ready' ? 'good' : LEVEL_TONES[level]
  return (
    <TimelineRow at={at} previousAt={previousAt} now={now} tone={tone}>
      {level !== 'info' && <span className="visually-hidden">{level}: </span>}
      {text}
      {code !== undefined && <code className="timeline-code tertiary">{code}</code>}
    </TimelineRow>
  )
})

const SocketEvent = memo(function SocketEvent({ entry, previousAt, now }: EntryProps<ConnectionEntry>) {
  const { event, tookMs } = entry
  const { text, tone, code, took } = connectionEventText(event, now)
  return (
    <TimelineRow at={event.at} previousAt={previousAt} now={now} tone={tone} kind={event.kind}>
      {text}
      {tookMs !== undefined && took !== undefined && ` (${took}${formatDuration(tookMs)})`}
      {code !== undefined && <code className="timeline-code tertiary"> code {code}</code>}
    </TimelineRow>
  )
})

function TimelineRow(props: {
  readonly at: number
  readonly previousAt: number | undefined
  readonly now: number
  readonly tone: Tone
  readonly kind?: string
  readonly children: ReactNode
}) {
  const { at, previousAt, now, tone, kind, children } = props
  return (
    <li className="timeline-entry line-row" data-tone={tone} data-kind={kind}>
      <time className="tertiary" dateTime={new Date(at).toISOString()} title={formatDateTime(at)}>
        {formatRecentWithMilliseconds(at, now)}
      </time>
      <span className="tertiary nowrap align-end" title="Time since the previous entry">
        {previousAt !== undefined && `+${formatDelta(at - previousAt)}`}
      </span>
      <span className="dot dot-first" aria-hidden="true" />
      <span className="wrap-anywhere">{children}</span>
    </li>
  )
}

/** Formats the time between two events. A clock that was set back counts as 0 ms. */
const formatDelta = (ms: number): string => (ms < 1_000 ? `${Math.max(0, ms)} ms` : formatDuration(ms))

/** Returns the current time in ms, rounded up to a minute, to avoid a render every second. */
const useMinute = (): number => Math.ceil(useNow() / 60_000) * 60_000

/** Maximum number of entries shown initially. */
const SHOWN = 25

function Timeline<T>(props: {
  readonly id: 'session' | 'connection'
  readonly title: string
  readonly top?: ReactNode
  readonly entries: readonly T[]
  /** Title and text of an empty section. */
  readonly empty: readonly [title: string, text: string]
  readonly children: (entry: T, previous: T | undefined) => ReactNode
}) {
  const { id, title, top, entries, empty, children } = props
  const [all, setAll] = useState(false)
  const first = all ? 0 : Math.max(0, entries.length - SHOWN)
  const rows = useMemo(
    () => entries.slice(first).map((entry, index) => [entry, entries[first + index - 1]] as const),
    [entries, first],
  )
  return (
    <section className="timeline part-medium" aria-labelledby={`${id}-timeline`}>
      <h3 id={`${id}-timeline`} className="section-title">
        {title}
      </h3>
      {top}
      {entries.length === 0 ? (
        <EmptyState title={empty[0]}>{empty[1]}</EmptyState>
      ) : (
        <ol aria-label={id === 'session' ? 'Session timeline' : 'Connection timeline'}>
          {rows.map(([entry, previous]) => children(entry, previous)).toReversed()}
        </ol>
      )}
      {first > 0 && (
        <Button look="quiet" onClick={() => setAll(true)}>
          Show all {formatNumber(entries.length)}
        </Button>
      )}
    </section>
  )
}

function RoundTrips() {
  const pulses = useConnectionStore((data) => data.pulses)
  const [first, last] = [pulses[0], pulses.at(-1)]
  if (!first || !last) return null
  const times = pulses.map(({ roundTripMs }) => roundTripMs)
  const sorted = times.toSorted((a, b) => a - b)
  const median = sorted[sorted.length >> 1] ?? last.roundTripMs
  const max = sorted.at(-1) ?? last.roundTripMs
  const isOnly = pulses.length === 1
  const text = isOnly
    ? formatMilliseconds(last.roundTripMs)
    : `last ${formatMilliseconds(last.roundTripMs)}, median ${formatMilliseconds(median)}, max ${formatMilliseconds(max)}`
  const count = isOnly ? '1 tickle' : `${pulses.length} tickles`
  return (
    <div className="round-trips secondary fact-line rigid row wrap">
      {times.length > 1 && <Sparkline values={times} label={`Round-trip times of ${count}: ${text}`} />}
      <span>
        Round trip: {text}
        <span className="hint">
          {count}
          {isOnly ? ' so far' : ` in ${formatSpan(last.at - first.at)}`}
        </span>
      </span>
    </div>
  )
}
