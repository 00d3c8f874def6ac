import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { HistoryEntry, HistoryRow } from '../../shared/contract/history-views.ts'
import type { SqlRow, SqlStatement, SqlValue } from '../database/database-message.ts'
import { createSearchStatement, type StoredEntryHead } from '../database/history-search.ts'
import { maskBody, maskParameters, maskResponse } from '../upstream/mask-secrets.ts'
import type { StoredExchange } from './history-export.ts'
import { MAX_STORED_BYTES, type SentRequest } from './sent-request.ts'

const compress = promisify(gzip)
const expand = promisify(gunzip)

export interface RequestOrigin {
  readonly id: number
  readonly at: number
  readonly profileId: string
  readonly environment: string
}

/** The stored form of a request's outcome. */
interface StoredResult {
  readonly columns: Readonly<Record<'outcome' | 'status' | 'total_ms' | 'size', SqlValue>>
  readonly head: Omit<StoredEntryHead, 'parameters' | 'summary'>
  readonly body: Uint8Array
  readonly saved: HistoryEntry['saved']
  /** The strings to index: status and body of the response, or code and message of the error. */
  readonly searched: readonly [outcome: number | string, text: string | Uint8Array]
}

/**
 * Returns the statements that store one request without its secrets. `replaces`: the entry was stored before the request
 * was sent, and gets its outcome now.
 */
export async function createInsertStatements(
  origin: RequestOrigin,
  sent: SentRequest,
  replaces = false,
): Promise<readonly SqlStatement[]> {
  const { id } = origin
  const { method, path, summary } = sent
  const parameters = maskParameters(sent.parameters)
  const query = parameters.map((pair) => pair.map(encodePart).join('=')).join('&')
  const body = sent.body === undefined ? null : maskBody(sent.body)
  const result = storedResult(sent, query)
  const packed = result.saved === 'none' ? null : await compress(result.body.subarray(0, MAX_STORED_BYTES))
  const head = JSON.stringify({
    parameters,
    ...(summary !== undefined && { summary }),
    ...result.head,
  } satisfies StoredEntryHead)
  const columns: Record<string, SqlValue> = {
    id,
    at: origin.at,
    profile_id: origin.profileId,
    environment: origin.environment,
    source: sent.source,
    method,
    path,
    query,
    effect: sent.effect,
    ...result.columns,
    bytes: (packed?.byteLength ?? 0) + head.length + (body?.length ?? 0),
  }
  const names = Object.keys(columns)
  // The user may have pinned the entry, or cleared the history, in the meantime.
  const updates = ['outcome', 'status', 'total_ms', 'size', 'bytes'].map((name) => `${name} = excluded.${name}`)
  const conflict = replaces ? ` ON CONFLICT (id) DO UPDATE SET ${updates.join(', ')}` : ''
  return [
    {
      sql: `INSERT INTO history (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})${conflict}`,
      parameters: Object.values(columns),
    },
    ...(replaces
      ? ['history_text WHERE rowid = ?', 'history_body WHERE id = ?'].map((where) => ({
          sql: `DELETE FROM ${where}`,
          parameters: [id],
        }))
      : []),
    {
      sql: 'INSERT INTO history_body (id, body, head, answer, kept) VALUES (?, ?, ?, ?, ?)',
      parameters: [id, body, head, packed, result.saved],
    },
    createSearchStatement({ id, method, path, parameters, body, searched: result.searched }),
  ]
}

function storedResult({ path, result }: SentRequest, query: string): StoredResult {
  if (result.outcome !== 'answered') {
    const { outcome, code, message } = result
    return {
      columns: { outcome, status: null, total_ms: null, size: null },
      head: { error: { code, message } },
      body: new Uint8Array(),
      saved: 'none',
      searched: [code, message],
    }
  }
  const { status, statusText, headers, timing, size, url, explanation, verdict } = result.head
  const body = maskResponse(path, result.body)
  const isCut = size > MAX_STORED_BYTES || body.byteLength > MAX_STORED_BYTES
  // Mask the URL: its parameters contain secrets.
  const maskedUrl = url && `${new URL(url).origin}${path}${query === '' ? '' : `?${query}`}`
  return {
    columns: { outcome: verdict ?? 'answered', status, total_ms: timing.total, size },
    head: {
      statusText,
      headers,
      timing,
      ...(maskedUrl !== undefined && { url: maskedUrl }),
      ...(explanation !== undefined && { explanation }),
    },
    body,
    saved: body.byteLength === 0 ? 'none' : isCut ? 'beginning' : 'whole',
    searched: [status, body],
  }
}

/** Encodes a part of a URL. Commas in IBKR's list parameters stay readable. */
const encodePart = (text: string): string => encodeURIComponent(text).replaceAll('%2C', ',')

export function readHistoryRow(row: SqlRow): HistoryRow {
  const { status, total_ms: totalMs, size, summary } = row
  return {
    id: Number(row['id']),
    at: Number(row['at']),
    profileId: String(row['profile_id']),
    environment: String(row['environment']) as HistoryRow['environment'],
    source: String(row['source']) as HistoryRow['source'],
    method: String(row['method']),
    path: String(row['path']),
    query: String(row['query']),
    // Version 0.1.0 stored `money` instead of `trading`.
    effect: String(row['effect']).replace('money', 'trading') as HistoryRow['effect'],
    outcome: String(row['outcome']) as HistoryRow['outcome'],
    pinned: row['pinned'] === 1,
    ...(typeof status === 'number' && { status }),
    ...(typeof totalMs === 'number' && { totalMs }),
    ...(typeof size === 'number' && { size }),
    ...(typeof summary === 'string' && { summary }),
  }
}

export async function readHistoryEntry(row: SqlRow): Promise<StoredExchange> {
  const { body, answer } = row
  const head = JSON.parse(String(row['head'])) as StoredEntryHead
  const saved = String(row['kept']) as HistoryEntry['saved']
  const entry: HistoryEntry = { ...readHistoryRow(row), ...head, saved, ...(typeof body === 'string' && { body }) }
  return { entry, response: answer instanceof Uint8Array ? await expand(answer) : new Uint8Array() }
}
