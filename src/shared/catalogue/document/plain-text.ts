/**
 * Text out of a foreign document, fit to be shown as one line: no control characters, no characters that turn the
 * direction of writing around, runs of blanks joined, cut at `longest`. Markup stays what it is: text.
 */
export function plainText(value: unknown, longest: number): string {
  if (typeof value !== 'string') return ''
  const clean = value
    .slice(0, longest * 4)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .replace(/[\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(/ {2,}/g, ' ')
    .trim()
  const cut = Array.from(clean.slice(0, longest * 2))
  return cut.length <= longest ? cut.join('') : `${cut.slice(0, longest - 1).join('')}…`
}
