import type { JournalRow } from '../../shared/contract/journal-views.ts'
import type { Order, OrderTransition } from '../../shared/domain/orders.ts'

/** `JournalKind` 'update' as version 0.1.0 has stored it. */
export const STORED_UPDATE = 'told'

/** One entry before it is written. */
export interface JournalEntry extends Omit<JournalRow, 'id' | 'profileId' | 'environment'> {
  /** A transition or a gap; false for an update that changed nothing. */
  readonly isEvent: boolean
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

/** An entry, written or not, as a transition of a timeline. */
export function transitionOf(entry: Omit<JournalEntry, 'isEvent'>): OrderTransition {
  const { at, serverAt: serverTime, source = 'own request', status, filled = 0, remaining = 0 } = entry
  return { at, serverTime, source, status, filled, remaining, averagePrice: entry.averagePrice, text: entry.text }
}
