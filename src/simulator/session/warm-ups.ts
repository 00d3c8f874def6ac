import type { Order } from '../orders/order.ts'

/**
 * Requests that a client has made in this brokerage session. Several calls return incomplete or empty responses the
 * first time, or fail until another call was made.
 */
export interface WarmUps {
  /** Whether `/iserver/accounts` was read, which orders, snapshots and brokerage topics require. */
  accountsRead: boolean
  /** Whether `/portfolio/accounts` or `/portfolio/subaccounts` was read. */
  portfolioRead: boolean
  /** Number of live order reads that will still return no orders and `snapshot: false`. */
  coldOrderReads: number
  /** The orders that plain reads of the live orders repeat until a read with `force=true`. */
  frozenOrders: readonly Order[] | undefined
  tradesRead: boolean
  positionsRead: boolean
  profitAndLossRead: boolean
  /**
   * Whether a filtered read of the live orders has stopped the details on the socket. A read with `force=true` resumes
   * them.
   */
  orderDetailsMuted: boolean
  /** Requested snapshot fields by conid, which accumulate. `startedAt` is in real time. */
  readonly snapshotFields: Map<number, { readonly fields: ReadonlySet<string>; readonly startedAt: number }>
  /** Whether a socket has subscribed to `spl`. */
  profitStreamed: boolean
  /** Whether the FYI service was called, which starts it. */
  notificationsWarm: boolean
  /** Conids that a search found. Contract details of other conids are empty. */
  readonly searched: Set<number>
  /** Conids with strikes that were read. Before that, the details of their options are empty. */
  readonly strikesRead: Set<number>
  /** Conids with algorithms that were read. The first response is empty. */
  readonly algorithmsRead: Set<number>
  /** Ids of watchlists that were read. The first response contains only instruments. */
  readonly watchlistsRead: Set<string>
  /** Whether `/hmds/auth/init` was called, which the history service requires. */
  historyServiceOpen: boolean
  /** Message ids of questions that the user suppressed. */
  readonly suppressed: Set<string>
}

/** `used`: whether a program has already made the calls that a session needs once. */
export function createWarmUps(used = false): WarmUps {
  return {
    accountsRead: used,
    portfolioRead: used,
    coldOrderReads: used ? 0 : 1,
    frozenOrders: undefined,
    tradesRead: used,
    positionsRead: used,
    profitAndLossRead: used,
    profitStreamed: used,
    notificationsWarm: used,
    orderDetailsMuted: false,
    snapshotFields: new Map(),
    searched: new Set(),
    strikesRead: new Set(),
    algorithmsRead: new Set(),
    watchlistsRead: new Set(),
    historyServiceOpen: used,
    suppressed: new Set(),
  }
}
