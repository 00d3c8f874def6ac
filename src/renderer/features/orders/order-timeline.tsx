import { useEffect, useState } from 'react'
import type { OrderTimeline as Timeline } from '../../../shared/contract/order-views.ts'
import type { ConsoleOrderTransition } from '../../../shared/domain/console-orders.ts'
import type { FeedGap } from '../../../shared/domain/feed.ts'
import { groupDigitsIn } from '../../../shared/domain/format-number.ts'
import { errorText } from '../../../shared/rpc/rpc-error.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { formatMilliseconds } from '../../ui/format-number.ts'
import { formatDateTime, formatRecent, formatSpan, formatTimeWithMilliseconds } from '../../ui/format-time.ts'
import { Message } from '../../ui/message.tsx'
import { FIRST_TRANSITIONS, loadTimeline, useTimelineAhead } from './load-timeline.ts'
import { countOf, describeOrderStatus, gapText, NOT_JOURNALED } from './texts.ts'

/** Maximum number of transitions to load, as in the host. The journal shows older transitions. */
const MAX_TRANSITIONS = 500

interface OrderTimelineProps {
  readonly orderId: string
  /** Current number of transitions. A change loads the list again. */
  readonly count: number
  /** Called after each load. */
  readonly onLoaded: (timeline: Timeline) => void
}

type Loading =
  | { readonly kind: 'loading' }
  | { readonly kind: 'loaded'; readonly timeline: Timeline }
  | { readonly kind: 'failed'; readonly message: string }

/** All changes to an order, newest first. */
export function OrderTimeline({ orderId, count, onLoaded }: OrderTimelineProps) {
  const [attempt, setAttempt] = useState(0)
  const [limit, setLimit] = useState(FIRST_TRANSITIONS)
  const [state, setState] = useState<Loading>(() => {
    const ahead = useTimelineAhead.getState()
    return ahead.orderId === orderId && ahead.loaded ? { kind: 'loaded', timeline: ahead.loaded } : { kind: 'loading' }
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: loads again after a new transition or another attempt.
  useEffect(() => {
    const controller = new AbortController()
    const { signal } = controller
    loadTimeline(orderId, limit, signal).then(
      (timeline) => {
        if (signal.aborted) return
        setState({ kind: 'loaded', timeline })
        onLoaded(timeline)
      },
      (error: unknown) => !signal.aborted && setState({ kind: 'failed', message: errorText(error) }),
    )
    return () => controller.abort()
  }, [orderId, count, attempt, limit])

  switch (state.kind) {
    case 'loading':
      return <p className="padded-block tertiary">Loading timeline…</p>
    case 'failed':
      return (
        <Message
          tone="bad"
          title="Timeline not loaded"
          role="alert"
          actions={<Button onClick={() => setAttempt(attempt + 1)}>Try again</Button>}
        >
          <p>{state.message}</p>
        </Message>
      )
    case 'loaded': {
      const { transitions, gaps, earlier } = state.timeline
      return (
        <>
          <Lines lines={timelineLines(transitions, gaps, earlier)} />
          {earlier > 0 && (
            <div className="pane-actions row wrap">
              <span className="small tertiary">{countOf(earlier, 'earlier change')} in the journal.</span>
              {limit < MAX_TRANSITIONS && (
                <Button look="quiet" onClick={() => setLimit(MAX_TRANSITIONS)}>
                  Show more
                </Button>
              )}
            </div>
          )}
        </>
      )
    }
  }
}

function Lines({ lines }: { readonly lines: readonly TimelineLine[] }) {
  if (lines.length === 0) return <EmptyState title="No changes yet" />
  const isOnlyInactive = lines.every(
    (line) => line.kind === 'gap' || line.transition.status === '' || line.transition.status === 'Inactive',
  )
  return (
    <ol aria-label="Changes to this order">
      {lines.map((line) =>
        line.kind === 'gap' ? (
          <li
            key={line.key}
            className="transition-gap line-row small secondary"
            data-reconciled={line.gap.repairedAt !== undefined}
          >
            {gapText(line.gap)}
          </li>
        ) : (
          <TransitionLine key={line.key} line={line} initial={line.first && !isOnlyInactive} />
        ),
      )}
    </ol>
  )
}

interface TransitionLineProps {
  readonly line: Extract<TimelineLine, { kind: 'transition' }>
  /** Whether this is IBKR's first update, in which the status Inactive is normal. */
  readonly initial: boolean
}

function TransitionLine({ line: { transition, sincePrevious }, initial }: TransitionLineProps) {
  const { at, status, source, text, journaled } = transition
  const isInitial = initial && status === 'Inactive'
  const isOwn = source === 'own request'
  const isToday = new Date(at).toDateString() === new Date().toDateString()
  return (
    <li className="transition line-row" data-tone={isInitial || isOwn ? 'idle' : describeOrderStatus(status).tone}>
      <span>
        <time className="tertiary" dateTime={new Date(at).toISOString()} title={formatDateTime(at)}>
          {isToday ? formatTimeWithMilliseconds(at) : formatRecent(at, Date.now())}
        </time>
        {sincePrevious !== undefined && (
          <span className="small tertiary block" title="Time since the previous change">
            +{sincePrevious < 60_000 ? formatMilliseconds(sincePrevious) : formatSpan(sincePrevious)}
          </span>
        )}
      </span>
      <span className="dot dot-first" aria-hidden="true" />
      <span>
        {isOwn ? text : groupDigitsIn(text)}
        <span className="transition-source tertiary tiny">{isOwn ? 'this console' : source}</span>
        {journaled === false && <span className="small tertiary block">{NOT_JOURNALED}</span>}
        {isInitial && <span className="small tertiary block">Initial state, before IBKR acknowledges the order.</span>}
      </span>
    </li>
  )
}

export type TimelineLine =
  | {
      readonly kind: 'transition'
      readonly key: string
      readonly transition: ConsoleOrderTransition
      /** Whether this is IBKR's first update of the order. */
      readonly first: boolean
      /** Time since the previous transition in ms; undefined for the first loaded transition. */
      readonly sincePrevious: number | undefined
    }
  | { readonly kind: 'gap'; readonly key: string; readonly gap: FeedGap }

/** Builds the timeline, newest first. `earlier`: number of older transitions that are not loaded. */
export function timelineLines(
  transitions: readonly ConsoleOrderTransition[],
  gaps: readonly FeedGap[],
  earlier: number,
): readonly TimelineLine[] {
  const first = earlier === 0 ? transitions.findIndex(({ source }) => source !== 'own request') : -1
  const lines: TimelineLine[] = transitions.map((transition, index) => {
    const previous = transitions[index - 1]
    return {
      kind: 'transition',
      // Transitions are only appended, so the position identifies a transition.
      key: `transition-${earlier + index}`,
      transition,
      first: index === first,
      sincePrevious: previous && Math.max(0, transition.at - previous.at),
    }
  })
  for (const gap of gaps) {
    const at = lines.findIndex((line) => line.kind === 'transition' && line.transition.at > gap.from)
    lines.splice(at < 0 ? lines.length : at, 0, { kind: 'gap', key: `gap-${gap.from}`, gap })
  }
  return lines.reverse()
}
