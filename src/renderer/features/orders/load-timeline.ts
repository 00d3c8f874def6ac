import { create } from 'zustand'
import type { OrderTimeline } from '../../../shared/contract/order-views.ts'
import { hostLink } from '../../platform/host-link.ts'

/** Number of transitions to load initially. More would not fit into the pane. */
export const FIRST_TRANSITIONS = 30

/** Maximum time in ms that a pane waits for its timeline before it opens without it. */
const MAX_WAIT_MS = 50

interface TimelineAhead {
  readonly orderId?: string
  readonly timeline?: Promise<OrderTimeline>
  readonly loaded?: OrderTimeline
  /** Whether the pane waits for the timeline, so that both appear together. */
  readonly isAwaited: boolean
}

/** Time in ms after which a timeline that no pane has used is discarded. */
const MAX_AGE_MS = 1_000

const NOTHING_AHEAD: TimelineAhead = { isAwaited: false }

/** Timeline of the pane that is about to open. */
export const useTimelineAhead = create<TimelineAhead>()(() => NOTHING_AHEAD)

/** Requests a timeline before its pane is rendered. */
export function loadTimelineAhead(orderId: string): void {
  const timeline = hostLink().call('orders.timeline', { orderId, limit: FIRST_TRANSITIONS })
  const requested: TimelineAhead = { orderId, timeline, isAwaited: true }
  useTimelineAhead.setState(requested, true)
  const endWait = (loaded?: OrderTimeline): void => {
    clearTimeout(timer)
    if (useTimelineAhead.getState() !== requested) return
    useTimelineAhead.setState({ orderId, timeline, ...(loaded && { loaded }), isAwaited: false }, true)
  }
  const timer = setTimeout(endWait, MAX_WAIT_MS)
  setTimeout(() => {
    if (useTimelineAhead.getState().timeline === timeline) useTimelineAhead.setState(NOTHING_AHEAD, true)
  }, MAX_AGE_MS)
  // The pane reports a failure.
  timeline.then(endWait, () => endWait())
}

/** Returns the timeline that was requested ahead, or requests it. */
export function loadTimeline(orderId: string, limit: number, signal: AbortSignal): Promise<OrderTimeline> {
  const { timeline, ...requested } = useTimelineAhead.getState()
  if (requested.orderId !== orderId || limit !== FIRST_TRANSITIONS || !timeline)
    return hostLink().call('orders.timeline', { orderId, limit }, signal)
  useTimelineAhead.setState(NOTHING_AHEAD, true)
  return timeline
}
