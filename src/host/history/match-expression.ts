/** Words that are looked for at once, at most. */
const MOST_WORDS = 16

/**
 * What a person typed as an expression of SQLite's full-text search: every word has to be there, the last one perhaps only
 * begun. Undefined when nothing in it can be looked for. Quoting keeps all signs from having a meaning of their own.
 */
export function matchExpression(text: string): string | undefined {
  const words = text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word))
  if (words.length === 0) return undefined
  const quoted = words.slice(0, MOST_WORDS).map((word) => `"${word.replaceAll('"', '""').replaceAll('\0', '')}"`)
  const last = words.at(-1) ?? ''
  // One letter begins nearly every entry: it is looked for as a word.
  const begun = last.replace(/[^\p{L}\p{N}]/gu, '').length > 1
  return `${quoted.join(' ')}${begun && words.length <= MOST_WORDS ? '*' : ''}`
}
