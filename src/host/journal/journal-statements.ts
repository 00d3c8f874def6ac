import type { JournalQuery } from '../../shared/contract/schemas.ts'
import { isOutdated } from '../database/recorded-days.ts'
import type { SqlValue, Statement } from '../database/statement.ts'
import type { JournalBook, JournalEntry } from './journal-entry.ts'

/** Bounds of what is kept. */
export interface JournalBounds {
  /** On which something was recorded. */
  readonly days: number
  readonly entries: number
  /** Of everything that was written, as text. */
  readonly bytes: number
}

export const JOURNAL_BOUNDS: JournalBounds = { days: 90, entries: 1_000_000, bytes: 512 * 1024 * 1024 }

/** Orders that are remembered for the next start. */
const ORDERS_REMEMBERED = 20_000
/** Books that are remembered: each start of Practice begins one. */
const BOOKS_REMEMBERED = 1_000
/** Entries that one pruning looks at: it must not hold up what is written. */
const PRUNED_AT_ONCE = 4_000

/** An entry as it is written: encoded when it comes, not by the thousand with the batch. */
export interface EncodedEntry {
  readonly book: JournalBook
  readonly entry: JournalEntry
  /** Its columns beside the first two: the rest of a JSON array. */
  readonly columns: string
  /** What was told: JSON, as a JSON text. */
  readonly said: string | undefined
}

/** An entry that has its place. */
export interface PlacedEntry extends EncodedEntry {
  readonly id: number
  /** Bytes of everything up to this entry: what the bound of the size is measured with. */
  readonly total: number
}

const COLUMNS = [
  ...['id', 'total', 'at', 'server_at', 'book_id', 'profile_id', 'environment', 'kind', 'source', 'account'],
  ...['order_id', 'symbol', 'status', 'filled', 'remaining', 'average_price', 'text', 'is_event', 'from_at', 'to_at'],
] as const

/**
 * A batch is one parameter, taken apart by SQLite: thousands of small ones would cost this thread more than the entries. Each row is made
 * once and kept: otherwise SQLite would write and read it anew for every column.
 */
function insertBatch(insert: string, columns: readonly string[]): string {
  const values = columns.map((_, index) => `row ->> ${index}`)
  return `${insert} (${columns.join(', ')}) WITH batch (row) AS MATERIALIZED (SELECT jsonb(value) FROM json_each(?)) SELECT ${values.join(', ')} FROM batch`
}

const INSERT_ENTRIES = insertBatch('INSERT OR IGNORE INTO journal', COLUMNS)
const INSERT_SAID = insertBatch('INSERT OR IGNORE INTO journal_said', ['id', 'said'])
const INSERT_ORDERS = insertBatch('INSERT OR REPLACE INTO journal_order', ['book_id', 'order_id', 'at', 'state'])

export function encodeEntry(book: JournalBook, entry: JournalEntry): EncodedEntry {
  const { at, serverAt = null, kind, source = null, account, orderId, symbol, status, text, isEvent, said } = entry
  const { filled = null, remaining = null, averagePrice = null, from = null, to = null } = entry
  const { id, profileId, environment } = book
  const about = [at, serverAt, id, profileId, environment, kind, source, account, orderId, symbol, status]
  about.push(filled, remaining, averagePrice, text, isEvent ? 1 : 0, from, to)
  const columns = JSON.stringify(about).slice(1)
  return { book, entry, columns, said: said === undefined ? undefined : JSON.stringify(JSON.stringify(said)) }
}

/** Writes a batch. The same batch written twice is there once. */
export function insertStatements(batch: readonly PlacedEntry[]): readonly Statement[] {
  const entries: string[] = []
  const said: string[] = []
  /** The newest of each order: the last to come. */
  const orders = new Map<string, PlacedEntry>()
  for (const one of batch) {
    entries.push(`[${one.id},${one.total},${one.columns}`)
    if (one.said !== undefined) said.push(`[${one.id},${one.said}]`)
    if (one.entry.order) orders.set(`${one.book.id} ${one.entry.orderId}`, one)
  }
  const states = [...orders.values()].map(({ book, entry }) => stateOf(book, entry))
  const statements = [{ sql: INSERT_ENTRIES, parameters: [`[${entries.join(',')}]`] }]
  if (said.length > 0) statements.push({ sql: INSERT_SAID, parameters: [`[${said.join(',')}]`] })
  if (states.length > 0) statements.push({ sql: INSERT_ORDERS, parameters: [JSON.stringify(states)] })
  return statements
}

const stateOf = ({ id }: JournalBook, { orderId, at, order }: JournalEntry): readonly SqlValue[] => [
  ...[id, orderId, at],
  JSON.stringify(order),
]

/** Where the next entry goes. */
export const endStatement: Statement = {
  sql: 'SELECT coalesce(max(id), 0) AS id, coalesce((SELECT total FROM journal ORDER BY id DESC LIMIT 1), 0) AS total FROM journal',
}

/** Removes some of the oldest entries beyond the bounds; what is left over goes the next time. */
export function pruneStatements({ entries, bytes }: JournalBounds): readonly Statement[] {
  const oldest = `SELECT id FROM journal WHERE id IN (SELECT id FROM journal ORDER BY id LIMIT ${PRUNED_AT_ONCE})
    AND (${isOutdated('journal')} OR id <= (SELECT max(id) FROM journal) - ? OR total <= (SELECT total FROM journal ORDER BY id DESC LIMIT 1) - ?)`
  const parameters = [entries, bytes]
  return [
    { sql: `DELETE FROM journal_said WHERE id IN (${oldest})`, parameters },
    { sql: `DELETE FROM journal WHERE id IN (${oldest})`, parameters },
  ]
}

/** Forgets what the next start would not ask for any more. */
export const forgetStatements: readonly Statement[] = [
  newestOnly('journal_order', ORDERS_REMEMBERED),
  newestOnly('journal_watch', BOOKS_REMEMBERED),
]

function newestOnly(table: string, count: number): Statement {
  const bound = `SELECT at FROM ${table} ORDER BY at DESC LIMIT 1 OFFSET ?`
  return { sql: `DELETE FROM ${table} WHERE at < (${bound})`, parameters: [count] }
}

/** Forgets orders of which no entry is left: they are too many to look at more than once a day. */
export const forgetOrdersStatement: Statement = {
  sql: `DELETE FROM journal_order WHERE NOT EXISTS
    (SELECT 1 FROM journal WHERE journal.order_id = journal_order.order_id AND journal.book_id = journal_order.book_id)`,
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
