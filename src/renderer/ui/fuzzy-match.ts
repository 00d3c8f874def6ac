export interface FuzzyMatch {
  readonly score: number
  /** Indexes of the matched characters in ascending order, for highlighting. */
  readonly positions: readonly number[]
}

/**
 * Matches every word of a query in a string, ignoring case. Contiguous matches and matches at the start of a word score
 * higher. Returns undefined if a word does not match.
 */
export function fuzzyMatch(query: string, text: string): FuzzyMatch | undefined {
  const haystack = text.toLowerCase()
  const positions = new Set<number>()
  let score = 0
  for (const word of query.toLowerCase().split(/\s+/)) {
    if (word === '') continue
    const match = matchPiece(word, haystack) ?? matchScattered(word, haystack)
    if (!match) return undefined
    score += match.score
    for (const position of match.positions) positions.add(position)
  }
  // Among equal matches, the shorter string ranks first.
  return { score: score - text.length / 100, positions: [...positions].sort((left, right) => left - right) }
}

const isWordStart = (text: string, index: number): boolean => index === 0 || !/[a-z0-9]/.test(text[index - 1] ?? '')

function matchPiece(word: string, text: string): FuzzyMatch | undefined {
  let best: { at: number; score: number } | undefined
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const ends = !/[a-z0-9]/.test(text[at + word.length] ?? '')
    const score = word.length * 4 + (isWordStart(text, at) ? 10 : 0) + (ends ? 3 : 0) - at / 50
    if (!best || score > best.score) best = { at, score }
  }
  return best && { score: best.score, positions: Array.from(word, (_, index) => (best?.at ?? 0) + index) }
}

/** Matches letters in order with gaps between them. Words of fewer than three letters do not match. */
function matchScattered(word: string, text: string): FuzzyMatch | undefined {
  if (word.length < 3) return undefined
  const positions: number[] = []
  let score = 0
  let from = 0
  for (const letter of word) {
    const at = text.indexOf(letter, from)
    if (at < 0) return undefined
    if (at === from && from > 0) score += 2
    else if (isWordStart(text, at)) score += 2
    else score -= Math.min(at - from, 10) / 5
    positions.push(at)
    from = at + 1
  }
  return score >= word.length ? { score, positions } : undefined
}
