import type { JournalKind } from '../../shared/contract/journal-views.ts'
import type { Order, OrderSource, OrderTransition } from '../../shared/domain/orders.ts'

/** `JournalKind` 'update' as version 0.1.0 has stored it. */
export const STORED_UPDATE = 'told'

/** One entry before it is written. */
export interface JournalEntry {
  readonly kind: JournalKind
  /** ms since epoch */
  readonly at: number
  readonly account: string
  readonly orderId: string
  readonly symbol: string
  readonly status: string
  /** What changed; empty if nothing did. */
  readonly text: string
  /** A transition or a gap; false for an update that changed nothing. */
  readonly isEvent: boolean
  readonly source?: OrderSource | undefined
  readonly serverAt?: number | undefined
  readonly filled?: number | undefined
  readonly remaining?: number | undefined
  readonly averagePrice?: string | undefined
  readonly from?: number
  readonly to?: number
  /** The row as received. */
  readonly raw?: unknown
  /** The order after it: what the next start of the console begins with. */
  readonly order?: Order | undefined
}

/** Whose orders they are: order ids are unique within a scope only. */
export interface OrderScope {
  readonly id: string
  readonly profileId: string
  readonly environment: string
}

type TransitionFields = Pick<
  JournalEntry,
  'at' | 'serverAt' | 'source' | 'status' | 'filled' | 'remaining' | 'averagePrice' | 'text'
>

/** An entry, written or not, as a transition of a timeline. */
export function transitionOf(entry: TransitionFields): OrderTransition {
  const { at, serverAt, source = 'own request', status, filled = 0, remaining = 0, averagePrice, text } = entry
  return {
    ...{ at, source, status, filled, remaining, text },
    ...(averagePrice !== undefined && { averagePrice }),
    ...(serverAt !== undefined && { serverTime: serverAt }),
  }
}
