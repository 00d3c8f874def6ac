import type { ConnectionStep } from '../domain/connection-step.ts'
import type { FeedGap } from '../domain/feed.ts'
import type { TickleTiming } from '../domain/session.ts'

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
  /** All entries are removed, because another profile was selected. */
  | { readonly kind: 'cleared' }
