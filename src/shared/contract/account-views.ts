import type { FeedStatus } from '../domain/feed.ts'
import type { Position } from '../domain/position.ts'
import type { ProfitRow } from '../domain/profit.ts'
import type { Trade } from '../domain/trade.ts'

export interface AccountFeedStatus extends FeedStatus {
  /** The newest rows alone are kept, so many; present once older ones were left out. */
  readonly limit?: number
}

/** A list about the account as far as known. */
export interface AccountSnapshot<Row> {
  readonly rows: readonly Row[]
  readonly status: AccountFeedStatus
}

export type AccountItem<Row> =
  /** Replaces the row with the same key. */
  | { readonly kind: 'row'; readonly key: string; readonly row: Row }
  | { readonly kind: 'removed'; readonly key: string }
  | { readonly kind: 'status'; readonly status: AccountFeedStatus }

/** Executions since midnight in New York, by execution id. */
export type ExecutionsSnapshot = AccountSnapshot<Trade>
export type ExecutionsItem = AccountItem<Trade>

/** By account and contract. */
export type PositionsSnapshot = AccountSnapshot<Position>
export type PositionsItem = AccountItem<Position>

/** By account and model. */
export type ProfitSnapshot = AccountSnapshot<ProfitRow>
export type ProfitItem = AccountItem<ProfitRow>
