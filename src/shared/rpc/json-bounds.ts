export interface JsonBounds {
  /** Objects and arrays inside each other. */
  readonly depth: number
  /** Members and elements in all. */
  readonly values: number
}

const QUOTE = 0x22
const BACKSLASH = 0x5c

/**
 * Whether a JSON text is small enough in its structure to be parsed: a parser takes seconds for megabytes of brackets, and
 * what walks over the result overflows its stack. Long strings cost nothing. A text that is no JSON may pass.
 */
export function isBoundedJson(text: string, { depth, values }: JsonBounds): boolean {
  let open = 0
  let members = 0
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case QUOTE:
        at = endOfString(text, at + 1)
        break
      case 0x5b: // [
      case 0x7b: // {
        open += 1
        if (open > depth) return false
        break
      case 0x5d: // ]
      case 0x7d: // }
        open -= 1
        break
      case 0x2c: // ,
      case 0x3a: // :
        members += 1
        if (members > values) return false
    }
  }
  return true
}

/** The place of the quotation mark that ends a string; the end of the text where there is none. */
function endOfString(text: string, from: number): number {
  let at = from
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) return at
    at += code === BACKSLASH ? 2 : 1
  }
  return at
}
