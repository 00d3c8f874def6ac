import type { JsonDocument } from './json-document.ts'
import { characterLength } from './text-of-bytes.ts'
import { type SlicedWork, sliceTimer } from './work-slices.ts'

/** Finds text in bytes, ignoring case and JSON escapes (`é` equals `\u00e9`). */
export interface TextFinder {
  /** Offset of the next match from `from` on, before `to`; -1 if there is none. */
  next(bytes: Uint8Array, from: number, to: number): number
}

const BACKSLASH = 92
const ESCAPES: Readonly<Record<number, number>> = { 98: 8, 102: 12, 110: 10, 114: 13, 116: 9 }

/** Creates a finder for a non-empty text. */
export function textFinder(text: string): TextFinder {
  const wanted = Array.from(text, (character) => folded(character.codePointAt(0) as number))
  const [first = 0] = wanted
  const starts = new Uint8Array(256)
  // A match may start with an escape, or with any byte above ASCII.
  starts[BACKSLASH] = 1
  if (first < 128) {
    starts[first] = 1
    starts[String.fromCodePoint(first).toUpperCase().charCodeAt(0)] = 1
  }
  // Some non-ASCII capitals fold to an ASCII letter, such as the Kelvin sign.
  starts.fill(1, 0xc2)

  return {
    next(bytes, from, to) {
      for (let at = from; at < to; at += 1) {
        if (starts[bytes[at] as number] === 1 && isHere(bytes, at, wanted)) return at
      }
      return -1
    },
  }
}

function isHere(bytes: Uint8Array, start: number, wanted: readonly number[]): boolean {
  let at = start
  for (const code of wanted) {
    const byte = bytes[at]
    if (byte === undefined) return false
    if (byte !== BACKSLASH && byte < 128) {
      if (foldedAscii(byte) !== code) return false
      at += 1
      continue
    }
    // Outside JSON, a backslash may be literal.
    if (byte === BACKSLASH && code === BACKSLASH && bytes[at + 1] !== BACKSLASH) {
      at += 1
      continue
    }
    const character = byte === BACKSLASH ? escaped(bytes, at) : encoded(bytes, at, byte)
    if (character === undefined || folded(character.code) !== code) return false
    at += character.length
  }
  return true
}

interface Character {
  readonly code: number
  readonly length: number
}

function escaped(bytes: Uint8Array, at: number): Character | undefined {
  const letter = bytes[at + 1]
  if (letter === undefined) return undefined
  if (letter !== 117) return { code: ESCAPES[letter] ?? letter, length: 2 }
  const high = hex(bytes, at + 2)
  if (high === undefined) return undefined
  if (high >= 0xd800 && high < 0xdc00 && bytes[at + 6] === BACKSLASH && bytes[at + 7] === 117) {
    const low = hex(bytes, at + 8)
    if (low !== undefined && low >= 0xdc00 && low < 0xe000) {
      return { code: 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00), length: 12 }
    }
  }
  return { code: high, length: 6 }
}

function hex(bytes: Uint8Array, at: number): number | undefined {
  let code = 0
  for (let digit = 0; digit < 4; digit += 1) {
    const byte = (bytes[at + digit] ?? 0) | 32
    const value = byte >= 97 && byte <= 102 ? byte - 87 : byte >= 48 && byte <= 57 ? byte - 48 : -1
    if (value < 0) return undefined
    code = code * 16 + value
  }
  return code
}

function encoded(bytes: Uint8Array, at: number, byte: number): Character | undefined {
  const length = characterLength(byte)
  if (length === 1) return undefined
  let code = byte & (0xff >> (length + 1))
  for (let each = 1; each < length; each += 1) code = (code << 6) | ((bytes[at + each] ?? 0) & 0x3f)
  return { code, length }
}

const foldedAscii = (byte: number): number => (byte >= 65 && byte <= 90 ? byte + 32 : byte)

function folded(code: number): number {
  if (code < 128) return foldedAscii(code)
  const small = String.fromCodePoint(code).toLowerCase()
  return small.codePointAt(0) as number
}

/** Maximum number of stored matches. The result states when there are more. */
export const MAX_MATCHES = 1_000_000
/** Bytes searched between two checks of the clock. */
const STRETCH = 128 * 1024

/** The matches of a text, during and after the search. */
export class Matches {
  count = 0
  more = false
  #offsets = new Uint32Array(256)

  at(number: number): number | undefined {
    return number < this.count ? this.#offsets[number] : undefined
  }

  add(offset: number): void {
    if (this.count === this.#offsets.length) {
      const larger = new Uint32Array(this.#offsets.length * 2)
      larger.set(this.#offsets)
      this.#offsets = larger
    }
    this.#offsets[this.count] = offset
    this.count += 1
  }
}

interface Search {
  readonly text: string
  /** Whether a value is shown. */
  readonly contains: (value: number) => boolean
  /** Called after the first match and after each slice of work. */
  readonly progress: (count: number) => void
  readonly now: () => number
}

/** Finds a text in names and values, once per name or value. In a response that is not JSON: everywhere. */
export function* findMatches(document: JsonDocument, search: Search, matches: Matches): SlicedWork<void> {
  const { bytes, index } = document
  const { contains, progress, now } = search
  const finder = textFinder(search.text)
  const isSliceOver = sliceTimer(now, 1)
  let from = 0
  while (from < bytes.length) {
    const to = Math.min(from + STRETCH, bytes.length)
    const found = finder.next(bytes, from, to)
    if (found < 0) from = to
    else {
      const value = document.isEmpty ? undefined : index.at(found)
      if (value === undefined || contains(value)) {
        if (matches.count === MAX_MATCHES) {
          matches.more = true
          return
        }
        matches.add(found)
        if (matches.count === 1) {
          progress(1)
          yield
        }
      }
      from = value === undefined ? found + 1 : endOfPart(document, value, found)
    }
    if (isSliceOver()) {
      progress(matches.count)
      yield
    }
  }
}

/** The offset after the name or scalar that contains the match. */
function endOfPart(document: JsonDocument, value: number, found: number): number {
  const start = document.valueStart(value)
  if (found < start) return start
  return document.index.isContainer(value) ? found + 1 : Math.max(found + 1, document.valueEnd(value))
}
