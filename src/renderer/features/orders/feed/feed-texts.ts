import { assertNever } from '../../../../shared/domain/assert-never.ts'
import type { FeedHealth, FeedUpdate } from '../../../../shared/domain/feed.ts'
import { formatSpan, formatTimeOfDay } from '../../../ui/format-time.ts'
import type { Tone } from '../../../ui/tone.ts'

export interface FeedHealthWords {
  readonly label: string
  readonly tone: Tone
  readonly detail: string
  /** What is shown may be older than it looks: it loses its colour. */
  readonly stale: boolean
}

/** `lostSince`: since when this window has no connection to its host, which outdates everything the host said. */
export function feedHealthWords(health: FeedHealth, lostSince: number | undefined, now: number): FeedHealthWords {
  if (lostSince !== undefined) {
    return {
      label: `May be stale since ${formatTimeOfDay(lostSince)}`,
      tone: 'bad',
      detail: 'The window lost its host.',
      stale: true,
    }
  }
  switch (health.kind) {
    case 'waiting':
      return {
        label: 'Waiting',
        tone: 'busy',
        detail: 'The orders of the day have not been read yet',
        stale: false,
      }
    case 'streaming':
      return {
        label: 'Live',
        tone: 'good',
        detail: `Every change arrives as it happens, for ${formatSpan(now - health.since)}`,
        stale: false,
      }
    case 'polling':
      return { label: 'Polling', tone: 'warn', detail: health.reason, stale: false }
    case 'stale':
      return {
        label: `May be stale since ${formatTimeOfDay(health.since)}`,
        tone: 'bad',
        detail: health.reason,
        stale: true,
      }
    default:
      return assertNever(health)
  }
}

const SOURCES: Readonly<Record<FeedUpdate['source'], string>> = {
  stream: 'from the stream',
  snapshot: 'from a full reading',
  poll: 'from a reading',
  'own request': 'from here',
}

/** "heard 3 s ago from the stream": what the rows rest on last. */
export function newsWords({ at, source }: FeedUpdate, now: number): string {
  return `heard ${now - at < 1_000 ? 'now' : `${formatSpan(now - at)} ago`} ${SOURCES[source]}`
}
