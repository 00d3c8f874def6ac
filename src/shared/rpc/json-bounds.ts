export interface JsonBounds {
  /** Maximum nesting depth of objects and arrays. */
  readonly depth: number
  /** Maximum number of members and elements in total. */
  readonly values: number
}

const QUOTE = 0x22
const BACKSLASH = 0x5c

/**
 * Reports whether the structure of a JSON string is small enough to be parsed. A parser needs seconds for megabytes of
 * brackets, and walking over the result overflows the stack. Long strings cost little. The check may accept an invalid
 * string.
 */
export function isBoundedJson(text: string, { depth, values }: JsonBounds): boolean {
  let open = 0
  let members = 0
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case QUOTE:
        // Finds the closing quotation mark, or the end of the text.
        for (at += 1; at < text.length && text.charCodeAt(at) !== QUOTE; at += 1) {
          if (text.charCodeAt(at) === BACKSLASH) at += 1
        }
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
