/** Texts that a spreadsheet would run as a formula get an apostrophe: a file must not do anything when it is opened. */
const FORMULA = /^[=+\-@\t\r]/
const PLAIN_NUMBER = /^[+-]?[\d.,]+(?:[eE][+-]?\d+)?$/

/** A text that a spreadsheet shows and never runs; `number`: it is one, and may begin with a sign. */
export function harmlessText(text: string, number: boolean): string {
  return !number && FORMULA.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text
}

/** One field of a line of CSV (RFC 4180), quoted where it has to be. */
export function csvField(text: string, number: boolean): string {
  const safe = harmlessText(text, number)
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
