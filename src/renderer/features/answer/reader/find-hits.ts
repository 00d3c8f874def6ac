import { textFinder } from './find-text.ts'
import type { JsonDocument } from './json-document.ts'
import { breath, type SlicedWork } from './work-slices.ts'

/** Places that are kept at most; where there are more, that is said. */
export const MOST_HITS = 1_000_000
/** Bytes that are looked through without asking the clock. */
const STRETCH = 128 * 1024

/** Where a text was found, while it is looked for and afterwards. */
export class Hits {
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

/** What is searched: all bytes, or only those of the values that a filter shows. */
export interface SearchedPart {
  readonly bytes: Uint8Array
  /** Undefined for an answer that is no JSON. */
  readonly document: JsonDocument | undefined
  readonly contains: (value: number) => boolean
}

/**
 * Finds a text in names and values, each once. The first hit is told at once, and every slice after it.
 * `told` hears of news.
 */
export function* findHits(
  part: SearchedPart,
  text: string,
  hits: Hits,
  told: () => void,
  now: () => number,
): SlicedWork<void> {
  const { bytes, document } = part
  const finder = textFinder(text)
  const pace = breath(now, 1)
  let from = 0
  while (from < bytes.length) {
    const to = Math.min(from + STRETCH, bytes.length)
    const found = finder.next(bytes, from, to)
    if (found < 0) from = to
    else {
      const value = document?.index.at(found)
      if (value === undefined || part.contains(value)) {
        if (hits.count === MOST_HITS) {
          hits.more = true
          return
        }
        hits.add(found)
        if (hits.count === 1) {
          told()
          yield
        }
      }
      from = document && value !== undefined ? behind(document, value, found) : found + 1
    }
    if (pace.spent()) {
      told()
      yield
    }
  }
}

/** Behind the name, or the scalar, in which it was found. */
function behind(document: JsonDocument, value: number, found: number): number {
  const start = document.valueStart(value)
  if (found < start) return start
  return document.index.isContainer(value) ? found + 1 : Math.max(found + 1, document.valueEnd(value))
}
