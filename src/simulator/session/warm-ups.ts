/**
 * Requests that a client has made in this brokerage session. Several calls return incomplete or empty responses the
 * first time, or fail until another call was made.
 */
export interface WarmUps {
  /** `/iserver/accounts` was read, which orders, snapshots and brokerage topics require. */
  accountsRead: boolean
  /** `/portfolio/accounts` or `/portfolio/subaccounts` was read. */
  portfolioRead: boolean
  /** Number of following live order reads that return no orders and `snapshot: false`. */
  coldOrderReads: number
  tradesRead: boolean
  positionsRead: boolean
  profitAndLossRead: boolean
  /**
   * Whether a filtered read of the live orders has stopped the details on the socket, until a read with `force=true`.
   */
  orderDetailsMuted: boolean
  /** Requested snapshot fields by conid; they accumulate. `startedAt` is in real time. */
  readonly snapshotFields: Map<number, { readonly fields: ReadonlySet<string>; readonly startedAt: number }>
  /** A socket has subscribed to `spl`. */
  profitStreamed: boolean
  /** The FYI service was called, which starts it. */
  notificationsWarm: boolean
  /** Conids that a search found; contract details of other conids are empty. */
  readonly searched: Set<number>
  /** Conids whose strikes were read; before that, the details of their options are empty. */
  readonly strikesRead: Set<number>
  /** Conids whose algorithms were read; the first response is empty. */
  readonly algorithmsRead: Set<number>
  /** Watchlists that were read; the first response contains only instruments. */
  readonly watchlistsRead: Set<string>
  /** `/hmds/auth/init` was called, which the history service requires. */
  historyServiceOpen: boolean
  /** Message ids of questions that the user suppressed. */
  readonly suppressed: Set<string>
}

export function createWarmUps(): WarmUps {
  return {
    accountsRead: false,
    portfolioRead: false,
    coldOrderReads: 1,
    tradesRead: false,
    positionsRead: false,
    profitAndLossRead: false,
    profitStreamed: false,
    notificationsWarm: false,
    orderDetailsMuted: false,
    snapshotFields: new Map(),
    searched: new Set(),
    strikesRead: new Set(),
    algorithmsRead: new Set(),
    watchlistsRead: new Set(),
    historyServiceOpen: false,
    suppressed: new Set(),
  }
}
