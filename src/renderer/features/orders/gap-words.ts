import type { FeedGap } from '../../../shared/domain/orders.ts'
import { formatTimeOfDay } from '../../ui/format-time.ts'

/** A stretch in which nothing was seen, for its own line. */
export function gapWords(gap: FeedGap): string {
  const stretch =
    gap.to === undefined
      ? `Nothing was heard since ${formatTimeOfDay(gap.from)}`
      : `Nothing was heard from ${formatTimeOfDay(gap.from)} to ${formatTimeOfDay(gap.to)}`
  return gap.repairedAt === undefined
    ? `${stretch}: not repaired yet`
    : `${stretch}: repaired from IBKR's list at ${formatTimeOfDay(gap.repairedAt)}`
}

export interface GapsSummary {
  readonly text: string
  readonly isOpen: boolean
  /** Every gap, a line each. */
  readonly details: string
}

/** All gaps of the session in a few words: an open one first, else the last that was repaired. */
export function gapsSummary(gaps: readonly FeedGap[]): GapsSummary | undefined {
  const last = gaps.at(-1)
  if (!last) return undefined
  const open = gaps.find((gap) => gap.repairedAt === undefined)
  const others = gaps.length - 1
  const text = open
    ? `may be stale since ${formatTimeOfDay(open.from)}`
    : `repaired ${formatTimeOfDay(last.from)}–${formatTimeOfDay(last.to ?? last.repairedAt ?? last.from)}`
  return {
    text: others === 0 ? text : `${text}, and ${others} ${others === 1 ? 'gap' : 'gaps'} more`,
    isOpen: open !== undefined,
    details: gaps.map(gapWords).join('\n'),
  }
}
