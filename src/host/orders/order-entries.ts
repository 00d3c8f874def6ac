import type { BookChange, OrderEvent } from '../../shared/domain/order-book.ts'
import type { FeedGap, Order, OrderSource } from '../../shared/domain/orders.ts'
import { rowOf, textOf } from '../../shared/domain/read-value.ts'
import type { JournalEntry } from '../journal/journal-entry.ts'

/** What the journal keeps of a change of the book: everything that the stream told, and of a reading what was new in it. */
export function entriesOf({ events, phantoms }: BookChange, source: OrderSource, at: number): readonly JournalEntry[] {
  const told = events.filter(({ isNews }) => isNews || source === 'stream')
  return [
    ...told.map((event) => toldEntry(event, source, at)),
    ...phantoms.map(
      (order): JournalEntry => ({
        ...stateOf(order),
        kind: 'gone',
        at,
        source,
        text: 'IBKR does not know it any more',
        isEvent: true,
      }),
    ),
  ]
}

/** Written out key by key: entries come by the thousand, and one that is spread of parts takes a hundred times as long. */
function toldEntry({ orderId, order, isNews, step, said }: OrderEvent, source: OrderSource, at: number): JournalEntry {
  const { account, symbol, status } = order ?? unknownOrder(said)
  return {
    kind: 'told',
    at,
    source,
    orderId,
    account,
    symbol,
    status,
    filled: order?.filled,
    remaining: order?.remaining,
    serverAt: order?.serverTime,
    averagePrice: order?.averagePrice,
    text: step?.text ?? '',
    isEvent: step !== undefined,
    said,
    order: isNews ? order : undefined,
  }
}

function unknownOrder(said: unknown) {
  const row = rowOf(said)
  return { account: textOf(row?.['account'] ?? row?.['acct']) ?? '', symbol: '', status: '' }
}

function stateOf(order: Order) {
  const { orderId, account, symbol, status, filled, remaining, serverTime, averagePrice } = order
  return { orderId, account, symbol, status, filled, remaining, serverAt: serverTime, averagePrice }
}

/** Something that was sent from here about an order, with what came of it. `order`: as it is known, where it is. */
export function sentEntry(
  about: { readonly orderId: string; readonly account: string; readonly symbol: string },
  order: Order | undefined,
  text: string,
  at: number,
): JournalEntry {
  const named = order ? stateOf(order) : { ...about, status: '' }
  return { ...named, kind: 'sent', at, source: 'own request', text, isEvent: true }
}

/** A stretch in which nothing was heard; `repaired`: everything was read afresh since. */
export function gapEntry(kind: 'gap' | 'repaired', { from, to }: FeedGap, text: string, at: number): JournalEntry {
  const nothing = { account: '', orderId: '', symbol: '', status: '' }
  return { kind, at, ...nothing, text, isEvent: true, from, ...(to !== undefined && { to }) }
}
