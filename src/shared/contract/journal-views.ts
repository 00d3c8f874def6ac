import type { KnownEnvironment } from '../domain/environment.ts'
import type { OrderSource, OrderStatus } from '../domain/orders.ts'

type JournalKind =
  /** IBKR sent an update of an order. */
  | 'update'
  /** IBKR no longer lists an order that was working. */
  | 'gone'
  /** This console sent a request; includes IBKR's response. */
  | 'sent'
  /** No updates were received between `from` and `to`. */
  | 'gap'
  /** A full read has closed the gap between `from` and `to`. */
  | 'repaired'
  /** Changes between `from` and `to` could not be written. */
  | 'lost'

/** One entry of the journal. Prices are decimal texts as IBKR sent them. */
export interface JournalRow {
  /** Number of the entry; it continues across restarts. */
  readonly id: number
  /** When the update was received or the request was sent (ms since epoch). */
  readonly at: number
  /** IBKR's own timestamp (ms since epoch); absent if IBKR sent none. */
  readonly serverAt?: number | undefined
  readonly profileId: string
  readonly environment: KnownEnvironment
  readonly kind: JournalKind
  /** Where the update came from; absent for gaps and losses. */
  readonly source?: OrderSource | undefined
  /** Account and order; empty if the entry is not about a single one. */
  readonly account: string
  readonly orderId: string
  readonly symbol: string
  readonly status: OrderStatus
  readonly filled?: number | undefined
  readonly remaining?: number | undefined
  readonly averagePrice?: string | undefined
  /** Describes the change; empty if nothing changed. */
  readonly text: string
  /** Time range of a gap or a loss, in ms since epoch. */
  readonly from?: number | undefined
  readonly to?: number | undefined
}

/** One page of the journal, newest first. */
export interface JournalPage {
  /** Number of matching entries. */
  readonly total: number
  /** The newest entry when the first page was read. Later pages pass it, so that entries do not shift. */
  readonly newestId: number
  readonly rows: readonly JournalRow[]
}

/** Whether order updates are being written to the journal. */
export type JournalHealth =
  | { readonly kind: 'writing' }
  | {
      /** Updates are still shown, and writing is retried every few seconds. */
      readonly kind: 'failing'
      /** When the failure began, in ms since epoch. */
      readonly since: number
      /** The problem and what to do. */
      readonly reason: string
      /** Number of entries that wait to be written. */
      readonly waiting: number
      /** Number of entries that were dropped because the queue was full. */
      readonly lost: number
    }

/** Tells an open journal list that the journal has grown or cannot be written. */
export interface JournalStatus {
  /** Id of the newest entry written since the start; 0 if there is none. */
  readonly newestId: number
  readonly health: JournalHealth
}
