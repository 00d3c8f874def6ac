import { compareNumbers } from './compare-numbers.ts'
import type { JsonDocument } from './json-document.ts'
import { cellOf } from './table-model.ts'
import { type SlicedWork, sliceTimer } from './work-slices.ts'

export interface TableSort {
  readonly column: string
  readonly down: boolean
}

/** Maximum number of bytes of a string that a sort compares. */
const SORTED_BYTES = 200
/** Matches numbers in strings, because prices and sizes may arrive as strings. */
const NUMBER = /^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

/** Sorts rows by one column: numbers, then text, then other values. Rows without a value come last. */
export function* sortRows(
  document: JsonDocument,
  rows: Uint32Array,
  { column, down }: TableSort,
  guess: number,
  now: () => number,
): SlicedWork<Uint32Array> {
  const isSliceOver = sliceTimer(now)
  const count = rows.length
  const numbers = new Float64Array(count)
  const texts: string[] = new Array(count)
  const ranks = new Uint8Array(count)
  for (let row = 0; row < count; row += 1) {
    if (isSliceOver()) yield
    const cell = cellOf(document, rows[row] as number, column, guess)
    const kind = cell === undefined ? undefined : document.index.kind(cell)
    if (cell === undefined || kind === undefined) {
      ranks[row] = 3
      texts[row] = ''
    } else if (kind === 'object' || kind === 'array' || kind === 'literal') {
      ranks[row] = 2
      texts[row] = kind === 'literal' ? document.scalar(cell) : kind
    } else {
      const text = document.scalar(cell, SORTED_BYTES)
      if (kind === 'number' || NUMBER.test(text)) {
        const plain = text.includes(',') ? text.replaceAll(',', '') : text
        numbers[row] = Number(plain)
        texts[row] = plain
      } else {
        ranks[row] = 1
        texts[row] = text.toLowerCase()
      }
    }
  }
  const direction = down ? -1 : 1
  return Uint32Array.from({ length: count }, (_, row) => row)
    .sort((left, right) => {
      const rank = (ranks[left] as number) - (ranks[right] as number)
      if (rank !== 0) return rank
      const [a, b] = [texts[left] as string, texts[right] as string]
      if (ranks[left] === 0) {
        return direction * ((numbers[left] as number) - (numbers[right] as number) || compareNumbers(a, b))
      }
      return a === b ? 0 : a < b ? -direction : direction
    })
    .map((row) => rows[row] as number)
}

/** Returns the rows that contain the text in a cell, ignoring case. `column`: searches only that column. */
export function* filterRows(
  document: JsonDocument,
  rows: Uint32Array,
  finder: { next(bytes: Uint8Array, from: number, to: number): number },
  column: { readonly name: string; readonly guess: number } | undefined,
  now: () => number,
): SlicedWork<Uint32Array> {
  const { bytes, index } = document
  const isSliceOver = sliceTimer(now)
  const matching: number[] = []
  for (const row of rows) {
    if (isSliceOver()) yield
    if (column !== undefined) {
      const cell = cellOf(document, row, column.name, column.guess)
      if (cell !== undefined && finder.next(bytes, document.valueStart(cell), document.valueEnd(cell)) >= 0)
        matching.push(row)
      continue
    }
    // Searches the whole row first, then checks that the match is in a value.
    const end = document.valueEnd(row)
    for (let at = finder.next(bytes, index.start(row), end); at >= 0; at = finder.next(bytes, at + 1, end)) {
      const value = index.at(at)
      if (value === row || at < document.valueStart(value)) continue
      matching.push(row)
      break
    }
  }
  return Uint32Array.from(matching)
}
