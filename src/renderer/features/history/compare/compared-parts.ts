/** Maximum number of characters to compare in each text. */
export const MOST_COMPARED = 200_000
/** Number of context lines around a difference. */
const AROUND = 3
/** Maximum length of the context in characters, because a response may be a single line. */
const AROUND_CHARACTERS = 1_000

/** Parts of two texts to compare, and the sizes of the omitted parts. */
export interface ComparedParts {
  readonly older: string
  readonly newer: string
  /** Whether the complete texts are equal. */
  readonly same: boolean
  /** Number of identical lines before and after the parts. */
  readonly sameBefore: number
  readonly sameAfter: number
  /** Number of characters after each part that are not compared. */
  readonly olderLeft: number
  readonly newerLeft: number
}

/**
 * Selects the parts to compare. In long texts, selects the range from the first to the last difference, up to a limit.
 */
export function comparedParts(older: string, newer: string, most = MOST_COMPARED): ComparedParts {
  const same = older === newer
  if (same || (older.length <= most && newer.length <= most)) {
    const part = same ? cut(older, 0, older.length, most) : older
    return { older: part, newer: same ? part : newer, same, sameBefore: 0, sameAfter: 0, olderLeft: 0, newerLeft: 0 }
  }
  const start = lineBefore(older, commonStart(older, newer))
  const tail = commonEnd(older, newer, start)
  const olderEnd = lineAfter(older, older.length - tail)
  const newerEnd = newer.length - (older.length - olderEnd)
  const parts = { older: cut(older, start, olderEnd, most), newer: cut(newer, start, newerEnd, most) }
  return {
    ...parts,
    same,
    sameBefore: linesIn(older, 0, start),
    sameAfter: linesIn(older, olderEnd, older.length),
    olderLeft: olderEnd - start - parts.older.length,
    newerLeft: newerEnd - start - parts.newer.length,
  }
}

function commonStart(older: string, newer: string): number {
  const end = Math.min(older.length, newer.length)
  let at = 0
  while (at < end && older.charCodeAt(at) === newer.charCodeAt(at)) at += 1
  return at
}

/** Returns the length of the common suffix. The suffix starts at or after `start`. */
function commonEnd(older: string, newer: string, start: number): number {
  const most = Math.min(older.length, newer.length) - start
  let count = 0
  while (count < most && older.charCodeAt(older.length - 1 - count) === newer.charCodeAt(newer.length - 1 - count)) {
    count += 1
  }
  return count
}

function lineBefore(text: string, at: number): number {
  let newline = at
  for (let line = 0; line <= AROUND; line += 1) newline = newline > 0 ? text.lastIndexOf('\n', newline - 1) : -1
  const start = newline + 1
  return at - start > AROUND_CHARACTERS ? characterStart(text, at - AROUND_CHARACTERS) : start
}

function lineAfter(text: string, at: number): number {
  let end = at
  for (let line = 0; line <= AROUND && end < text.length; line += 1) {
    const next = text.indexOf('\n', end)
    end = next < 0 ? text.length : next + 1
  }
  return end - at > AROUND_CHARACTERS ? characterStart(text, at + AROUND_CHARACTERS) : end
}

/** Truncates a part to the maximum length, at the end of a line if possible. */
function cut(text: string, start: number, end: number, most: number): string {
  if (end - start <= most) return text.slice(start, end)
  const line = text.lastIndexOf('\n', start + most - 1)
  return text.slice(start, line > start ? line + 1 : characterStart(text, start + most))
}

/** Returns the offset, reduced by one if it would split a surrogate pair. */
function characterStart(text: string, at: number): number {
  const unit = text.charCodeAt(at)
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at
}

function linesIn(text: string, start: number, end: number): number {
  let count = 0
  for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) count += 1
  return count
}
