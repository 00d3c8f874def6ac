/** Ends a text as a sentence: with a full stop where it has no end of its own. */
export function asSentence(text: string): string {
  const trimmed = text.trimEnd()
  return /[.?!…]["”’']?$/.test(trimmed) ? trimmed : `${trimmed}.`
}
