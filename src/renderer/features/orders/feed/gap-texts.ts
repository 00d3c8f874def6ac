import type { FeedGap } from '../../../../shared/domain/feed.ts'
import { formatRecent } from '../../../ui/format-time.ts'

/** A stretch in which nothing was seen, for its own line; with the day where it was not today. */
export function gapWords(gap: FeedGap, now = Date.now()): string {
  const when = (at: number): string => formatRecent(at, now)
  const [from, to] = [when(gap.from), gap.to === undefined ? undefined : when(gap.to)]
  const end = from === to ? `for ${short((gap.to ?? gap.from) - gap.from)}` : `to ${to}`
  const stretch = to === undefined ? `Nothing was heard since ${from}` : `Nothing was heard from ${from} ${end}`
  return gap.repairedAt === undefined
    ? `${stretch}: not repaired yet`
    : `${stretch}: repaired from IBKR's list at ${when(gap.repairedAt)}`
}

/** Less than a second, or little more. */
const short = (ms: number): string => (ms < 100 ? 'less than 0.1 s' : `${(ms / 1_000).toFixed(1)} s`)

export interface GapsSummary {
  readonly text: string
  readonly isOpen: boolean
  /** Every gap, a line each. */
  readonly details: string
}

/** All gaps of the session in a few words: an open one first, else the last that was repaired. */
export function gapsSummary(gaps: readonly FeedGap[], now = Date.now()): GapsSummary | undefined {
  const when = (at: number): string => formatRecent(at, now)
  const last = gaps.at(-1)
  if (!last) return undefined
  const open = gaps.find((gap) => gap.repairedAt === undefined)
  const others = gaps.length - 1
  const text = open
    ? `may be stale since ${when(open.from)}`
    : `repaired ${when(last.from)}–${when(last.to ?? last.repairedAt ?? last.from)}`
  return {
    text: others === 0 ? text : `${text}, and ${others} ${others === 1 ? 'gap' : 'gaps'} more`,
    isOpen: open !== undefined,
    details: gaps.map((gap) => gapWords(gap, now)).join('\n'),
  }
}
