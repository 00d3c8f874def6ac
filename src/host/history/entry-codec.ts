import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { HistoryEntry, HistoryRow } from '../../shared/contract/history-views.ts'
import type { Row, SqlValue, Statement } from '../database/database-message.ts'
import { maskAnswer, maskBody, maskParameters } from './mask-request.ts'
import { KEPT_BYTES, type SentRequest } from './sent-request.ts'

const compress = promisify(gzip)
const expand = promisify(gunzip)

/** Bytes of an answer whose words are found. */
const SEARCHED_BYTES = 64_000

export interface Origin {
  readonly id: number
  readonly at: number
  readonly profileId: string
  readonly environment: string
}

/** What is in no column of its own. */
export type Head = Pick<
  HistoryEntry,
  'parameters' | 'statusText' | 'headers' | 'timing' | 'url' | 'explanation' | 'error'
>

/** The statements that keep one request, without its secrets. */
export async function insertStatements(origin: Origin, sent: SentRequest): Promise<readonly Statement[]> {
  const { result } = sent
  const parameters = maskParameters(sent.parameters)
  const query = parameters.map((pair) => pair.map(encodePart).join('=')).join('&')
  const body = sent.body === undefined ? null : maskBody(sent.body)
  const answer = result.outcome === 'answered' ? maskAnswer(sent.path, result.body) : new Uint8Array()
  const packed = await compress(answer.subarray(0, KEPT_BYTES))
  const kept = keptOf(sent)
  const head: Head = { parameters, ...headOf(sent, query) }
  const text = JSON.stringify(head)
  const columns: Record<string, SqlValue> = {
    id: origin.id,
    at: origin.at,
    profile_id: origin.profileId,
    environment: origin.environment,
    source: sent.source,
    method: sent.method,
    path: sent.path,
    query,
    effect: sent.effect,
    outcome: (result.outcome === 'answered' ? result.head.verdict : undefined) ?? result.outcome,
    status: result.outcome === 'answered' ? result.head.status : null,
    total_ms: result.outcome === 'answered' ? result.head.timing.total : null,
    size: result.outcome === 'answered' ? result.head.size : null,
    bytes: packed.byteLength + text.length + (body?.length ?? 0),
  }
  const names = Object.keys(columns)
  return [
    {
      sql: `INSERT INTO history (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
      parameters: Object.values(columns),
    },
    {
      sql: 'INSERT INTO history_body (id, body, head, answer, kept) VALUES (?, ?, ?, ?, ?)',
      parameters: [origin.id, body, text, kept === 'none' ? null : packed, kept],
    },
    searchStatement({
      id: origin.id,
      method: sent.method,
      path: sent.path,
      parameters,
      body,
      ...outcomeOf(sent, answer),
    }),
  ]
}

/** What is searched of one entry. */
interface SearchedEntry {
  readonly id: number
  readonly method: string
  readonly path: string
  readonly parameters: readonly (readonly [string, string])[]
  readonly body: string | null
  /** The status, or the code of the error. */
  readonly outcome: number | string
  /** The body of the response, or the message of the error. */
  readonly text: string | Uint8Array
}

/** Adds one entry to the search index. */
export function searchStatement({ id, method, path, parameters, body, outcome, text }: SearchedEntry): Statement {
  const found = typeof text === 'string' ? text : Buffer.from(text.subarray(0, SEARCHED_BYTES)).toString('utf8')
  return {
    sql: 'INSERT INTO history_text (rowid, path, parameters, body, answer) VALUES (?, ?, ?, ?, ?)',
    parameters: [id, `${method} ${path}`, parameters.flat().join(' '), body ?? '', `${outcome} ${found}`],
  }
}

function keptOf({ result }: SentRequest): HistoryEntry['kept'] {
  if (result.outcome !== 'answered' || result.body.byteLength === 0) return 'none'
  return result.head.size > KEPT_BYTES || result.body.byteLength > KEPT_BYTES ? 'beginning' : 'whole'
}

const outcomeOf = ({ result }: SentRequest, answer: Uint8Array): Pick<SearchedEntry, 'outcome' | 'text'> =>
  result.outcome === 'answered'
    ? { outcome: result.head.status, text: answer }
    : { outcome: result.code, text: result.message }

function headOf({ path, result }: SentRequest, query: string): Omit<Head, 'parameters'> {
  if (result.outcome !== 'answered') return { error: { code: result.code, message: result.message } }
  const { statusText, headers, timing, url, explanation } = result.head
  return {
    statusText,
    headers,
    timing,
    ...(url !== undefined && { url: withoutSecrets(url, path, query) }),
    ...(explanation !== undefined && { explanation }),
  }
}

/** Lists are commas in IBKR's parameters, and stay readable. */
const encodePart = (text: string): string => encodeURIComponent(text).replaceAll('%2C', ',')

/** The address that was asked holds the parameters as they were sent. */
function withoutSecrets(url: string, path: string, query: string): string {
  return `${new URL(url).origin}${path}${query === '' ? '' : `?${query}`}`
}

export function readRow(row: Row): HistoryRow {
  const { status, total_ms: totalMs, size } = row
  return {
    id: Number(row['id']),
    at: Number(row['at']),
    profileId: String(row['profile_id']),
    environment: String(row['environment']) as HistoryRow['environment'],
    source: String(row['source']) as HistoryRow['source'],
    method: String(row['method']),
    path: String(row['path']),
    query: String(row['query']),
    // Version 0.1.0 stored `money` for `trading`.
    effect: String(row['effect']).replace('money', 'trading') as HistoryRow['effect'],
    outcome: String(row['outcome']) as HistoryRow['outcome'],
    pinned: row['pinned'] === 1,
    ...(typeof status === 'number' && { status }),
    ...(typeof totalMs === 'number' && { totalMs }),
    ...(typeof size === 'number' && { size }),
  }
}

export async function readEntry(row: Row): Promise<{ readonly entry: HistoryEntry; readonly answer: Uint8Array }> {
  const { body, answer } = row
  const head = JSON.parse(String(row['head'])) as Head
  const kept = String(row['kept']) as HistoryEntry['kept']
  const entry: HistoryEntry = { ...readRow(row), ...head, kept, ...(typeof body === 'string' && { body }) }
  return { entry, answer: answer instanceof Uint8Array ? await expand(answer) : new Uint8Array() }
}
