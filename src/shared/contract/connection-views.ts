import type { ConnectionStep } from '../domain/connection.ts'
import type { FeedGap } from '../domain/feed.ts'
import type { TickleTiming } from '../domain/session.ts'

/** An event of the socket, or the refresh over REST that followed a gap. */
export type ConnectionEvent = ConnectionStep | { readonly kind: 'resynced'; readonly at: number; readonly gap: FeedGap }

export interface ConnectionEntry {
  /** Number of the entry within one run of the console. */
  readonly id: number
  readonly event: ConnectionEvent
  /**
   * Duration in ms on a monotonic clock: of the handshake, the wait for the session message, the silence, the dropped
   * connection, or the refresh after a gap. Absent if nothing preceded the event.
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
  /** Another profile was selected. */
  | { readonly kind: 'cleared' }
