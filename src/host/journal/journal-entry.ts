import type { JournalRow } from '../../shared/contract/journal-views.ts'
import type { ConsoleOrder, ConsoleOrderTransition } from '../../shared/domain/console-orders.ts'

/** The name under which version 0.1.0 stored the `JournalKind` 'update'. */
export const LEGACY_UPDATE_KIND = 'told'

/** A journal entry before it is written. */
export interface JournalEntry extends Omit<JournalRow, 'id' | 'profileId' | 'environment'> {
  /** Whether the entry is a transition or a gap. False for an update without a change. */
  readonly isEvent: boolean
  /** The row as IBKR sent it. */
  readonly raw?: unknown
  /** The order after the update. The next start of the console restores the order from it. */
  readonly order?: ConsoleOrder | undefined
}

/** Identifies the owner of the orders that an entry belongs to: order ids are unique only within one scope. */
export interface OrderOwnerScope {
  readonly id: string
  readonly profileId: string
  readonly environment: string
}

/** Converts a written or unwritten entry to a transition of a timeline. */
export function toTransition(entry: Omit<JournalEntry, 'isEvent'>): ConsoleOrderTransition {
  const { at, serverAt: serverTime, source = 'own request', status, filled, remaining } = entry
  return { at, serverTime, source, status, filled, remaining, averagePrice: entry.averagePrice, text: entry.text }
}
