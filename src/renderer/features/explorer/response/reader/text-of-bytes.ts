/** Number of leading bytes to inspect. */
const INSPECTED_BYTES = 1_024

/** Detects the type of bytes that are not JSON. */
export function detectTextType(bytes: Uint8Array): 'html' | 'text' | 'binary' {
  const head = bytes.subarray(0, INSPECTED_BYTES)
  if (head.includes(0) || textOf(head, 0, 5) === '%PDF-') return 'binary'
  const text = textOf(head, 0, head.length)
  if (/^\ufeff?\s*(?:<!doctype html|<html|<head|<body)/i.test(text)) return 'html'
  const broken = text.match(/\ufffd/g)?.length ?? 0
  return broken > head.length / 10 ? 'binary' : 'text'
}

/** Checks UTF-8 chunk by chunk and records the first invalid byte. */
export class Utf8Check {
  #decoder: TextDecoder | undefined = new TextDecoder('utf-8', { fatal: true })
  #checked = 0
  /** Offset of the first invalid byte; undefined if there is none. */
  invalidAt: number | undefined

  check(bytes: Uint8Array, limit: number, last: boolean): void {
    try {
      this.#decoder?.decode(bytes.subarray(this.#checked, limit), { stream: !last })
      this.#checked = limit
    } catch {
      this.#decoder = undefined
      this.invalidAt = firstInvalidByte(bytes.subarray(0, limit))
    }
  }
}

function firstInvalidByte(bytes: Uint8Array): number {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  let offset = 0
  // The text itself may contain the replacement character.
  for (const part of text.split('\ufffd')) {
    offset += new TextEncoder().encode(part).length
    if (bytes[offset] !== 0xef || bytes[offset + 1] !== 0xbf || bytes[offset + 2] !== 0xbd) return offset
    offset += 3
  }
  return offset
}

const decoder = new TextDecoder()

/** Maximum length in bytes at which decoding byte by byte is faster than the decoder. */
const SHORT_BYTES = 48

/** Decodes bytes as text. Invalid UTF-8 becomes U+FFFD. */
export function textOf(bytes: Uint8Array, from: number, to: number): string {
  if (to - from > SHORT_BYTES) return decoder.decode(bytes.subarray(from, to))
  let text = ''
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] as number
    if (byte > 127) return decoder.decode(bytes.subarray(from, to))
    text += String.fromCharCode(byte)
  }
  return text
}

/** Decodes a JSON string, or its first `most` bytes. `from`: offset of the opening quote. */
export function unquoted(bytes: Uint8Array, from: number, to: number, most = Number.POSITIVE_INFINITY): string {
  const end = to - from - 2 > most ? cutBefore(bytes, from + 1, from + 1 + most) : to - 1
  const inside = textOf(bytes, from + 1, end)
  if (!inside.includes('\\')) return inside
  return JSON.parse(`"${inside}"`) as string
}

/** Returns the last offset up to `to` that does not split an escape or a character. */
function cutBefore(bytes: Uint8Array, from: number, to: number): number {
  let at = from
  while (at < to) {
    const byte = bytes[at] as number
    const length = byte === 92 ? (bytes[at + 1] === 117 ? 6 : 2) : characterLength(byte)
    if (at + length > to) break
    at += length
  }
  return at
}

/** Returns the length in bytes of the character that starts with this byte. */
export function characterLength(byte: number): number {
  return byte < 0xc0 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4
}

/* Matches control characters, which could change how the text around a response is displayed. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: this expression matches control characters on purpose.
const MISLEADING = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g

/** Escapes misleading characters in multi-line text, except tabs and line ends. */
export function escapeLines(text: string): string {
  return text.replace(MISLEADING, (found) =>
    found === '\n' || found === '\t' || found === '\r' ? found : escapeCharacter(found),
  )
}

const escapeCharacter = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

/** Escapes misleading characters in a string. */
export function escapeMisleading(text: string): string {
  return text.replace(MISLEADING, escapeCharacter)
}
