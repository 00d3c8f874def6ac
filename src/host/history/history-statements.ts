import type { HistoryQuery } from '../../shared/contract/schemas.ts'
import type { SqlStatement, SqlValue } from '../database/database-message.ts'
import { createRemovedDaysCondition } from '../database/recorded-days.ts'

/** Limits of the stored entries. Pinned entries do not count. */
export interface HistoryBounds {
  /** Number of days that have at least one entry. */
  readonly days: number
  readonly entries: number
  /** Total size of the stored bodies, in bytes. */
  readonly bytes: number
}

export const HISTORY_BOUNDS: HistoryBounds = { days: 90, entries: 100_000, bytes: 512 * 1024 * 1024 }

const ROW_COLUMNS =
  "id, at, profile_id, environment, source, method, path, query, effect, outcome, status, total_ms, size, pinned, (SELECT json_extract(b.head, '$.summary') FROM history_body AS b WHERE b.id = history.id) AS summary"

/** Maximum number of entries that a text search returns. */
export const MAX_SEARCH_RESULTS = 10_000

/**
 * Selects the ids that match a query, newest first, as one JSON array. Returning one row per id would take longer than
 * the search.
 */
export function createSearchIdsStatement(query: HistoryQuery, atMost: number, limit: number): SqlStatement {
  const { conditions, parameters } = conditionsOf(query)
  const match = matchOf(query)
  if (match === undefined) {
    const where = ['id <= ?', ...conditions].join(' AND ')
    const sql = `SELECT json_group_array(id) AS ids FROM (SELECT id FROM history WHERE ${where} ORDER BY id DESC LIMIT ?)`
    return { sql, parameters: [atMost, ...parameters, limit] }
  }
  // CROSS JOIN makes SQLite read the search index from its newest entry until the limit.
  const join = conditions.length === 0 ? '' : 'CROSS JOIN history ON history.id = found.rowid'
  const where = ['history_text MATCH ?', 'found.rowid <= ?', ...conditions].join(' AND ')
  const rows = `SELECT found.rowid AS id FROM history_text AS found ${join} WHERE ${where} ORDER BY found.rowid DESC LIMIT ?`
  return {
    sql: `SELECT json_group_array(id) AS ids FROM (${rows})`,
    parameters: [match, atMost, ...parameters, limit],
  }
}

/** Selects the number of matches and the rows of one page, for a query without search text. */
export function createPlainPageStatements(
  query: HistoryQuery,
  page: { readonly atMost: number; readonly offset: number; readonly limit: number },
): { readonly rows: SqlStatement; readonly count: SqlStatement } {
  const { conditions, parameters } = conditionsOf(query)
  const from = `history WHERE ${['id <= ?', ...conditions].join(' AND ')}`
  const given = [page.atMost, ...parameters]
  return {
    rows: {
      sql: `SELECT ${ROW_COLUMNS} FROM ${from} ORDER BY id DESC LIMIT ? OFFSET ?`,
      parameters: [...given, page.limit, page.offset],
    },
    count: { sql: `SELECT count(*) AS total FROM ${from}`, parameters: given },
  }
}

export function createRowsStatement(ids: readonly number[]): SqlStatement {
  return {
    sql: `SELECT ${ROW_COLUMNS} FROM history WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id DESC`,
    parameters: [JSON.stringify(ids)],
  }
}

/** Reports whether the query contains text to search for. */
export const hasSearchText = ({ text }: HistoryQuery): boolean => text !== undefined && text.trim() !== ''

export function createEntryStatement(id: number): SqlStatement {
  return {
    sql: `SELECT ${ROW_COLUMNS}, body, head, answer, kept FROM history JOIN history_body USING (id) WHERE id = ?`,
    parameters: [id],
  }
}

export const newestIdStatement: SqlStatement = { sql: 'SELECT coalesce(max(id), 0) AS newest FROM history' }

export function createPinStatement(id: number, pinned: boolean): SqlStatement {
  return { sql: 'UPDATE history SET pinned = ? WHERE id = ?', parameters: [pinned ? 1 : 0, id] }
}

/**
 * Returns statements that remove entries from all tables. `condition` must be a constant of our code; its values are
 * passed as parameters.
 */
function removal(condition: string, parameters: readonly SqlValue[]): readonly SqlStatement[] {
  return [
    { sql: `DELETE FROM history_text WHERE rowid IN (SELECT id FROM history WHERE ${condition})`, parameters },
    { sql: `DELETE FROM history_body WHERE id IN (SELECT id FROM history WHERE ${condition})`, parameters },
    { sql: `DELETE FROM history WHERE ${condition}`, parameters },
  ]
}

export function createRemoveStatements(ids: readonly number[]): readonly SqlStatement[] {
  return ids.flatMap((id) => removal('id = ?', [id]))
}

/** Statements that remove every entry that is not pinned. */
export const clearHistoryStatements: readonly SqlStatement[] = [
  ...removal('pinned = 0', []),
  // Merge the parts of the search index, because deleted words remain in it until then.
  { sql: "INSERT INTO history_text (history_text) VALUES ('optimize')" },
]

/** Returns statements that remove the oldest entries beyond the limits. */
export function createPruneStatements({ entries, bytes }: Omit<HistoryBounds, 'days'>): readonly SqlStatement[] {
  const tooMany = `pinned = 0 AND id <= (SELECT id FROM history WHERE pinned = 0 ORDER BY id DESC LIMIT 1 OFFSET ?)`
  const tooLarge = `pinned = 0 AND id <= (SELECT max(id) FROM (SELECT id, sum(bytes) OVER (ORDER BY id DESC) AS above FROM history WHERE pinned = 0) WHERE above > ?)`
  return [
    ...removal(`pinned = 0 AND ${createRemovedDaysCondition('history')}`, []),
    ...removal(tooMany, [entries]),
    ...removal(tooLarge, [bytes]),
  ]
}

/** Returns the search expression of a query. Search text without words matches nothing. */
function matchOf(query: HistoryQuery): string | undefined {
  return hasSearchText(query) ? (createFts5Expression(query.text ?? '') ?? NO_WORD) : undefined
}

/** A search expression that matches nothing: no word contains this character. */
const NO_WORD = '"\u0001"'

/** Returns the SQL conditions of a query, without its search text. */
function conditionsOf(query: HistoryQuery): {
  readonly conditions: readonly string[]
  readonly parameters: readonly SqlValue[]
} {
  const conditions: string[] = []
  const parameters: SqlValue[] = []
  const need = (condition: string, ...values: SqlValue[]): void => {
    conditions.push(condition)
    parameters.push(...values)
  }
  if (query.method !== undefined) need('method = ?', query.method)
  if (query.profileId !== undefined) need('profile_id = ?', query.profileId)
  if (query.path !== undefined) need('history.path = ?', query.path)
  if (query.pinned) need('pinned = 1')
  if (query.since !== undefined) need('at >= ?', query.since)
  if (query.until !== undefined) need('at < ?', query.until)
  if (query.result === 'good') need("outcome IN ('answered', 'declined', 'question') AND status < 400")
  if (query.result === 'bad') need("(outcome NOT IN ('answered', 'declined', 'question') OR status >= 400)")
  if (query.changes) need("effect <> 'read'")
  return { conditions, parameters }
}

/** Maximum number of words in one search. */
const MAX_WORDS = 16

/**
 * Converts the search text that the user entered to an expression of SQLite's full-text search. Every word has to
 * match, the last word as a prefix. Returns undefined if the search text contains no word. Quotes remove the special
 * meaning of any character.
 */
export function createFts5Expression(text: string): string | undefined {
  const words = text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word))
  if (words.length === 0) return undefined
  const quoted = words.slice(0, MAX_WORDS).map((word) => `"${word.replaceAll('"', '""').replaceAll('\0', '')}"`)
  const last = words.at(-1) ?? ''
  // Search one letter as a whole word: as a prefix it would match nearly every entry.
  const isPrefix = last.replace(/[^\p{L}\p{N}]/gu, '').length > 1
  return `${quoted.join(' ')}${isPrefix && words.length <= MAX_WORDS ? '*' : ''}`
}
