/**
 * Matches strings that spreadsheets run as formulas when they open the file, also after white space. These strings get a
 * leading apostrophe.
 */
const FORMULA = /^(?:\s*[=+\-@]|[\t\r\n])/
const PLAIN_NUMBER = /^[+-]?[\d.,]+(?:[eE][+-]?\d+)?$/

/**
 * Returns a string that a spreadsheet displays but never runs.
 * @param number whether the string is a number, which may begin with a sign
 */
export function escapeFormula(text: string, number: boolean): string {
  return !number && FORMULA.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text
}

/** Formats one field of a CSV line (RFC 4180), quoted if needed. */
export function formatCsvField(text: string, number: boolean): string {
  const safe = escapeFormula(text, number)
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A column of a CSV file: its name, and its value in a row. Undefined values are empty. */
export type CsvColumn<Row> = readonly [name: string, value: (row: Row) => string | number | undefined]

/** Header line of a CSV file. It begins with a byte order mark, so that spreadsheets detect UTF-8. */
export const formatCsvHeader = <Row>(columns: readonly CsvColumn<Row>[]): string =>
  `\ufeff${columns.map(([name]) => name).join(',')}\r\n`

/** Formats rows as CSV (RFC 4180), without the header line. Numbers have no separators and no binary noise. */
export function formatCsvRows<Row>(columns: readonly CsvColumn<Row>[], rows: readonly Row[]): string {
  return rows.map((row) => `${columns.map(([, value]) => csvValue(value(row))).join(',')}\r\n`).join('')
}

function csvValue(value: string | number | undefined): string {
  if (value === undefined) return ''
  // 253.01999999999998 is 253.02: a double has 15 to 17 digits, and no price or quantity needs more than 12.
  return typeof value === 'number'
    ? formatCsvField(String(Number(value.toPrecision(12))), true)
    : formatCsvField(value, false)
}

/** Formats a time in ms since epoch for a CSV file, in UTC: `2026-12-04T09:30:00.000Z`. */
export const csvTime = (at: number | undefined): string | undefined =>
  at === undefined ? undefined : new Date(at).toISOString()
