/** Adds a full stop to a string that has no closing punctuation. */
export function asSentence(text: string): string {
  const trimmed = text.trimEnd()
  return /[.?!…]["”’']?$/.test(trimmed) ? trimmed : `${trimmed}.`
}
