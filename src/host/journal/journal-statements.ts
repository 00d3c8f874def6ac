import type { JournalQuery } from '../../shared/contract/contract.ts'
import type { SqlValue, Statement } from '../database/statement.ts'
import type { JournalBook, JournalEntry } from './journal-entry.ts'

/** Bounds of what is kept. */
export interface JournalBounds {
  readonly days: number
  readonly entries: number
  /** Of everything that was written, as text. */
  readonly bytes: number
}

export const JOURNAL_BOUNDS: JournalBounds = { days: 90, entries: 1_000_000, bytes: 512 * 1024 * 1024 }

/** Orders that are remembered for the next start. */
const ORDERS_REMEMBERED = 20_000
/** Entries that one pruning looks at: it must not hold up what is written. */
const PRUNED_AT_ONCE = 4_000

/** An entry that has its place. */
export interface PlacedEntry {
  readonly id: number
  /** Bytes of everything up to this entry: what the bound of the size is measured with. */
  readonly total: number
  readonly book: JournalBook
  readonly entry: JournalEntry
  /** JSON of what was told. */
  readonly said: string | undefined
}

const COLUMNS = [
  ...['id', 'at', 'server_at', 'book_id', 'profile_id', 'environment', 'kind', 'source', 'account', 'order_id'],
  ...['symbol', 'status', 'filled', 'remaining', 'average_price', 'text', 'is_event', 'from_at', 'to_at', 'total'],
] as const

/** A batch is one parameter, taken apart by SQLite: thousands of small ones would cost this thread more than the entries. */
const batchOf = (count: number): string => Array.from({ length: count }, (_, index) => `value ->> ${index}`).join(', ')

const INSERT_ENTRIES = `INSERT OR IGNORE INTO journal (${COLUMNS.join(', ')}) SELECT ${batchOf(COLUMNS.length)} FROM json_each(?)`
const INSERT_SAID = `INSERT OR IGNORE INTO journal_said (id, said) SELECT ${batchOf(2)} FROM json_each(?)`
const INSERT_ORDERS = `INSERT OR REPLACE INTO journal_order (book_id, order_id, at, state) SELECT ${batchOf(4)} FROM json_each(?)`

/** Writes a batch. The same batch written twice is there once. */
export function insertStatements(batch: readonly PlacedEntry[]): readonly Statement[] {
  const said = batch.flatMap((one) => (one.said === undefined ? [] : [[one.id, one.said]]))
  const orders = new Map<string, readonly SqlValue[]>()
  for (const { book, entry } of batch) {
    const { order, orderId, at } = entry
    if (order) orders.set(`${book.id} ${orderId}`, [book.id, orderId, at, JSON.stringify(order)])
  }
  const statements = [{ sql: INSERT_ENTRIES, parameters: [JSON.stringify(batch.map(valuesOf))] }]
  if (said.length > 0) statements.push({ sql: INSERT_SAID, parameters: [JSON.stringify(said)] })
  if (orders.size > 0) statements.push({ sql: INSERT_ORDERS, parameters: [JSON.stringify([...orders.values()])] })
  return statements
}

function valuesOf({ id, total, book, entry }: PlacedEntry): readonly SqlValue[] {
  const { at, serverAt = null, kind, source = null, account, orderId, symbol, status, text, isEvent } = entry
  const { filled = null, remaining = null, averagePrice = null, from = null, to = null } = entry
  return [
    ...[id, at, serverAt, book.id, book.profileId, book.environment, kind, source, account, orderId],
    ...[symbol, status, filled, remaining, averagePrice, text, isEvent ? 1 : 0, from, to, total],
  ]
}

/** Where the next entry goes. */
export const endStatement: Statement = {
  sql: 'SELECT coalesce(max(id), 0) AS id, coalesce((SELECT total FROM journal ORDER BY id DESC LIMIT 1), 0) AS total FROM journal',
}

/** Removes some of the oldest entries beyond the bounds; what is left over goes the next time. */
export function pruneStatements(bounds: JournalBounds, now: number): readonly Statement[] {
  const { days, entries, bytes } = bounds
  const oldest = `SELECT id FROM journal WHERE id IN (SELECT id FROM journal ORDER BY id LIMIT ${PRUNED_AT_ONCE})
    AND (at < ? OR id <= (SELECT max(id) FROM journal) - ? OR total <= (SELECT total FROM journal ORDER BY id DESC LIMIT 1) - ?)`
  const before = now - days * 86_400_000
  const parameters = [before, entries, bytes]
  return [
    { sql: `DELETE FROM journal_said WHERE id IN (${oldest})`, parameters },
    { sql: `DELETE FROM journal WHERE id IN (${oldest})`, parameters },
  ]
}

/** Forgets what the next start would not ask for any more. */
export function forgetStatements({ days }: JournalBounds, now: number): readonly Statement[] {
  return [
    { sql: 'DELETE FROM journal_order WHERE at < ?', parameters: [now - days * 86_400_000] },
    { sql: 'DELETE FROM journal_watch WHERE at < ?', parameters: [now - days * 86_400_000] },
    {
      sql: 'DELETE FROM journal_order WHERE at < (SELECT at FROM journal_order ORDER BY at DESC LIMIT 1 OFFSET ?)',
      parameters: [ORDERS_REMEMBERED],
    },
  ]
}

/** Notes that the orders of a book were read now. */
export function watchedStatement(bookId: string, at: number): Statement {
  return { sql: 'INSERT OR REPLACE INTO journal_watch (book_id, at) VALUES (?, ?)', parameters: [bookId, at] }
}

/** The newest states of the orders of a book, as one JSON array, and when they were read last. */
export function recallStatements(bookId: string): { readonly orders: Statement; readonly watched: Statement } {
  const newest = 'SELECT state FROM journal_order WHERE book_id = ? ORDER BY at DESC LIMIT 5000'
  return {
    orders: { sql: `SELECT json_group_array(json(state)) AS orders FROM (${newest})`, parameters: [bookId] },
    watched: { sql: 'SELECT at FROM journal_watch WHERE book_id = ?', parameters: [bookId] },
  }
}

/** The newest steps of one order, how many there are, and the gaps since the first of them. An index knows which are steps: none of it reads the rest. */
export function timelineStatements(
  bookId: string,
  orderId: string,
  limit: number,
): { readonly steps: Statement; readonly count: Statement; readonly gaps: (since: number) => Statement } {
  const of = "FROM journal WHERE order_id = ? AND book_id = ? AND is_event = 1 AND kind IN ('told', 'gone', 'sent')"
  const parameters = [orderId, bookId]
  return {
    steps: { sql: `SELECT ${ROW_COLUMNS} ${of} ORDER BY id DESC LIMIT ?`, parameters: [...parameters, limit] },
    count: { sql: `SELECT count(*) AS total ${of}`, parameters },
    gaps: (since) => ({
      sql: `SELECT kind, at, from_at, to_at FROM journal WHERE book_id = ? AND kind IN ('gap', 'repaired') AND at >= ? ORDER BY id DESC LIMIT 200`,
      parameters: [bookId, since],
    }),
  }
}

const ROW_COLUMNS =
  'id, at, server_at, profile_id, environment, kind, source, account, order_id, symbol, status, filled, remaining, average_price, text, from_at, to_at'

/** How many there are, and the rows of one page, newest first. */
export function pageStatements(
  query: JournalQuery,
  page: { readonly atMost: number; readonly offset: number; readonly limit: number },
): { readonly rows: Statement; readonly count: Statement } {
  const { where, parameters } = meant(query)
  const from = `journal WHERE id <= ? AND ${where}`
  const given = [page.atMost, ...parameters]
  return {
    rows: {
      sql: `SELECT ${ROW_COLUMNS} FROM ${from} ORDER BY id DESC LIMIT ? OFFSET ?`,
      parameters: [...given, page.limit, page.offset],
    },
    count: { sql: `SELECT count(*) AS total FROM ${from}`, parameters: given },
  }
}

/** The next entries after one, oldest first, with what was told. */
export function exportStatement(query: JournalQuery, after: number, limit: number): Statement {
  const { where, parameters } = meant(query)
  return {
    sql: `SELECT ${ROW_COLUMNS}, (SELECT said FROM journal_said WHERE journal_said.id = journal.id) AS said FROM journal WHERE id > ? AND ${where} ORDER BY id LIMIT ?`,
    parameters: [after, ...parameters, limit],
  }
}

function meant(query: JournalQuery): { readonly where: string; readonly parameters: readonly SqlValue[] } {
  const conditions: string[] = []
  const parameters: SqlValue[] = []
  const need = (condition: string, ...values: SqlValue[]): void => {
    conditions.push(condition)
    parameters.push(...values)
  }
  if (!query.everything) need('is_event = 1')
  if (query.profileId !== undefined) need('profile_id = ?', query.profileId)
  if (query.account !== undefined) need('account = ?', query.account)
  if (query.orderId !== undefined) need('order_id = ?', query.orderId)
  if (query.symbol !== undefined) need('symbol = ? COLLATE NOCASE', query.symbol)
  if (query.status !== undefined) need('status = ? COLLATE NOCASE', query.status)
  if (query.since !== undefined) need('at >= ?', query.since)
  if (query.until !== undefined) need('at < ?', query.until)
  for (const word of (query.text ?? '').split(/\s+/).filter((part) => part !== '')) {
    need(
      "instr(lower(order_id || ' ' || account || ' ' || symbol || ' ' || status || ' ' || text), lower(?)) > 0",
      word,
    )
  }
  return { where: conditions.length === 0 ? '1' : conditions.join(' AND '), parameters }
}
