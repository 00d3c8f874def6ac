import type { JsonDocument } from './json-document.ts'
import { type SlicedWork, sliceTimer } from './work-slices.ts'

/** Finds text in bytes, ignoring case and JSON escapes (`é` equals `\u00e9`). */
export interface TextFinder {
  /** Returns the offset of the next match between `from` (inclusive) and `to` (exclusive), or -1. */
  next(bytes: Uint8Array, from: number, to: number): number
}

/** Decodes one character per byte, so that a text position is a byte offset. */
const byteDecoder = new TextDecoder('windows-1252')
const encoder = new TextEncoder()
/** Maximum length of an encoded character in bytes: two escaped UTF-16 code units. */
const MAX_SPELLING = 12

/** Creates a finder for a search text, which must not be empty. */
export function textFinder(text: string): TextFinder {
  const pattern = new RegExp(Array.from(text, spellingsOf).join(''), 'g')
  const beyond = text.length * MAX_SPELLING
  // Last decoded part. The next search continues in the same part.
  let part = { bytes: new Uint8Array() as Uint8Array, from: 0, to: 0, text: '' }
  return {
    next(bytes, from, to) {
      for (let at = from; at < to; at = part.to) {
        if (part.bytes !== bytes || at < part.from || at >= part.to) {
          part = { bytes, from: at, to, text: byteDecoder.decode(bytes.subarray(at, to + beyond)) }
        }
        pattern.lastIndex = at - part.from
        const found = pattern.exec(part.text)
        if (found && part.from + found.index < Math.min(part.to, to)) return part.from + found.index
      }
      return -1
    },
  }
}

/** Returns a pattern that matches a character in both cases, as UTF-8 or as a JSON escape. */
function spellingsOf(character: string): string {
  const forms = new Set([character, character.toLowerCase(), character.toUpperCase()])
  if (/^[a-z0-9]$/i.test(character)) return `[${[...forms].join('')}]`
  const spellings = [...forms].flatMap((form) => {
    const escapes = Array.from({ length: form.length }, (_, at) => `\\\\u${hexOf(form.charCodeAt(at))}`)
    const escaped = JSON.stringify(form).slice(1, -1)
    return [...(form === '/' ? ['\\/'] : []), escaped, form].map(bytePattern).concat(escapes.join(''))
  })
  return `(?:${spellings.join('|')})`
}

const bytePattern = (text: string): string =>
  byteDecoder.decode(encoder.encode(text)).replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')

/** Returns a pattern that matches four hexadecimal digits in either case. */
const hexOf = (code: number): string =>
  code
    .toString(16)
    .padStart(4, '0')
    .replaceAll(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`)

/** Maximum number of stored matches. */
const MAX_MATCHES = 1_000_000
/** Number of bytes to search between two checks of the clock. */
const STRETCH = 128 * 1024

/** Matches of a search text, during and after the search. */
export interface Matches {
  readonly offsets: number[]
  /** Whether the search stopped at the maximum number of matches. */
  more: boolean
}

interface Search {
  readonly text: string
  /** Reports whether a value is visible. */
  readonly contains: (value: number) => boolean
  /** Called after the first match and after each slice of work. */
  readonly progress: (count: number) => void
  readonly now: () => number
}

/**
 * Finds the search text in names and values, at most once in each. Finds every match in a response that is not JSON.
 */
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
        if (matches.offsets.length === MAX_MATCHES) {
          matches.more = true
          return
        }
        matches.offsets.push(found)
        if (matches.offsets.length === 1) {
          progress(1)
          yield
        }
      }
      from = value === undefined ? found + 1 : endOfPart(document, value, found)
    }
    if (isSliceOver()) {
      progress(matches.offsets.length)
      yield
    }
  }
}

/** Returns the offset after the name or scalar that contains the match. */
function endOfPart(document: JsonDocument, value: number, found: number): number {
  const start = document.valueStart(value)
  if (found < start) return start
  return document.index.isContainer(value) ? found + 1 : Math.max(found + 1, document.valueEnd(value))
}
