/**
 * What a client has requested in this brokerage session. Several calls return sparse or empty responses the first time,
 * or fail until another call was made.
 */
export interface WarmUps {
  /** `/iserver/accounts` was read: required by orders, snapshots and brokerage topics. */
  accountsRead: boolean
  /** `/portfolio/accounts` or `/portfolio/subaccounts` was read. */
  portfolioRead: boolean
  /** Number of live order reads that still return no orders and `snapshot: false`. */
  coldOrderReads: number
  tradesRead: boolean
  positionsRead: boolean
  profitAndLossRead: boolean
  /** A filtered read of the live orders stops the details on the socket until a read with `force=true`. */
  orderDetailsMuted: boolean
  /** Requested snapshot fields by conid; they accumulate. `startedAt`: real time. */
  readonly snapshotFields: Map<number, { readonly fields: ReadonlySet<string>; readonly startedAt: number }>
  /** A socket has subscribed `spl`. */
  profitStreamed: boolean
  /** The FYI service was called, which starts it. */
  notificationsWarm: boolean
  /** Conids found by a search: contract details of others are empty. */
  readonly searched: Set<number>
  /** Conids whose strikes were read: the details of their options are empty before. */
  readonly strikesRead: Set<number>
  /** Conids whose algorithms were read: the first response is empty. */
  readonly algorithmsRead: Set<number>
  /** Watchlists that were read: the first response has instruments only. */
  readonly watchlistsRead: Set<string>
  /** `/hmds/auth/init` was called: required by the history service. */
  historyServiceOpen: boolean
  /** Message ids of suppressed questions. */
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
