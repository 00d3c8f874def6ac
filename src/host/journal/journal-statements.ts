import type { JournalQuery } from '../../shared/contract/schemas.ts'
import type { SqlStatement, SqlValue } from '../database/database-message.ts'
import { createRemovedDaysCondition } from '../database/recorded-days.ts'
import { type JournalEntry, LEGACY_UPDATE_KIND, type OrderOwnerScope } from './journal-entry.ts'

export interface JournalBounds {
  /** Maximum number of days to keep. Days without entries do not count. */
  readonly days: number
  readonly entries: number
  /** Maximum total size of all entries, in characters. */
  readonly bytes: number
}

export const JOURNAL_BOUNDS: JournalBounds = { days: 90, entries: 1_000_000, bytes: 512 * 1024 * 1024 }

/** Maximum number of orders to store in their last state for the next start. */
const ORDERS_REMEMBERED = 20_000
/** Maximum number of scopes to store with the time of their last read. Each start of Practice adds one scope. */
const SCOPES_REMEMBERED = 1_000
/** Maximum number of entries that one pruning examines. More would delay new entries. */
const PRUNED_AT_ONCE = 4_000

/**
 * The id of an entry, and the total size of all entries up to and including it. The size of the journal is calculated
 * from two positions.
 */
export interface JournalPosition {
  readonly id: number
  readonly total: number
}

/** An encoded entry. Encoding happens when the entry is appended, not later in a batch of thousands. */
export interface EncodedEntry {
  readonly scope: OrderOwnerScope
  readonly entry: JournalEntry
  /** The values of all columns after the first two, as the rest of a JSON array. */
  readonly columns: string
  /** The row as IBKR sent it: JSON, encoded as a JSON string. */
  readonly raw: string | undefined
  /** Approximate size of the entry in bytes. */
  readonly bytes: number
  place?: JournalPosition
}

export type PositionedEntry = EncodedEntry & { readonly place: JournalPosition }

/** Approximate size in bytes of an entry without its strings. */
const ENTRY_BYTES = 120

const COLUMNS = [
  ...['id', 'total', 'at', 'server_at', 'book_id', 'profile_id', 'environment', 'kind', 'source', 'account'],
  ...['order_id', 'symbol', 'status', 'filled', 'remaining', 'average_price', 'text', 'is_event', 'from_at', 'to_at'],
] as const

/**
 * Returns SQL that inserts a batch. A batch is one parameter that SQLite splits into rows: thousands of small
 * parameters would take this thread longer than the entries themselves. Each row is materialized, because otherwise
 * SQLite would parse the row again for every column.
 */
function insertBatch(insert: string, columns: readonly string[]): string {
  const values = columns.map((_, index) => `row ->> ${index}`)
  return `${insert} (${columns.join(', ')}) WITH batch (row) AS MATERIALIZED (SELECT jsonb(value) FROM json_each(?)) SELECT ${values.join(', ')} FROM batch`
}

const INSERT_ENTRIES = insertBatch('INSERT OR IGNORE INTO journal', COLUMNS)
const INSERT_ROWS = insertBatch('INSERT OR IGNORE INTO journal_said', ['id', 'said'])
const INSERT_ORDERS = insertBatch('INSERT OR REPLACE INTO journal_order', ['book_id', 'order_id', 'at', 'state'])

export function encodeJournalEntry(scope: OrderOwnerScope, entry: JournalEntry): EncodedEntry {
  const { at, serverAt = null, kind, source = null, account, orderId, symbol, status, text, isEvent } = entry
  const { filled = null, remaining = null, averagePrice = null, from = null, to = null } = entry
  const { id, profileId, environment } = scope
  const stored = kind === 'update' ? LEGACY_UPDATE_KIND : kind
  const values = [at, serverAt, id, profileId, environment, stored, source, account, orderId, symbol, status]
  values.push(filled, remaining, averagePrice, text, isEvent ? 1 : 0, from, to)
  const raw = entry.raw === undefined ? undefined : JSON.stringify(JSON.stringify(entry.raw))
  const bytes = ENTRY_BYTES + text.length + (raw?.length ?? 0)
  return { scope, entry, columns: JSON.stringify(values).slice(1), raw, bytes }
}

/** Returns the statements that write a batch. A batch that is written twice is stored once. */
export function createInsertStatements(batch: readonly PositionedEntry[]): readonly SqlStatement[] {
  const entries: string[] = []
  const rows: string[] = []
  /** The last entry of each order contains its newest state. */
  const orders = new Map<string, readonly SqlValue[]>()
  for (const { scope, entry, columns, raw, place } of batch) {
    const { orderId, at, order } = entry
    entries.push(`[${place.id},${place.total},${columns}`)
    if (raw !== undefined) rows.push(`[${place.id},${raw}]`)
    if (order) orders.set(`${scope.id} ${orderId}`, [scope.id, orderId, at, JSON.stringify(order)])
  }
  const statements = [{ sql: INSERT_ENTRIES, parameters: [`[${entries.join(',')}]`] }]
  if (rows.length > 0) statements.push({ sql: INSERT_ROWS, parameters: [`[${rows.join(',')}]`] })
  if (orders.size > 0) statements.push({ sql: INSERT_ORDERS, parameters: [JSON.stringify([...orders.values()])] })
  return statements
}

/** Selects the position of the newest entry. */
export const lastPositionStatement: SqlStatement = {
  sql: 'SELECT coalesce(max(id), 0) AS id, coalesce((SELECT total FROM journal ORDER BY id DESC LIMIT 1), 0) AS total FROM journal',
}

/** Returns statements that remove some of the oldest entries beyond the limits. The next pruning removes more. */
export function createPruneStatements({ entries, bytes }: JournalBounds): readonly SqlStatement[] {
  const oldest = `SELECT id FROM journal WHERE id IN (SELECT id FROM journal ORDER BY id LIMIT ${PRUNED_AT_ONCE})
    AND (${createRemovedDaysCondition('journal')} OR id <= (SELECT max(id) FROM journal) - ? OR total <= (SELECT total FROM journal ORDER BY id DESC LIMIT 1) - ?)`
  const parameters = [entries, bytes]
  return [
    { sql: `DELETE FROM journal_said WHERE id IN (${oldest})`, parameters },
    { sql: `DELETE FROM journal WHERE id IN (${oldest})`, parameters },
  ]
}

/** Removes stored orders and scopes beyond the number that the next start reads. */
export const pruneOrdersStatements: readonly SqlStatement[] = [
  newestOnly('journal_order', ORDERS_REMEMBERED),
  newestOnly('journal_watch', SCOPES_REMEMBERED),
]

function newestOnly(table: string, count: number): SqlStatement {
  const bound = `SELECT at FROM ${table} ORDER BY at DESC LIMIT 1 OFFSET ?`
  return { sql: `DELETE FROM ${table} WHERE at < (${bound})`, parameters: [count] }
}

/** Removes the states of orders that have no entries. Runs only once a day, because there are many orders. */
export const removeOrphanedOrdersStatement: SqlStatement = {
  sql: `DELETE FROM journal_order WHERE NOT EXISTS
    (SELECT 1 FROM journal WHERE journal.order_id = journal_order.order_id AND journal.book_id = journal_order.book_id)`,
}

/** Stores the time of the last read of a scope's orders. */
export function createLastReadStatement(scopeId: string, at: number): SqlStatement {
  return { sql: 'INSERT OR REPLACE INTO journal_watch (book_id, at) VALUES (?, ?)', parameters: [scopeId, at] }
}

/** Selects the last states of the orders of a scope as one JSON array, and the time of their last read. */
export function createReadOrdersStatements(scopeId: string): {
  readonly orders: SqlStatement
  readonly lastRead: SqlStatement
} {
  const newest = 'SELECT state FROM journal_order WHERE book_id = ? ORDER BY at DESC LIMIT 5000'
  return {
    orders: { sql: `SELECT json_group_array(json(state)) AS orders FROM (${newest})`, parameters: [scopeId] },
    lastRead: { sql: 'SELECT at FROM journal_watch WHERE book_id = ?', parameters: [scopeId] },
  }
}

/**
 * Selects the newest transitions of an order, the total number of transitions, and the gaps since the first selected
 * one. An index covers only transitions.
 */
export function createTimelineStatements(
  scopeId: string,
  orderId: string,
  limit: number,
): {
  readonly transitions: SqlStatement
  readonly count: SqlStatement
  readonly gaps: (since: number) => SqlStatement
} {
  const from = `FROM journal WHERE order_id = ? AND book_id = ? AND is_event = 1 AND kind IN ('${LEGACY_UPDATE_KIND}', 'gone', 'sent')`
  const parameters = [orderId, scopeId]
  return {
    transitions: { sql: `SELECT ${ROW_COLUMNS} ${from} ORDER BY id DESC LIMIT ?`, parameters: [...parameters, limit] },
    count: { sql: `SELECT count(*) AS total ${from}`, parameters },
    gaps: (since) => ({
      sql: `SELECT kind, at, from_at, to_at FROM journal WHERE book_id = ? AND kind IN ('gap', 'repaired') AND at >= ? ORDER BY id DESC LIMIT 200`,
      parameters: [scopeId, since],
    }),
  }
}

const ROW_COLUMNS =
  'id, at, server_at, profile_id, environment, kind, source, account, order_id, symbol, status, filled, remaining, average_price, text, from_at, to_at'

/** Selects the rows of one page, newest first, and the number of matches. */
export function createPageStatements(
  query: JournalQuery,
  page: { readonly atMost: number; readonly offset: number; readonly limit: number },
): { readonly rows: SqlStatement; readonly count: SqlStatement } {
  const { where, parameters } = conditionsOf(query)
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

/** Selects the next entries after `after`, oldest first, with the rows as IBKR sent them. */
export function createExportStatement(query: JournalQuery, after: number, limit: number): SqlStatement {
  const { where, parameters } = conditionsOf(query)
  return {
    sql: `SELECT ${ROW_COLUMNS}, (SELECT said FROM journal_said WHERE journal_said.id = journal.id) AS said FROM journal WHERE id > ? AND ${where} ORDER BY id LIMIT ?`,
    parameters: [after, ...parameters, limit],
  }
}

function conditionsOf(query: JournalQuery): { readonly where: string; readonly parameters: readonly SqlValue[] } {
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
  // The name of a derivative begins with its symbol, such as `AAPL 20JAN27 250 C`.
  if (query.symbol !== undefined)
    need("(symbol = ? COLLATE NOCASE OR instr(lower(symbol), lower(?) || ' ') = 1)", query.symbol, query.symbol)
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
