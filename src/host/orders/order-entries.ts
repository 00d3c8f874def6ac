import type { OrderUpdate } from '../../client/index.ts'
import type { FeedGap } from '../../shared/domain/feed.ts'
import type { Order, OrderSource } from '../../shared/domain/orders.ts'
import { rowOf, textOf } from '../../shared/domain/read-value.ts'
import type { JournalEntry } from '../journal/journal-entry.ts'

/**
 * The journal entries of an update: all rows of the stream; of a list only the rows that changed something. `counted` gives an order the
 * number of transitions that its timeline has.
 */
export function orderEntries(
  { events, missing }: OrderUpdate,
  source: OrderSource,
  at: number,
  counted: (order: Order) => Order,
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
        // Spread last: entries come by the thousand, and keys after a spread make each a hundred times as slow.
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
  const { orderId, account, symbol, status, filled, remaining, serverTime, averagePrice } = order
  return { orderId, account, symbol, status, filled, remaining, serverAt: serverTime, averagePrice }
}

/** An own request about an order, with its outcome. `order`: as far as it is known. */
export function sentEntry(
  about: { readonly orderId: string; readonly account: string; readonly symbol: string },
  order: Order | undefined,
  text: string,
  at: number,
): JournalEntry {
  const state = order ? stateOf(order) : { ...about, status: '' }
  return { ...state, kind: 'sent', at, source: 'own request', text, isEvent: true }
}

/** A time without updates; `repaired`: a full read has closed it. */
export function gapEntry(kind: 'gap' | 'repaired', { from, to }: FeedGap, text: string, at: number): JournalEntry {
  const none = { account: '', orderId: '', symbol: '', status: '' }
  return { kind, at, ...none, text, isEvent: true, from, ...(to !== undefined && { to }) }
}
