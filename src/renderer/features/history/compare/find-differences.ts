import { diff, presentableDiff } from '@codemirror/merge'
import { type ComparedParts, comparedParts } from './compared-parts.ts'

/** Lines that differ at a stretch and are still told apart one by one. Beyond it the work grows by the square. */
const LINES_SCANNED = 5_000
/** The same of characters, within lines that differ. */
const CHARACTERS_SCANNED = 500
/** Different lines that have a sign of their own: the code units that stand for themselves. */
const MOST_SIGNS = 0xf000

/** Where a change begins and ends in the older text, and in the newer one. */
export type ChangedRange = readonly [fromOlder: number, toOlder: number, fromNewer: number, toNewer: number]

export interface Differences {
  readonly parts: ComparedParts
  /** Of the parts, not of the whole texts. */
  readonly changes: readonly ChangedRange[]
}

/** What two texts are compared by, and what differs in it. Takes a worker's time. */
export function differences(older: string, newer: string): Differences {
  const parts = comparedParts(older, newer)
  return { parts, changes: changedRanges(parts.older, parts.newer) }
}

/** By lines first, which large answers have by the thousand, and by characters within those that differ. */
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

/** A text as one code unit for each of its lines, the same for the same, and where each begins. */
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

/** Halves of characters are left out: two of them beside each other would count as one. */
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
