import type { JournalRow } from '../../shared/contract/journal-views.ts'
import { type CsvColumn, formatCsvHeader, formatCsvRows, csvTime as time } from '../../shared/domain/csv-field.ts'

/** One entry of a journal export. */
export interface ExportedEntry {
  readonly row: JournalRow
  /** The row as IBKR sent it, as a JSON string. */
  readonly raw: string | undefined
}

/** The columns of the CSV export. Times are in UTC. */
const COLUMNS: readonly CsvColumn<ExportedEntry>[] = [
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

/** Formats entries as CSV, without the header line. */
export const formatCsvLines = (entries: readonly ExportedEntry[]): string => formatCsvRows(COLUMNS, entries)

export const CSV_HEADER = formatCsvHeader(COLUMNS)

/** Formats entries as JSON lines. `raw` is inserted as a string, so that its numbers keep all digits. */
export function formatJsonLines(entries: readonly ExportedEntry[]): string {
  return entries
    .map(({ row, raw }) => {
      const json = JSON.stringify(row)
      return `${raw === undefined ? json : `${json.slice(0, -1)},"raw":${raw}}`}\n`
    })
    .join('')
}
