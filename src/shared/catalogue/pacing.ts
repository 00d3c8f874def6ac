import type { Pacing } from './operation.ts'

/** IBKR's published limits as of September 2026; the limits on all calls together are the client's business. */
export const oncePerSecond: Pacing = { limit: 1, perMs: 1_000 }

/** Ten calls in a second: snapshots. */
export const tenPerSecond: Pacing = { limit: 10, perMs: 1_000 }

/** One call in five seconds: live orders, trades, partitioned P&L, the two lists of portfolio accounts. */
export const oncePerFiveSeconds: Pacing = { limit: 1, perMs: 5_000 }

/** One call in a minute: the check of the single sign-on. */
export const oncePerMinute: Pacing = { limit: 1, perMs: 60_000 }

/** Fifty calls in a minute: history, which also takes no more than ten in a second. */
export const fiftyPerMinute: Pacing = { limit: 50, perMs: 60_000 }

/** One call in a quarter of an hour: scanner parameters and the portfolio analyst. */
export const oncePerFifteenMinutes: Pacing = { limit: 1, perMs: 900_000 }
