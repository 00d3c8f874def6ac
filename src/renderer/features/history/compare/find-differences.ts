import { diff, presentableDiff } from '@codemirror/merge'
import { type ComparedParts, comparedParts } from './compared-parts.ts'

/** Maximum number of lines to scan. The time grows with the square of this number. */
const LINES_SCANNED = 5_000
/** Maximum number of characters to scan within changed lines. */
const CHARACTERS_SCANNED = 500
/** Maximum number of distinct lines that can be encoded: all code units except surrogates. */
const MOST_SIGNS = 0xf000

/** Start and end of a change in both texts. */
export type ChangedRange = readonly [fromOlder: number, toOlder: number, fromNewer: number, toNewer: number]

export interface Differences {
  readonly parts: ComparedParts
  /** Changed ranges, relative to the compared parts. */
  readonly changes: readonly ChangedRange[]
}

/** Compares two strings. Slow, so it runs in a worker. */
export function differences(older: string, newer: string): Differences {
  const parts = comparedParts(older, newer)
  return { parts, changes: changedRanges(parts.older, parts.newer) }
}

/** Compares lines first, then characters within changed lines. */
export function changedRanges(older: string, newer: string): readonly ChangedRange[] {
  const signs = new Map<string, string>()
  const left = signedLines(older, signs)
  const right = signedLines(newer, signs)
  if (signs.size > MOST_SIGNS) return withinLines(older, newer, [0, older.length, 0, newer.length])
  return diff(left.signs, right.signs, { scanLimit: LINES_SCANNED }).flatMap(({ fromA, toA, fromB, toB }) =>
    withinLines(older, newer, [
      left.starts[fromA] ?? older.length,
      left.starts[toA] ?? older.length,
      right.starts[fromB] ?? newer.length,
      right.starts[toB] ?? newer.length,
    ]),
  )
}

/** Encodes each distinct line as one code unit. Also returns the offset of each line. */
function signedLines(text: string, signs: Map<string, string>): { readonly signs: string; readonly starts: number[] } {
  const starts: number[] = []
  const found: string[] = []
  for (let at = 0; at < text.length; ) {
    const newline = text.indexOf('\n', at)
    const end = newline < 0 ? text.length : newline + 1
    const line = text.slice(at, end)
    const sign = signs.get(line) ?? signOf(signs.size)
    signs.set(line, sign)
    starts.push(at)
    found.push(sign)
    at = end
  }
  return { signs: found.join(''), starts }
}

/** Returns a code unit that is not a surrogate, because two surrogates could form one character. */
const signOf = (count: number): string => String.fromCharCode(count < 0xd800 ? count : count + 0x800)

function withinLines(
  older: string,
  newer: string,
  [fromOlder, toOlder, fromNewer, toNewer]: ChangedRange,
): readonly ChangedRange[] {
  const [before, after] = [older.slice(fromOlder, toOlder), newer.slice(fromNewer, toNewer)]
  return presentableDiff(before, after, { scanLimit: CHARACTERS_SCANNED }).map(
    ({ fromA, toA, fromB, toB }) => [fromA + fromOlder, toA + fromOlder, fromB + fromNewer, toB + fromNewer] as const,
  )
}
