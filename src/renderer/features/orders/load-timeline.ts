import type { OrderTimeline } from '../../../shared/contract/order-views.ts'
import { hostLink } from '../../platform/host-link.ts'

/** Number of transitions to load initially. More would not fit into the pane. */
export const FIRST_TRANSITIONS = 30

/** Timeline of the pane that is about to open. */
let ahead: { readonly orderId: string; readonly timeline: Promise<OrderTimeline> } | undefined

/** Requests a timeline before its pane is rendered, to save time. */
export function loadTimelineAhead(orderId: string): void {
  const timeline = hostLink().call('orders.timeline', { orderId, limit: FIRST_TRANSITIONS })
  // The pane reports a failure.
  timeline.catch(() => undefined)
  ahead = { orderId, timeline }
}

/** Returns the timeline that was requested ahead, or requests it. */
export function loadTimeline(orderId: string, limit: number, signal: AbortSignal): Promise<OrderTimeline> {
  const requested = ahead
  ahead = undefined
  if (requested?.orderId === orderId && limit === FIRST_TRANSITIONS) return requested.timeline
  return hostLink().call('orders.timeline', { orderId, limit }, signal)
}
