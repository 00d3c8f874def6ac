import type { KnownEnvironment } from '../domain/environment.ts'
import type { OrderSource, OrderStatus } from '../domain/orders.ts'

export type JournalKind =
  /** A row about an order, received from IBKR. */
  | 'update'
  /** A working order that IBKR no longer lists. */
  | 'gone'
  /** Sent from this console, with IBKR's response. */
  | 'sent'
  /** No updates from `from` to `to`. */
  | 'gap'
  /** A full read has closed that gap. */
  | 'repaired'
  /** Changes between `from` and `to` that could not be written. */
  | 'lost'

/** One entry of the journal as a line of a list. Prices are decimal texts as IBKR sent them. */
export interface JournalRow {
  /** Counts up, also across restarts. */
  readonly id: number
  /** ms since epoch when it was received or happened here */
  readonly at: number
  /** ms since epoch as IBKR told; absent when it did not. */
  readonly serverAt?: number
  readonly profileId: string
  readonly environment: KnownEnvironment
  readonly kind: JournalKind
  /** Absent where IBKR told nothing. */
  readonly source?: OrderSource
  /** Empty where an entry is about no single account or order. */
  readonly account: string
  readonly orderId: string
  readonly symbol: string
  readonly status: OrderStatus
  readonly filled?: number
  readonly remaining?: number
  readonly averagePrice?: string
  /** What changed, in words. */
  readonly text: string
  /** ms since epoch; of a stretch of time. */
  readonly from?: number
  readonly to?: number
}

/** A part of the journal, newest first. */
export interface JournalPage {
  /** All that match. */
  readonly total: number
  /** The newest entry that was there when the first page was asked for: later pages name it and do not shift. */
  readonly newestId: number
  readonly rows: readonly JournalRow[]
}

/** Whether what happens is being written down. */
export type JournalHealth =
  | { readonly kind: 'writing' }
  | {
      /** It is shown all the same, and tried again every few seconds. */
      readonly kind: 'failing'
      /** ms since epoch */
      readonly since: number
      /** What is wrong and what to do, in words. */
      readonly reason: string
      /** Entries that wait to be written. */
      readonly waiting: number
      /** Entries that did not fit among those that wait. */
      readonly lost: number
    }

/** Changes of the journal, for a list that is open. */
export interface JournalPulse {
  /** The newest entry that was written since the start; 0 for none. */
  readonly newestId: number
  readonly health: JournalHealth
}
