import type { FeedGap, FeedHealth } from '../../shared/domain/feed.ts'
import type { IbkrErrorCode } from '../../shared/domain/ibkr-error-code.ts'
import type { Order, OrderSource } from '../../shared/domain/orders.ts'
import type { OrderStore, OrderUpdate } from '../orders/order-store.ts'
import type { StreamState } from './stream-state.ts'

/** The known orders of the day, and the update that led to this value. */
export interface Orders extends StreamState, OrderUpdate {
  /** Orders by order id. Always the same map, which changes with each update: copy what you store. */
  readonly orders: ReadonlyMap<string, Order>
  /** The source of this update; undefined if it contained no rows. */
  readonly source: OrderSource | undefined
  /** Whether the orders were read over REST. Before that, only orders that changed are known. */
  readonly isComplete: boolean
  /**
   * Time of the last read in ms since epoch, if it was truncated because IBKR lists at most 1,000 orders (IBKR's
   * documentation); otherwise undefined.
   */
  readonly truncatedAt: number | undefined
  /**
   * Time when the newest complete list was requested, in ms since epoch; undefined before the first one. A change that
   * IBKR made later may be missing.
   */
  readonly listRequestedAt: number | undefined
  /** Code of the error that failed the last read, which is retried. Undefined after a successful read. */
  readonly problem: IbkrErrorCode | undefined
  /** How current the orders are. */
  readonly health: FeedHealth
  /**
   * Periods without updates, oldest first, at most 50. `repairedAt` is set when a full read that was sent after the gap
   * has closed it.
   */
  readonly gaps: readonly FeedGap[]
}

/** The orders known from an earlier session. */
export interface EarlierOrders {
  /**
   * Orders of an earlier session by order id. A row that repeats an earlier order is not a transition. A row with another
   * account, contract or side is about another order.
   */
  readonly orders?: ReadonlyMap<string, Order>
  /** Time when the earlier session ended, in ms since epoch: the stream begins with a gap since then. */
  readonly endedAt?: number
}

/** An update without changes. */
export const NO_ORDER_UPDATE = { changed: [], removed: [], events: [], missing: [], source: undefined }

/** Returns the value of the stream before its first read. */
export function createEmptyOrders({ orders }: OrderStore): Orders {
  return {
    at: 0,
    gap: undefined,
    orders,
    isComplete: false,
    truncatedAt: undefined,
    listRequestedAt: undefined,
    problem: undefined,
    health: { kind: 'waiting' },
    gaps: [],
    ...NO_ORDER_UPDATE,
  }
}
