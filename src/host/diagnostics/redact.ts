/** Account ids of IBKR: live, paper, advisor and their paper variants. */
const ACCOUNT_ID = /\b(?:DU|DF|DI|U|F|I)\d{5,9}\b/g

/** Shorter values would also match parts of ordinary words. */
const MIN_LENGTH = 3

/**
 * Returns a function that replaces the given values and all account ids in a text. Values are recognised in JSON too,
 * where quotes and backslashes are escaped.
 */
export function createRedactor(values: Readonly<Record<string, string>>): (text: string) => string {
  const replacements = Object.entries(values)
    .filter(([value]) => value.length >= MIN_LENGTH)
    // Replaces longer values first, because a value may contain another value.
    .sort(([a], [b]) => b.length - a.length)
    .flatMap(([value, label]) => [[value, label] as const, [JSON.stringify(value).slice(1, -1), label] as const])
  return (text) =>
    replacements
      .reduce((rest, [value, label]) => rest.replaceAll(value, `[${label}]`), text)
      .replace(ACCOUNT_ID, '[account]')
}
