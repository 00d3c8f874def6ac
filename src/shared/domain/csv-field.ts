/**
 * Matches strings that spreadsheets run as formulas when they open the file. These strings get a leading apostrophe.
 */
const FORMULA = /^[=+\-@\t\r]/
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
