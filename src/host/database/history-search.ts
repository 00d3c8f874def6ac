import type { HistoryEntry } from '../../shared/contract/history-views.ts'
import type { SqlStatement } from './database-message.ts'

/** Maximum number of bytes of a response that are indexed for the search. */
const SEARCHED_BYTES = 64_000

/** The parts of an entry that have no column; they are stored together as one JSON string. */
export type StoredEntryHead = Pick<
  HistoryEntry,
  'summary' | 'parameters' | 'statusText' | 'headers' | 'timing' | 'url' | 'explanation' | 'error'
>

/** Returns the statement that adds one entry to the search index. */
export function createSearchStatement(entry: {
  readonly id: number
  readonly method: string
  readonly path: string
  readonly parameters: readonly (readonly [string, string])[]
  readonly body: string | null
  /** Status and body of the response, or code and message of the error. */
  readonly searched: readonly [outcome: number | string, text: string | Uint8Array]
}): SqlStatement {
  const { id, method, path, parameters, body, searched } = entry
  const [outcome, found] = searched
  const text = typeof found === 'string' ? found : Buffer.from(found.subarray(0, SEARCHED_BYTES)).toString('utf8')
  return {
    sql: 'INSERT INTO history_text (rowid, path, parameters, body, answer) VALUES (?, ?, ?, ?, ?)',
    parameters: [id, `${method} ${path}`, parameters.flat().join(' '), body ?? '', `${outcome} ${text}`],
  }
}
