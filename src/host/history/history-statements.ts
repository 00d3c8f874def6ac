import type { HistoryQuery } from '../../shared/contract/contract.ts'
import type { SqlValue, Statement } from '../database/statement.ts'
import { matchExpression } from './match-expression.ts'

/** Bounds of what is kept. Pinned entries are no part of them. */
export interface HistoryBounds {
  readonly days: number
  readonly entries: number
  /** Of bodies, as they are stored. */
  readonly bytes: number
}

export const HISTORY_BOUNDS: HistoryBounds = { days: 90, entries: 100_000, bytes: 512 * 1024 * 1024 }

const ROW_COLUMNS =
  'id, at, profile_id, environment, source, method, path, query, effect, outcome, status, total_ms, size, pinned'

/** The rows that a query means, and how many they are. */
export function pageStatements(
  query: HistoryQuery,
  page: { readonly atMost: number; readonly offset: number; readonly limit: number },
): { readonly rows: Statement; readonly count: Statement } {
  const { from, parameters } = meant(query, page.atMost)
  return {
    rows: {
      sql: `SELECT ${ROW_COLUMNS} FROM ${from} ORDER BY id DESC LIMIT ? OFFSET ?`,
      parameters: [...parameters, page.limit, page.offset],
    },
    count: { sql: `SELECT count(*) AS total FROM ${from}`, parameters },
  }
}

/** Every id that a query means, newest first. */
export function idStatement(query: HistoryQuery, limit: number): Statement {
  const { from, parameters } = meant(query, Number.MAX_SAFE_INTEGER)
  return { sql: `SELECT id FROM ${from} ORDER BY id DESC LIMIT ?`, parameters: [...parameters, limit] }
}

export function entryStatement(id: number): Statement {
  return { sql: `SELECT ${ROW_COLUMNS}, body, head, answer, kept FROM history WHERE id = ?`, parameters: [id] }
}

export const newestStatement: Statement = { sql: 'SELECT coalesce(max(id), 0) AS newest FROM history' }

export function pinStatement(id: number, pinned: boolean): Statement {
  return { sql: 'UPDATE history SET pinned = ? WHERE id = ?', parameters: [pinned ? 1 : 0, id] }
}

/** Removes entries with their words. `condition` is ours, its values are parameters. */
function removal(condition: string, parameters: readonly SqlValue[]): readonly Statement[] {
  return [
    { sql: `DELETE FROM history_text WHERE rowid IN (SELECT id FROM history WHERE ${condition})`, parameters },
    { sql: `DELETE FROM history WHERE ${condition}`, parameters },
  ]
}

export function removeStatements(ids: readonly number[]): readonly Statement[] {
  return ids.flatMap((id) => removal('id = ?', [id]))
}

/** Everything but what is pinned. */
export const clearStatements: readonly Statement[] = removal('pinned = 0', [])

/** Removes what is older or more than the bounds allow, the oldest first. */
export function pruneStatements({ days, entries, bytes }: HistoryBounds, now: number): readonly Statement[] {
  const tooMany = `pinned = 0 AND id <= (SELECT id FROM history WHERE pinned = 0 ORDER BY id DESC LIMIT 1 OFFSET ?)`
  const tooLarge = `pinned = 0 AND id <= (SELECT max(id) FROM (SELECT id, sum(bytes) OVER (ORDER BY id DESC) AS above FROM history WHERE pinned = 0) WHERE above > ?)`
  return [
    ...removal('pinned = 0 AND at < ?', [now - days * 86_400_000]),
    ...removal(tooMany, [entries]),
    ...removal(tooLarge, [bytes]),
  ]
}

function meant(query: HistoryQuery, atMost: number): { readonly from: string; readonly parameters: SqlValue[] } {
  const conditions = ['id <= ?']
  const parameters: SqlValue[] = [atMost]
  const need = (condition: string, ...values: SqlValue[]): void => {
    conditions.push(condition)
    parameters.push(...values)
  }
  const match = query.text === undefined ? undefined : matchExpression(query.text)
  if (match !== undefined) need('id IN (SELECT rowid FROM history_text WHERE history_text MATCH ?)', match)
  // Signs alone are in no word.
  else if (query.text?.trim()) need('0')
  if (query.method !== undefined) need('method = ?', query.method)
  if (query.profileId !== undefined) need('profile_id = ?', query.profileId)
  if (query.path !== undefined) need('path = ?', query.path)
  if (query.pinned) need('pinned = 1')
  if (query.since !== undefined) need('at >= ?', query.since)
  if (query.until !== undefined) need('at < ?', query.until)
  if (query.result === 'good') need("outcome = 'answered' AND status < 400")
  if (query.result === 'bad') need("(outcome <> 'answered' OR status >= 400)")
  if (query.changes) need("effect <> 'read'")
  return { from: `history WHERE ${conditions.join(' AND ')}`, parameters }
}
