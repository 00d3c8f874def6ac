import type { AccountTotals } from '../domain/account-totals.ts'
import type { AccountAllocation } from '../domain/allocation.ts'
import type { FeedStatus } from '../domain/feed.ts'
import type { AccountReturns, DailyCloses } from '../domain/performance.ts'
import type { NamedPosition } from '../domain/position.ts'
import type { ProfitRow } from '../domain/profit.ts'
import type { Trade } from '../domain/trade.ts'

export interface AccountFeedStatus extends FeedStatus {
  /** The maximum number of rows; present only after older rows were dropped. */
  readonly limit?: number
}

/** Values of one account during one day in New York, in its base currency. The arrays have the same length. */
export interface EquityDay {
  /** Start and end of the day, in ms since epoch. */
  readonly from: number
  readonly until: number
  /** Starts of the newest days with values, newest first. */
  readonly days: readonly number[]
  /** Times of the values in ms since epoch, oldest first; about one every 15 s while a session was open. */
  readonly at: readonly number[]
  /** Profit and loss since the last close; null if IBKR sent none. */
  readonly daily: readonly (number | null)[]
  /** Net liquidation value; null if IBKR sent none. */
  readonly netLiquidation: readonly (number | null)[]
}

/** The current rows of an account list. */
export interface AccountSnapshot<Row> {
  readonly rows: readonly Row[]
  readonly status: AccountFeedStatus
}

export type AccountItem<Row> =
  /** Adds a row, or replaces the row with the same key. */
  | { readonly kind: 'row'; readonly key: string; readonly row: Row }
  | { readonly kind: 'removed'; readonly key: string }
  | { readonly kind: 'status'; readonly status: AccountFeedStatus }

/** Executions since midnight in New York; the key is the execution id. */
export type ExecutionsSnapshot = AccountSnapshot<Trade>
export type ExecutionsItem = AccountItem<Trade>

/** Positions; the key is account and contract. */
export type PositionsSnapshot = AccountSnapshot<NamedPosition>
export type PositionsItem = AccountItem<NamedPosition>

/** Totals of the accounts; the key is the account. */
export type TotalsSnapshot = AccountSnapshot<AccountTotals>
export type TotalsItem = AccountItem<AccountTotals>

/** How the value of each account is divided; the key is the account. */
export type AllocationSnapshot = AccountSnapshot<AccountAllocation>
export type AllocationItem = AccountItem<AccountAllocation>

/** Profit and loss; the key is account and model. */
export type ProfitSnapshot = AccountSnapshot<ProfitRow>
export type ProfitItem = AccountItem<ProfitRow>

/** Performance of one account. */
export type PerformanceView =
  /** No session is ready, or the saved values are still being read. */
  | { readonly kind: 'waiting' }
  | {
      readonly kind: 'read'
      /** The newest values that IBKR sent; undefined before the first ones. */
      readonly values?: ReceivedReturns
      /** Why the newest request brought no values; undefined if it did, or before the first request. */
      readonly problem?: PerformanceProblem
      readonly next: NextPerformanceRequest
    }

export interface ReceivedReturns {
  readonly returns: AccountReturns
  /** Time of the response in ms since epoch. */
  readonly at: number
}

interface PerformanceProblem {
  /** A sentence for the user. */
  readonly message: string
  /** Time of the response in ms since epoch. */
  readonly at: number
}

/** The next request. IBKR allows one every 15 minutes for all accounts of a login. */
export type NextPerformanceRequest =
  | { readonly kind: 'sent' }
  /** `after`: the account of the request that has used the limit, if it is another one. */
  | { readonly kind: 'waits'; readonly until: number; readonly after?: string }

/** Daily closes of a benchmark, without dividends. */
export interface BenchmarkView extends DailyCloses {
  /** Currency of the closes; undefined if IBKR does not state it. */
  readonly currency?: string
}
