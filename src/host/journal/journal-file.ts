import type { JournalRow } from '../../shared/contract/journal-views.ts'
import { csvField } from '../../shared/domain/csv-field.ts'

/** One entry of an export. */
export interface ExportedEntry {
  readonly row: JournalRow
  /** JSON text of what IBKR told, as it came. */
  readonly said: string | undefined
}

type Column = readonly [name: string, value: (entry: ExportedEntry) => string | number | undefined]

const time = (at: number | undefined): string | undefined => (at === undefined ? undefined : new Date(at).toISOString())

/** Times are UTC. */
const COLUMNS: readonly Column[] = [
  ['id', ({ row }) => row.id],
  ['received', ({ row }) => time(row.at)],
  ['server_time', ({ row }) => time(row.serverAt)],
  ['profile', ({ row }) => row.profileId],
  ['environment', ({ row }) => row.environment],
  ['kind', ({ row }) => row.kind],
  ['source', ({ row }) => row.source],
  ['account', ({ row }) => row.account],
  ['order_id', ({ row }) => row.orderId],
  ['symbol', ({ row }) => row.symbol],
  ['status', ({ row }) => row.status],
  ['filled', ({ row }) => row.filled],
  ['remaining', ({ row }) => row.remaining],
  ['average_price', ({ row }) => row.averagePrice],
  ['text', ({ row }) => row.text],
  ['from', ({ row }) => time(row.from)],
  ['to', ({ row }) => time(row.to)],
]

/** Entries as CSV (RFC 4180), without the head. */
export function csvLines(entries: readonly ExportedEntry[]): string {
  return entries.map((entry) => `${csvLine(COLUMNS.map(([, value]) => value(entry)))}\r\n`).join('')
}

/** Begins with a mark that tells spreadsheets its encoding. */
export const CSV_HEAD = `\ufeff${COLUMNS.map(([name]) => name).join(',')}\r\n`

function csvLine(values: readonly (string | number | undefined)[]): string {
  return values
    .map((value) => (value === undefined ? '' : csvField(String(value), typeof value === 'number')))
    .join(',')
}

/** Entries as one JSON object a line; `said` is what IBKR told. */
export function jsonLines(entries: readonly ExportedEntry[]): string {
  return entries.map(({ row, said }) => `${withSaid(JSON.stringify(row), said)}\n`).join('')
}

/** Put in as it came: its numbers keep their digits. */
function withSaid(json: string, said: string | undefined): string {
  return said === undefined ? json : `${json.slice(0, -1)},"said":${said}}`
}
