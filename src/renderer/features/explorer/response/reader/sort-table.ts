import { compareNumbers } from './compare-numbers.ts'
import type { JsonDocument } from './json-document.ts'
import { cellOf, cellText } from './table-model.ts'
import { breath, type SlicedWork } from './work-slices.ts'

export interface TableSort {
  readonly column: string
  readonly down: boolean
}

/** Bytes of a text that are compared when sorting. */
const SORTED_BYTES = 200
/** Prices and sizes may also arrive as strings, some with thousands separators. */
const NUMBER = /^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

/**
 * Sorts rows by one column: numbers (including numeric strings), then text without case, then other values. Rows
 * without a value come last in both directions. The sort is stable.
 */
export function* sortRows(
  document: JsonDocument,
  rows: Uint32Array,
  { column, down }: TableSort,
  guess: number,
  now: () => number,
): SlicedWork<Uint32Array> {
  const pace = breath(now)
  const count = rows.length
  const numbers = new Float64Array(count)
  const texts: string[] = new Array(count)
  const ranks = new Uint8Array(count)
  for (let row = 0; row < count; row += 1) {
    if (pace.spent()) yield
    const cell = cellOf(document, rows[row] as number, column, guess)
    const kind = cell === undefined ? undefined : document.index.kind(cell)
    if (cell === undefined || kind === undefined) {
      ranks[row] = 3
      texts[row] = ''
    } else if (kind === 'object' || kind === 'array' || kind === 'word') {
      ranks[row] = 2
      texts[row] = kind === 'word' ? cellText(document, cell) : kind
    } else {
      const text = cellText(document, cell, SORTED_BYTES)
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
  yield
  const order = Uint32Array.from({ length: count }, (_, row) => row)
  const direction = down ? -1 : 1
  yield* mergeSort(order, pace, (left, right) => {
    const rank = (ranks[left] as number) - (ranks[right] as number)
    if (rank !== 0) return rank
    if (ranks[left] === 0) {
      const difference = (numbers[left] as number) - (numbers[right] as number)
      return direction * (difference || compareNumbers(texts[left] as string, texts[right] as string))
    }
    const [a, b] = [texts[left] as string, texts[right] as string]
    return a === b ? 0 : a < b ? -direction : direction
  })
  return order.map((row) => rows[row] as number)
}

/** A stable in-place merge sort that yields regularly; `Array.sort` cannot be interrupted. */
function* mergeSort(
  order: Uint32Array,
  pace: { spent(): boolean },
  compare: (left: number, right: number) => number,
): Generator<void, void> {
  const other = new Uint32Array(order.length)
  let from: Uint32Array = order
  let to: Uint32Array = other
  for (let width = 1; width < order.length; width *= 2) {
    for (let start = 0; start < order.length; start += 2 * width) {
      const middle = Math.min(start + width, order.length)
      const end = Math.min(start + 2 * width, order.length)
      let left = start
      let right = middle
      for (let at = start; at < end; at += 1) {
        const takeLeft = left < middle && (right >= end || compare(from[left] as number, from[right] as number) <= 0)
        to[at] = from[takeLeft ? left++ : right++] as number
        if (pace.spent()) yield
      }
    }
    ;[from, to] = [to, from]
  }
  if (from !== order) order.set(from)
}

/** The rows whose cells contain the text, ignoring case. With `column`: only in that column. */
export function* filterRows(
  document: JsonDocument,
  rows: Uint32Array,
  finder: { next(bytes: Uint8Array, from: number, to: number): number },
  column: { readonly name: string; readonly guess: number } | undefined,
  now: () => number,
): SlicedWork<Uint32Array> {
  const { bytes, index } = document
  const pace = breath(now)
  const kept: number[] = []
  for (const row of rows) {
    if (pace.spent()) yield
    if (column !== undefined) {
      const cell = cellOf(document, row, column.name, column.guess)
      if (cell !== undefined && finder.next(bytes, document.valueStart(cell), document.valueEnd(cell)) >= 0)
        kept.push(row)
      continue
    }
    // Search the whole row text first, then check that the match is in a value and not in a name.
    const end = document.valueEnd(row)
    for (let at = finder.next(bytes, index.start(row), end); at >= 0; at = finder.next(bytes, at + 1, end)) {
      const value = index.at(at)
      if (value === row || at < document.valueStart(value)) continue
      kept.push(row)
      break
    }
  }
  return Uint32Array.from(kept)
}
