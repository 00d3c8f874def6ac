import type { NamedLeg } from './combo.ts'
import { isWorking, type Order, type OrderSource, type OrderTransition } from './orders.ts'

/** An order of the library, with what only the console knows about it. */
export interface ConsoleOrder extends Order {
  /** Why the order is `Inactive`, if known: a declined question, or a rejection with IBKR's reason. */
  readonly inactiveReason?: string
  /** Contracts of a combo, in IBKR's sequence; absent for a single contract. */
  readonly legs?: readonly NamedLeg[]
  /** False if the order's last change is not in the journal, or not yet. */
  readonly journaled?: false
}

/** The source of an update, or a request that the console sent. */
export type ConsoleOrderSource = OrderSource | 'own request'

/** A transition in the timeline of an order, which includes the requests of the console. */
export interface ConsoleOrderTransition extends Omit<OrderTransition, 'source'> {
  /** Where the change was read from. */
  readonly source: ConsoleOrderSource
  /** False if the transition is not in the journal yet: a restart may lose it. */
  readonly journaled?: false
}

/** What an order trades. */
type Terms = Pick<ConsoleOrder, 'side' | 'conid' | 'quantity' | 'cashQuantity'>

/** Returns what is unknown about the trade of an order; undefined if its side, contract and size are known. */
export function unknownTerm({ side, conid, quantity, cashQuantity }: Terms): 'side' | 'contract' | 'size' | undefined {
  if (side === undefined) return 'side'
  if (conid <= 0) return 'contract'
  return quantity === undefined && cashQuantity === undefined ? 'size' : undefined
}

/** Reports whether an order states what it trades. Any trade that is derived from an order depends on it. */
export const statesTrade = (order: Terms): boolean => unknownTerm(order) === undefined

/**
 * Reports whether IBKR may accept a change: the order states what it trades, and it is working, or parked as `Inactive`
 * without a declined question or a rejection.
 */
export function isChangeable(order: Terms & Pick<ConsoleOrder, 'status' | 'inactiveReason'>): boolean {
  if (!statesTrade(order)) return false
  return isWorking(order) || (order.status === 'Inactive' && order.inactiveReason === undefined)
}
