/** Adds a full stop to a text without closing punctuation. */
export function asSentence(text: string): string {
  const trimmed = text.trimEnd()
  return /[.?!…]["”’']?$/.test(trimmed) ? trimmed : `${trimmed}.`
}
