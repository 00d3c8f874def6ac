import type { ConsoleOrderSource } from '../domain/console-orders.ts'
import type { KnownEnvironment } from '../domain/environment.ts'
import type { OrderStatus } from '../domain/orders.ts'

type JournalKind =
  /** IBKR sent an update of an order. */
  | 'update'
  /** IBKR no longer lists an order that was working. */
  | 'gone'
  /** This console sent a request; the entry includes IBKR's response. */
  | 'sent'
  /** No updates were received between `from` and `to`. */
  | 'gap'
  /** A full read has closed the gap between `from` and `to`. */
  | 'repaired'
  /** Changes between `from` and `to` could not be written to the journal. */
  | 'lost'

/** One entry of the journal. Prices are decimal strings as IBKR sent them. */
export interface JournalRow {
  /** Number of the entry; numbering continues after a restart. */
  readonly id: number
  /** Time when the update was received or the request was sent, in ms since epoch. */
  readonly at: number
  /** IBKR's own timestamp in ms since epoch; absent if IBKR sent none. */
  readonly serverAt?: number | undefined
  readonly profileId: string
  readonly environment: KnownEnvironment
  readonly kind: JournalKind
  /** Source of the update; absent for gaps and losses. */
  readonly source?: ConsoleOrderSource | undefined
  /** Account id; empty if the entry is not about a single order. The next field is the order id. */
  readonly account: string
  readonly orderId: string
  /** Name of the contract, such as `AAPL 20JAN27 250 C`; empty if it is unknown. */
  readonly symbol: string
  readonly status: OrderStatus
  readonly filled?: number | undefined
  readonly remaining?: number | undefined
  readonly averagePrice?: string | undefined
  /** Describes the change; empty if the update changed nothing. */
  readonly text: string
  /** Start of a gap or loss in ms since epoch; `to` is its end. */
  readonly from?: number | undefined
  readonly to?: number | undefined
}

/** One page of the journal, newest first. */
export interface JournalPage {
  /** Number of matching entries. */
  readonly total: number
  /**
   * Id of the newest entry when the first page was read. It is passed for later pages, so that entries do not shift.
   */
  readonly newestId: number
  readonly rows: readonly JournalRow[]
}

/** Whether order updates are written to the journal. */
export type JournalHealth =
  | { readonly kind: 'writing' }
  | {
      /** Writing fails and is retried every few seconds. Updates are still shown. */
      readonly kind: 'failing'
      /** Start of the failure in ms since epoch. */
      readonly since: number
      /** The problem, and what to do about it. */
      readonly reason: string
      /** Number of entries that wait to be written. */
      readonly waiting: number
      /** Number of entries that were dropped because the queue was full. */
      readonly lost: number
    }

/** Informs an open journal list that the journal has grown or cannot be written. */
export interface JournalStatus {
  /** Id of the newest entry written since the start; 0 if there is none. */
  readonly newestId: number
  readonly health: JournalHealth
}
