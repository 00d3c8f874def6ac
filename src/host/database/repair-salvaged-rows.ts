import { gunzipSync } from 'node:zlib'
import type Libsql from 'libsql'
import { createSearchStatement, type StoredEntryHead } from './history-search.ts'
import { FILL_RECORDED_DAYS } from './migrations.ts'

/**
 * Makes salvaged rows consistent and rebuilds the search index. Retains an entry without its body. Removes a body
 * without its entry, and invalid JSON.
 */
export function repairSalvagedRows(database: Libsql.Database): void {
  database.exec(`BEGIN IMMEDIATE;
    DELETE FROM history_body WHERE id NOT IN (SELECT id FROM history);
    DELETE FROM history_body WHERE NOT json_valid(head);
    INSERT INTO history_body (id, body, head, answer, kept)
      SELECT id, NULL, '{"parameters":[]}', NULL, 'none' FROM history WHERE id NOT IN (SELECT id FROM history_body);
    DELETE FROM journal_said WHERE id NOT IN (SELECT id FROM journal) OR NOT json_valid(said);
    DELETE FROM journal_order WHERE NOT json_valid(state);
    DELETE FROM inbox WHERE NOT json_valid(entry);
    DELETE FROM recorded_day;
    ${FILL_RECORDED_DAYS}
    COMMIT`)
  const entries = database.prepare(
    'SELECT * FROM history JOIN history_body USING (id) WHERE id > ? ORDER BY id LIMIT 100',
  )
  for (let after = 0; ; ) {
    const rows = entries.all(after) as EntryRow[]
    database.exec('BEGIN IMMEDIATE')
    for (const row of rows) {
      const { sql, parameters = [] } = searchedOf(row)
      database.prepare(sql).run(...parameters)
      after = row.id
    }
    database.exec('COMMIT')
    if (rows.length === 0) return
  }
}

interface EntryRow {
  readonly id: number
  readonly method: string
  readonly path: string
  readonly status: number | null
  readonly body: string | null
  readonly head: string
  readonly answer: ArrayBuffer | null
}

function searchedOf({ head, status, answer, ...entry }: EntryRow) {
  const { parameters, error } = JSON.parse(head) as StoredEntryHead
  return createSearchStatement({
    ...entry,
    parameters,
    searched: [status ?? error?.code ?? '', error?.message ?? (answer ? expand(answer) : '')],
  })
}

/** Decompresses a response. Returns no bytes for a damaged response, which is then not indexed. */
function expand(answer: ArrayBuffer): Uint8Array {
  try {
    return gunzipSync(new Uint8Array(answer))
  } catch {
    return new Uint8Array()
  }
}
