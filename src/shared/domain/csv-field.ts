/** Spreadsheets run such texts as formulas when they open the file, so they get an apostrophe. */
const FORMULA = /^[=+\-@\t\r]/
const PLAIN_NUMBER = /^[+-]?[\d.,]+(?:[eE][+-]?\d+)?$/

/** A text that a spreadsheet displays but never runs. `number`: the text is a number, which may begin with a sign. */
export function escapeFormula(text: string, number: boolean): string {
  return !number && FORMULA.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text
}

/** One field of a line of CSV (RFC 4180), quoted if needed. */
export function csvField(text: string, number: boolean): string {
  const safe = escapeFormula(text, number)
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
