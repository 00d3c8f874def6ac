import type { HistoryQuery } from '../../../shared/contract/schemas.ts'
import { daysOf } from '../journal/journal-query.ts'
import type { JournalDays } from '../journal/journal-store.ts'

/** When a request was sent; `between` is from one moment to another, as they are typed. */
export type HistoryTimes = JournalDays | 'hour' | 'between'

export const TIMES: readonly { readonly value: HistoryTimes; readonly label: string }[] = [
  { value: 'always', label: 'Any time' },
  { value: 'hour', label: 'Last hour' },
  { value: 'today', label: 'Today' },
  { value: 'yesterday', label: 'Yesterday' },
  { value: 'week', label: 'Last 7 days' },
  { value: 'between', label: 'From … to …' },
]

/** Local times as a field gives them; an empty one does not narrow. */
export interface Moments {
  readonly from: string
  readonly to: string
}

const HOUR_MS = 3_600_000

/** As the host is asked. */
export function timesOf(
  times: HistoryTimes,
  { from, to }: Moments,
  now: number,
): Pick<HistoryQuery, 'since' | 'until'> {
  if (times === 'hour') return { since: now - HOUR_MS }
  if (times !== 'between') return daysOf(times, now)
  const [since, until] = [momentOf(from), momentOf(to)]
  return { ...(since !== undefined && { since }), ...(until !== undefined && { until }) }
}

/** The end stands before the beginning: nothing can be between. */
export const isTurnedRound = (from: string, to: string): boolean => from !== '' && to !== '' && to <= from

function momentOf(text: string): number | undefined {
  const at = new Date(text).getTime()
  return Number.isFinite(at) && at >= 0 ? at : undefined
}
