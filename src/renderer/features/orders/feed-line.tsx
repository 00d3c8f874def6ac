import { Play } from 'lucide-react'
import { useMemo } from 'react'
import { useShallow } from 'zustand/react/shallow'
import type { FeedHealth, FeedUpdate } from '../../../shared/domain/feed.ts'
import type { Order } from '../../../shared/domain/orders.ts'
import { useNow } from '../../platform/use-now.ts'
import { useLinkStore } from '../../stores/link-store.ts'
import { useOrdersStore } from '../../stores/orders-store.ts'
import { Button } from '../../ui/button.tsx'
import { formatTimeOfDay } from '../../ui/format-time.ts'
import { togglePause, useBlotterStore } from './blotter-store.ts'
import { countOf, feedHealthLabel, gapsSummary, lastUpdateText } from './texts.ts'

/** State and gaps of the order feed, and the number of updates that are not journaled yet. */
export function FeedLine() {
  const paused = useBlotterStore((data) => data.paused !== undefined)
  return (
    <div className="feed-line bar info-line sunken">
      <Health />
      <Gaps />
      <Warnings />
      {paused && <Paused />}
    </div>
  )
}

function Health() {
  const { health, status } = useOrdersStore()
  return <FeedHealthLine name="Order feed" health={health} lastUpdate={status?.lastUpdate} />
}

interface FeedHealthLineProps {
  readonly name: string
  readonly health: FeedHealth
  readonly lastUpdate: FeedUpdate | undefined
  /** Reason why the feed ended; undefined while the feed is running. */
  readonly failure?: string | undefined
}

/** State of a feed and the age of its last update. */
export function FeedHealthLine({ name, health, lastUpdate, failure }: FeedHealthLineProps) {
  const downSince = useLinkStore((data) => data.downSince)
  const now = useNow()
  const current = feedHealthLabel(health, downSince, now)
  const { label, tone, detail, stale } =
    failure === undefined ? current : { label: 'Stopped', tone: 'bad', detail: failure, stale: true }
  return (
    <span className="feed-health row" data-tone={tone} title={detail}>
      <span className="dot" aria-hidden="true" />
      {/* Announces only the label, because the age changes every second. */}
      <span className="visually-hidden" role="status">
        {name}: {label}
      </span>
      <span className="feed-health-label">{label}</span>
      {tone !== 'good' && (
        <span className="feed-part" role={failure === undefined ? undefined : 'alert'}>
          {detail}
        </span>
      )}
      {lastUpdate && <span className="feed-part tertiary">{lastUpdateText(lastUpdate, now, stale)}</span>}
    </span>
  )
}

function Gaps() {
  const gaps = useOrdersStore((data) => data.gaps)
  const summary = useMemo(() => gapsSummary(gaps), [gaps])
  if (!summary) return null
  return (
    <span className="feed-part feed-gaps" data-tone={summary.isOpen ? 'warn' : undefined} title={summary.details}>
      {summary.text}
    </span>
  )
}

function Warnings() {
  const { truncatedAt, failure } = useOrdersStore(
    useShallow(({ status }) => ({
      truncatedAt: status?.truncatedAt,
      failure: status?.journal.kind === 'failing' ? status.journal : undefined,
    })),
  )
  return (
    <>
      {truncatedAt !== undefined && (
        <span
          className="feed-part"
          data-tone="warn"
          title="IBKR returns at most 1,000 orders. For other orders, the console shows only changes since it started."
        >
          More than 1,000 orders: the list is incomplete
        </span>
      )}
      {failure && (
        <span className="feed-part" data-tone="bad" title={failure.reason}>
          Not journaled since {formatTimeOfDay(failure.since)}.
          {failure.lost > 0 && ` ${countOf(failure.lost, 'update')} dropped.`}
        </span>
      )}
    </>
  )
}

function Paused() {
  const paused = useBlotterStore((data) => data.paused)
  const orders = useOrdersStore((data) => data.orders)
  const pending = useMemo(() => countPendingUpdates(paused?.orders ?? orders, orders), [paused, orders])
  if (!paused) return null
  return (
    <span className="feed-paused row to-end">
      Paused at {formatTimeOfDay(paused.at)} ·{' '}
      {pending.updates === 0
        ? 'no updates pending'
        : `${countOf(pending.updates, 'update')} pending (${countOf(pending.orders, 'order')})`}
      <Button look="plain" icon={<Play size={12} aria-hidden="true" />} keys="p" onClick={togglePause}>
        Resume
      </Button>
    </span>
  )
}

/** Counts the updates since the list was paused: transitions, new orders and removed orders. */
export function countPendingUpdates(shown: ReadonlyMap<string, Order>, current: ReadonlyMap<string, Order>) {
  let updates = 0
  let orders = 0
  for (const [orderId, order] of current) {
    const before = shown.get(orderId)
    if (before === order) continue
    orders += 1
    // A change without a transition, such as a new price, counts as one update.
    updates += Math.max(1, order.transitionCount - (before?.transitionCount ?? 0))
  }
  for (const orderId of shown.keys()) {
    if (current.has(orderId)) continue
    orders += 1
    updates += 1
  }
  return { updates, orders }
}
