const decoder = new TextDecoder()

/** Up to this length bytes become text faster one by one than by a call of the decoder. */
const SHORT = 48

/** The text of some bytes; what is no UTF-8 becomes U+FFFD. */
export function textOf(bytes: Uint8Array, from: number, to: number): string {
  if (to - from > SHORT) return decoder.decode(bytes.subarray(from, to))
  let text = ''
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] as number
    if (byte > 127) return decoder.decode(bytes.subarray(from, to))
    text += String.fromCharCode(byte)
  }
  return text
}

/** The text that a JSON string means, of its first `most` bytes; whole without. `from` is at the opening quote. */
export function unquoted(bytes: Uint8Array, from: number, to: number, most = Number.POSITIVE_INFINITY): string {
  const end = to - from - 2 > most ? cutBefore(bytes, from + 1, from + 1 + most) : to - 1
  const inside = textOf(bytes, from + 1, end)
  if (!inside.includes('\\')) return inside
  return JSON.parse(`"${inside}"`) as string
}

/** The last place up to `to` at which no escape and no character is cut through. */
function cutBefore(bytes: Uint8Array, from: number, to: number): number {
  let at = from
  while (at < to) {
    const byte = bytes[at] as number
    const length = byte === 92 ? (bytes[at + 1] === 117 ? 6 : 2) : lengthOfCharacter(byte)
    if (at + length > to) break
    at += length
  }
  return at
}

/** Bytes of the character that begins with this one. */
export function lengthOfCharacter(byte: number): number {
  return byte < 0xc0 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4
}

/* Characters that change how what stands beside them is drawn: an answer must not turn the text around it about. C1 controls
   are drawn as nothing. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is controls that are looked for.
const MISLEADING = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g

/** Text of several lines with what would mislead the eye written as an escape; tabs and ends of lines stay. */
export function plainLines(text: string): string {
  return text.replace(MISLEADING, (found) =>
    found === '\n' || found === '\t' || found === '\r' ? found : escapeOf(found),
  )
}

const escapeOf = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

/** The text with what would mislead the eye written as an escape. */
export function plainly(text: string): string {
  return text.replace(MISLEADING, escapeOf)
}
