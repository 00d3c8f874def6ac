/**
 * What a client has asked in this brokerage session. Several calls answer sparsely or not at all the first time, or refuse
 * until another call came before them.
 */
export interface WarmUps {
  /** `/iserver/accounts` was read: orders, snapshots and brokerage topics work from here on. */
  accountsRead: boolean
  /** `/portfolio/accounts` or `/portfolio/subaccounts` was read. */
  portfolioRead: boolean
  /** So many reads of the live orders still answer blank, with `snapshot: false`. */
  coldOrderReads: number
  tradesRead: boolean
  positionsRead: boolean
  profitAndLossRead: boolean
  /** A filtered read of the live orders stops the details on the socket until a read with `force=true`. */
  orderDetailsMuted: boolean
  /** Snapshots asked for so far, by conid: a field once asked stays. `startedAt`: time of the machine. */
  readonly snapshotFields: Map<number, { readonly fields: ReadonlySet<string>; readonly startedAt: number }>
  /** Some socket has subscribed `spl`. */
  profitStreamed: boolean
  /** The FYI service was asked for something: from then on it answers. */
  notificationsWarm: boolean
  /** Conids found by a search: contract details of others stay empty. */
  readonly searched: Set<number>
  /** Conids whose strikes were asked for: the details of their options stay empty until then. */
  readonly strikesRead: Set<number>
  /** Conids whose algorithms were asked for: the first answer is empty. */
  readonly algorithmsRead: Set<number>
  /** Watchlists that were read: the first answer names instruments only. */
  readonly watchlistsRead: Set<string>
  /** `/hmds/auth/init` was called: the history service answers from here on. */
  historyServiceOpen: boolean
  /** Message ids of questions that are answered silently. */
  readonly suppressed: Set<string>
}

/** Nothing asked yet. */
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
