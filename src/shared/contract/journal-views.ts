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

/** One entry of the journal. Prices are decimal texts as IBKR sent them. */
export interface JournalRow {
  /** Counts up, also across restarts. */
  readonly id: number
  /** ms since epoch when it was received or happened here */
  readonly at: number
  /** ms since epoch, by IBKR's clock; absent if IBKR sent none. */
  readonly serverAt?: number | undefined
  readonly profileId: string
  readonly environment: KnownEnvironment
  readonly kind: JournalKind
  /** Absent for gaps and losses. */
  readonly source?: OrderSource | undefined
  /** Empty if an entry is about no single account or order. */
  readonly account: string
  readonly orderId: string
  readonly symbol: string
  readonly status: OrderStatus
  readonly filled?: number | undefined
  readonly remaining?: number | undefined
  readonly averagePrice?: string | undefined
  /** What changed; empty if nothing did. */
  readonly text: string
  /** ms since epoch; of a gap or a loss. */
  readonly from?: number | undefined
  readonly to?: number | undefined
}

/** A part of the journal, newest first. */
export interface JournalPage {
  /** All that match. */
  readonly total: number
  /** The newest entry when the first page was read: later pages give it, so that they do not shift. */
  readonly newestId: number
  readonly rows: readonly JournalRow[]
}

/** Whether updates are being journaled. */
export type JournalHealth =
  | { readonly kind: 'writing' }
  | {
      /** Updates are shown all the same, and writing is retried every few seconds. */
      readonly kind: 'failing'
      /** ms since epoch */
      readonly since: number
      /** What is wrong and what to do. */
      readonly reason: string
      /** Entries that wait to be written. */
      readonly waiting: number
      /** Entries that did not fit among those that wait. */
      readonly lost: number
    }

/** For an open list: whether the journal has grown, or cannot be written. */
export interface JournalPulse {
  /** The newest entry that was written since the start; 0 for none. */
  readonly newestId: number
  readonly health: JournalHealth
}
