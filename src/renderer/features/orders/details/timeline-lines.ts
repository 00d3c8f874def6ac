import type { FeedGap } from '../../../../shared/domain/feed.ts'
import type { OrderTransition } from '../../../../shared/domain/orders.ts'

/** A line of an order's timeline. */
export type TimelineLine =
  | {
      readonly kind: 'step'
      readonly key: string
      readonly step: OrderTransition
      /** The first update from IBKR. */
      readonly first: boolean
    }
  | { readonly kind: 'gap'; readonly key: string; readonly gap: FeedGap }

/** Steps and the gaps between them, newest first. `earlier`: steps before those that are there. */
export function timelineLines(
  steps: readonly OrderTransition[],
  gaps: readonly FeedGap[],
  earlier: number,
): readonly TimelineLine[] {
  const first = earlier === 0 ? steps.findIndex(({ source }) => source !== 'own request') : -1
  const lines: TimelineLine[] = steps.map((step, index) => ({
    kind: 'step',
    // Steps are only ever added: the place counted from the first one is their identity.
    key: `step-${earlier + index}`,
    step,
    first: index === first,
  }))
  for (const gap of gaps) {
    const at = lines.findIndex((line) => line.kind === 'step' && line.step.at > gap.from)
    lines.splice(at < 0 ? lines.length : at, 0, { kind: 'gap', key: `gap-${gap.from}`, gap })
  }
  return lines.reverse()
}
