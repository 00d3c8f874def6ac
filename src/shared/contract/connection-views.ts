import type { ConnectionStep } from '../domain/connection.ts'
import type { FeedGap } from '../domain/feed.ts'
import type { TicklePulse } from '../domain/session.ts'

/** A step of the socket, or what was read over REST because of one. */
export type ConnectionEvent = ConnectionStep | { readonly kind: 'resynced'; readonly at: number; readonly gap: FeedGap }

export interface ConnectionEntry {
  /** Counts up in one run of the console. */
  readonly id: number
  readonly event: ConnectionEvent
  /**
   * How long it took, ms by a clock that does not jump: the handshake, the greeting, the silence, the life of a connection that
   * dropped, the reading after a gap. Absent where nothing came before it.
   */
  readonly tookMs?: number
}

export interface ConnectionView {
  /** Oldest first, the newest 300. */
  readonly entries: readonly ConnectionEntry[]
  /** Keep-alives with a response, oldest first: the newest 240, usually four hours. */
  readonly pulses: readonly TicklePulse[]
}

export type ConnectionItem =
  | { readonly kind: 'entry'; readonly entry: ConnectionEntry }
  | { readonly kind: 'pulse'; readonly pulse: TicklePulse }
  /** Another profile. */
  | { readonly kind: 'cleared' }
