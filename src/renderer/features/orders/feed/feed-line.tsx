import { Play } from 'lucide-react'
import { useMemo } from 'react'
import { useNow } from '../../../platform/use-now.ts'
import { useLinkStore } from '../../../stores/link-store.ts'
import { useOrdersStore } from '../../../stores/orders-store.ts'
import { Button } from '../../../ui/button.tsx'
import { formatNumber } from '../../../ui/format-number.ts'
import { formatTimeOfDay } from '../../../ui/format-time.ts'
import { useBlotterStore } from '../blotter-store.ts'
import { feedHealthWords, newsWords } from './feed-texts.ts'
import { gapsSummary } from './gap-texts.ts'
import { togglePause } from './pause-actions.ts'
import { countWaiting } from './pending-updates.ts'

/** What the rows below rest on: how they are kept true, what was missed and repaired, what is not written down. */
export function FeedLine() {
  const paused = useBlotterStore((data) => data.paused !== undefined)
  return (
    <div className="feed-line">
      <Health />
      <Gaps />
      <Doubts />
      {paused && <Paused />}
    </div>
  )
}

function Health() {
  const health = useOrdersStore((data) => data.health)
  const lastUpdate = useOrdersStore((data) => data.status?.lastUpdate)
  const downSince = useLinkStore((data) => data.downSince)
  const now = useNow()
  const words = feedHealthWords(health, downSince, now)
  return (
    <span className="feed-health" data-tone={words.tone} title={words.detail}>
      <span className="dot" aria-hidden="true" />
      {/* The age changes every second; only a change of kind is worth announcing. */}
      <span className="visually-hidden" role="status">
        Order feed: {words.label}
      </span>
      <span className="feed-health-label">{words.label}</span>
      {words.tone !== 'good' && <span className="feed-part">{words.detail}</span>}
      {lastUpdate && <span className="feed-part feed-news">{newsWords(lastUpdate, now)}</span>}
    </span>
  )
}

function Gaps() {
  const gaps = useOrdersStore((data) => data.gaps)
  const summary = useMemo(() => gapsSummary(gaps), [gaps])
  if (!summary) return null
  return (
    <span className="feed-part feed-gaps" data-tone={summary.isOpen ? 'warn' : 'idle'} title={summary.details}>
      {summary.text}
    </span>
  )
}

function Doubts() {
  const status = useOrdersStore((data) => data.status)
  if (!status) return null
  const { truncatedAt, journal } = status
  return (
    <>
      {truncatedAt !== undefined && (
        <span
          className="feed-part feed-doubt"
          data-tone="warn"
          title="IBKR names at most 1,000 orders in one answer. Of others this console knows what changed since it started."
        >
          more than 1,000 orders: not all are known
        </span>
      )}
      {journal.kind === 'failing' && (
        <span className="feed-part feed-doubt" data-tone="bad" title={journal.reason}>
          not journaled since {formatTimeOfDay(journal.since)}: {journal.reason}
          {journal.lost > 0 && ` ${formatNumber(journal.lost)} changes were lost to the journal.`}
        </span>
      )}
    </>
  )
}

/** Rows stand still; what waits is counted. */
function Paused() {
  const paused = useBlotterStore((data) => data.paused)
  const orders = useOrdersStore((data) => data.orders)
  const waiting = useMemo(() => countWaiting(paused?.orders ?? orders, orders), [paused, orders])
  if (!paused) return null
  return (
    <span className="feed-paused">
      <span>
        Paused at {formatTimeOfDay(paused.at)}
        {waiting.changes === 0
          ? ', nothing new'
          : `, ${formatNumber(waiting.changes)} ${waiting.changes === 1 ? 'change' : 'changes'} of ${formatNumber(waiting.orders)} ${waiting.orders === 1 ? 'order' : 'orders'} wait`}
      </span>
      <Button look="plain" icon={<Play size={12} aria-hidden="true" />} keys="p" onClick={togglePause}>
        Resume
      </Button>
    </span>
  )
}
