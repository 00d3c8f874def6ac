import type { HistoryQuery } from '../../../shared/contract/schemas.ts'
import { type DayRange, timesOfDays } from '../../platform/day-range.ts'

/** Time filter with a name. `between`: a custom range. */
export type TimeFilter = DayRange | 'hour' | 'between'

export const TIMES: readonly { readonly value: TimeFilter; readonly label: string }[] = [
  { value: 'always', label: 'Any time' },
  { value: 'hour', label: 'Last hour' },
  { value: 'today', label: 'Today' },
  { value: 'yesterday', label: 'Yesterday' },
  { value: 'week', label: 'Last 7 days' },
  { value: 'between', label: 'Custom range' },
]

/** Start and end in local time, as entered. An empty string means no limit. */
export interface TimeRange {
  readonly from: string
  readonly to: string
}

const HOUR_MS = 3_600_000

/** Converts a time filter to timestamps. */
export function timeQuery(
  times: TimeFilter,
  { from, to }: TimeRange,
  now: number,
): Pick<HistoryQuery, 'since' | 'until'> {
  if (times === 'hour') return { since: now - HOUR_MS }
  if (times !== 'between') return timesOfDays(times, now)
  const [since, until] = [parseTime(from), parseTime(to)]
  return { ...(since !== undefined && { since }), ...(until !== undefined && { until }) }
}

/** Reports whether the end is before the start. */
export const isReversed = (from: string, to: string): boolean => from !== '' && to !== '' && to <= from

function parseTime(text: string): number | undefined {
  const at = new Date(text).getTime()
  return Number.isFinite(at) && at >= 0 ? at : undefined
}
