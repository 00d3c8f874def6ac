import type { OrderUpdate } from '../../client/index.ts'
import type { ConsoleOrder } from '../../shared/domain/console-orders.ts'
import type { FeedGap } from '../../shared/domain/feed.ts'
import type { Order, OrderSource } from '../../shared/domain/orders.ts'
import { rowOf, textOf } from '../../shared/domain/read-value.ts'
import type { JournalEntry } from '../journal/journal-entry.ts'

/**
 * Returns the journal entries of an update: all rows of the stream, but only changed rows of a list. `counted` adds the
 * transition count to an order.
 */
export function createTransitionEntries(
  { events, missing }: OrderUpdate,
  source: OrderSource,
  at: number,
  counted: (order: Order) => ConsoleOrder,
): readonly JournalEntry[] {
  const journaled = source === 'stream' ? events : events.filter(({ isChange }) => isChange)
  return [
    ...journaled.map(
      ({ orderId, order, isChange, transition, row }): JournalEntry => ({
        kind: 'update',
        at,
        source,
        text: transition?.text ?? '',
        isEvent: transition !== undefined,
        raw: row,
        order: order && isChange ? counted(order) : undefined,
        // Spread last: there are thousands of entries, and adding keys after a spread is a hundred times slower.
        ...(order ? stateOf(order) : unknownOrder(orderId, row)),
      }),
    ),
    ...missing.map((order): JournalEntry => {
      const text = 'No longer in IBKR’s order list'
      return { kind: 'gone', at, source, text, isEvent: true, ...stateOf(order) }
    }),
  ]
}

function unknownOrder(orderId: string, row: unknown) {
  const fields = rowOf(row)
  return { orderId, account: textOf(fields?.['account'] ?? fields?.['acct']) ?? '', symbol: '', status: '' }
}

function stateOf(order: Order) {
  const { orderId, account, contractName, status, filled, remaining, serverTime, averagePrice } = order
  return { orderId, account, symbol: contractName, status, filled, remaining, serverAt: serverTime, averagePrice }
}

/**
 * Returns the journal entry of an order request that the console sent, with its outcome. `order` is present if the
 * order is known.
 */
export function createOrderRequestEntry(
  about: { readonly orderId: string; readonly account: string; readonly symbol: string },
  order: Order | undefined,
  text: string,
  at: number,
): JournalEntry {
  const state = order ? stateOf(order) : { ...about, status: '' }
  return { ...state, kind: 'sent', at, source: 'own request', text, isEvent: true }
}

/** Returns an entry that only stores the state of an order for the next start. The timeline does not show it. */
export function createStateEntry(order: ConsoleOrder, at: number): JournalEntry {
  return { ...stateOf(order), kind: 'update', at, source: 'own request', text: '', isEvent: false, order }
}

/** Returns the journal entry of a gap without updates. `repaired`: a full read has closed the gap. */
export function createGapEntry(
  kind: 'gap' | 'repaired',
  { from, to }: FeedGap,
  text: string,
  at: number,
): JournalEntry {
  const none = { account: '', orderId: '', symbol: '', status: '' }
  return { kind, at, ...none, text, isEvent: true, from, ...(to !== undefined && { to }) }
}
