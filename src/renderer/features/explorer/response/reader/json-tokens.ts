/** Result for a token that may continue in bytes that have not arrived yet. */
export const UNFINISHED = 0

const QUOTE = 34
const BACKSLASH = 92
const LITERALS: Readonly<Record<number, readonly number[]>> = {
  116: [116, 114, 117, 101],
  102: [102, 97, 108, 115, 101],
  110: [110, 117, 108, 108],
}

export interface StringEnd {
  readonly kind: 'ended' | 'unfinished' | 'invalid'
  /** Offset after the closing quote, or offset of the error. */
  readonly at: number
}

const RESULT = { kind: 'ended' as 'ended' | 'unfinished' | 'invalid', at: 0 }

/** Finds the end of a string. `from` must not be inside a character. Reuses the returned object. */
export function stringEnd(bytes: Uint8Array, start: number, from: number, limit: number): StringEnd {
  let at = Math.max(from, start + 1)
  while (at < limit) {
    const byte = bytes[at] as number
    if (byte === QUOTE) return result('ended', at + 1)
    if (byte === BACKSLASH) {
      const length = bytes[at + 1] === 117 ? 6 : 2
      if (at + length > limit) return result('unfinished', at)
      if (!isEscape(bytes, at + 1)) return result('invalid', at)
      at += length
    } else if (byte < 32) return result('invalid', at)
    else at += 1
  }
  return result('unfinished', at)
}

function result(kind: StringEnd['kind'], at: number): StringEnd {
  RESULT.kind = kind
  RESULT.at = at
  return RESULT
}

function isEscape(bytes: Uint8Array, at: number): boolean {
  if (bytes[at] !== 117) return '"\\/bfnrt'.includes(String.fromCharCode(bytes[at] as number))
  return isHex(bytes[at + 1]) && isHex(bytes[at + 2]) && isHex(bytes[at + 3]) && isHex(bytes[at + 4])
}

const isHex = (byte: number | undefined): boolean =>
  byte !== undefined && ((byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 70) || (byte >= 97 && byte <= 102))

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 48 && byte <= 57

/** Returns the end of a number or literal, or a negative number if the token is invalid. */
export function tokenEnd(bytes: Uint8Array, start: number, limit: number, last: boolean): number {
  const literal = LITERALS[bytes[start] as number]
  if (literal) {
    for (let at = 0; at < literal.length; at += 1) {
      if (start + at >= limit) return last ? -(limit + 1) : UNFINISHED
      if (bytes[start + at] !== literal[at]) return -1
    }
    return start + literal.length
  }
  const end = numberEnd(bytes, start, limit)
  return Math.abs(end) >= limit && !last ? UNFINISHED : end
}

/** Returns the offset after a number. If a digit is missing, returns -1 minus its offset. */
function numberEnd(bytes: Uint8Array, start: number, limit: number): number {
  let at = bytes[start] === 45 ? start + 1 : start
  if (bytes[at] === 48 && at < limit) at += 1
  else {
    const digits = digitsEnd(bytes, at, limit)
    if (digits === at) return -(at + 1)
    at = digits
  }
  if (at < limit && bytes[at] === 46) {
    const digits = digitsEnd(bytes, at + 1, limit)
    if (digits === at + 1) return -(at + 2)
    at = digits
  }
  if (at < limit && (bytes[at] === 101 || bytes[at] === 69)) {
    const signed = bytes[at + 1] === 43 || bytes[at + 1] === 45 ? at + 2 : at + 1
    const digits = digitsEnd(bytes, signed, limit)
    if (digits === signed) return -(signed + 1)
    at = digits
  }
  return at
}

function digitsEnd(bytes: Uint8Array, from: number, limit: number): number {
  let at = from
  while (at < limit && isDigit(bytes[at])) at += 1
  return at
}
