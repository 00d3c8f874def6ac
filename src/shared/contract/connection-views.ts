import type { ConnectionStep } from '../domain/connection-step.ts'
import type { FeedGap } from '../domain/feed.ts'
import type { TickleTiming } from '../domain/session.ts'
import type { Latencies, PacingSample } from '../domain/traffic.ts'

/** An event of the socket, or the refresh over REST after a gap. */
export type ConnectionEvent = ConnectionStep | { readonly kind: 'resynced'; readonly at: number; readonly gap: FeedGap }

export interface ConnectionEntry {
  /** Number of the entry, unique within one run of the console. */
  readonly id: number
  readonly event: ConnectionEvent
  /**
   * Duration in ms on a monotonic clock: of the handshake, the wait for the session message, the silence, the dropped
   * connection, or the refresh after a gap. Absent if no event precedes this one.
   */
  readonly tookMs?: number
}

export interface ConnectionView {
  /** The newest 300 events, oldest first. */
  readonly entries: readonly ConnectionEntry[]
  /** The newest 240 keep-alives that had a response (usually four hours), oldest first. */
  readonly pulses: readonly TickleTiming[]
}

export type ConnectionItem =
  | { readonly kind: 'entry'; readonly entry: ConnectionEntry }
  | { readonly kind: 'pulse'; readonly pulse: TickleTiming }

/** Latencies of the newest 1,000 responses of each kind since the profile was selected. */
interface TrafficSummary {
  /** Maximum number of requests per second over all paths; undefined before the first session. */
  readonly limit: number | undefined
  /** Requests that place, change or cancel orders, and replies to order questions. */
  readonly orders: Latencies | undefined
  /** All other requests, and keep-alives. */
  readonly others: Latencies | undefined
}

export interface TrafficView extends TrafficSummary {
  /** The use of pacing in the last 15 minutes with a session, oldest first: one sample per second. */
  readonly samples: readonly PacingSample[]
}

export type TrafficItem =
  | { readonly kind: 'sample'; readonly sample: PacingSample }
  | ({ readonly kind: 'summary' } & TrafficSummary)
