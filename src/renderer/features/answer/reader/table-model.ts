import type { JsonDocument } from './json-document.ts'
import { KIND } from './json-index.ts'
import { textOf, unquoted } from './text-of-bytes.ts'
import { breath, type SlicedWork } from './work-slices.ts'

/** Columns of a table at most; further names stay in the tree. */
const MOST_COLUMNS = 200

/** Objects as rows, their members by name as columns. */
export interface Table {
  /** The objects, in the order of the text. */
  readonly rows: Uint32Array
  readonly columns: readonly string[]
  /** Names for which there was no column any more. */
  readonly leftOut: number
}

/** Makes a table of objects; members of any of them become columns, in the order in which they come up. */
export function* tableOf(document: JsonDocument, values: Iterable<number>, now: () => number): SlicedWork<Table> {
  const { index } = document
  const pace = breath(now)
  const columns: string[] = []
  const known = new Set<string>()
  const rows: number[] = []
  let leftOut = 0
  for (const row of values) {
    if (pace.spent()) yield
    if (index.kindNumber(row) !== KIND.object) continue
    rows.push(row)
    let place = 0
    const end = index.next(row)
    for (let child = row + 1; child < end; child = index.next(child)) {
      // Mostly every object has the same members in the same order.
      const expected = columns[place]
      place += 1
      if (expected !== undefined && document.isNamed(child, expected)) continue
      const name = document.name(child) ?? ''
      if (known.has(name)) continue
      known.add(name)
      if (columns.length < MOST_COLUMNS) columns.push(name)
      else leftOut += 1
    }
  }
  return { rows: Uint32Array.from(rows), columns, leftOut }
}

/** The member of a row in a column. `guess`: its place in most rows, looked at first. */
export function cellOf(document: JsonDocument, row: number, column: string, guess: number): number | undefined {
  const { index } = document
  const end = index.next(row)
  let child = row + 1
  for (let place = 0; child < end && place < guess; place += 1) child = index.next(child)
  if (child < end && document.isNamed(child, column)) return child
  return document.member(row, column)
}

/** The text of a cell: of a string what it means, of anything else what stands there. */
export function cellText(document: JsonDocument, cell: number, most?: number): string {
  const start = document.valueStart(cell)
  const end = document.valueEnd(cell)
  if (document.index.kindNumber(cell) === KIND.string) return unquoted(document.bytes, start, end, most)
  return textOf(document.bytes, start, Math.min(end, start + (most ?? end)))
}
