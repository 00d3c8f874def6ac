import type { OrderSource } from './orders.ts'

/** How current the rows of a feed are. `since` is in ms since epoch. */
export type FeedHealth =
  /** No row was received yet. */
  | { readonly kind: 'waiting' }
  /** IBKR sends changes through a stream. */
  | { readonly kind: 'streaming'; readonly since: number }
  /** The rows are polled every few seconds. */
  | { readonly kind: 'polling'; readonly since: number; readonly reason: string }
  /** The rows may be outdated: there is no open session to poll with. */
  | { readonly kind: 'stale'; readonly since: number; readonly reason: string }

/** Reason for polling while the socket is down. */
export const WEBSOCKET_DOWN = 'WebSocket down; polling every few seconds.'

/** Time and source of the last update. */
export interface FeedUpdate {
  /** Time of the update in ms since epoch. */
  readonly at: number
  readonly source: OrderSource
}

export interface FeedStatus {
  readonly health: FeedHealth
  /** The last update; absent before the first update. */
  readonly lastUpdate?: FeedUpdate
}

/** A period without updates, and the time of the full read that closed it, in ms since epoch. */
export interface FeedGap {
  /** Time of the last update before the gap, in ms since epoch. */
  readonly from: number
  /** Time when updates arrived again, in ms since epoch; absent while the gap is open. */
  readonly to?: number
  /** Time when a full read sent after the gap arrived, in ms since epoch; absent before. */
  readonly repairedAt?: number
}

export interface FeedConditions {
  readonly isSessionReady: boolean
  /** Why the stream does not deliver changes; undefined if it does. */
  readonly pollingReason: string | undefined
  /** Whether rows were received just now. */
  readonly isUpdated: boolean
  /** Current time in ms since epoch. */
  readonly now: number
}

/**
 * Returns the next health of a feed; the same object if nothing changed. Only an update ends `waiting` and `stale`.
 * Pure.
 */
export function deriveFeedHealth(health: FeedHealth, conditions: FeedConditions): FeedHealth {
  const { isSessionReady, pollingReason: reason, isUpdated, now: since } = conditions
  if (health.kind === 'waiting' && !isUpdated) return health
  if (!isSessionReady) return createStaleFeedHealth(health, 'The session is not ready.', since)
  if (health.kind === 'stale' && !isUpdated) return health
  if (reason === undefined) return health.kind === 'streaming' ? health : { kind: 'streaming', since }
  return health.kind === 'polling' && health.reason === reason ? health : { kind: 'polling', since, reason }
}

export function createStaleFeedHealth(health: FeedHealth, reason: string, since: number): FeedHealth {
  return health.kind === 'stale' ? health : { kind: 'stale', since, reason }
}
