import type { JsonDocument } from './json-document.ts'
import { KIND } from './json-index.ts'
import { pathOf } from './json-path.ts'
import { textOf, unquoted } from './text-of-bytes.ts'
import { breath, type SlicedWork } from './work-slices.ts'

/** Maximum number of columns; other members appear only in the tree. */
const MOST_COLUMNS = 200

/** An array of objects. */
export interface TableSource {
  readonly value: number
  readonly path: string
  readonly rows: number
}

/** Objects as rows and their members as columns. */
export interface Table {
  /** The objects, in document order. */
  readonly rows: Uint32Array
  readonly columns: readonly string[]
  /** Number of members that exceeded the column limit. */
  readonly leftOut: number
}

/** Builds a table from objects. Its columns are the members of all objects, in order of first appearance. */
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
      // Most objects have the same members in the same order.
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

/** Finds the member of a row for a column. `guess`: its index in most rows, checked first. */
export function cellOf(document: JsonDocument, row: number, column: string, guess: number): number | undefined {
  const { index } = document
  const end = index.next(row)
  let child = row + 1
  for (let place = 0; child < end && place < guess; place += 1) child = index.next(child)
  if (child < end && document.isNamed(child, column)) return child
  return document.member(row, column)
}

/** The text of a cell: strings without quotes, other values unchanged. */
export function cellText(document: JsonDocument, cell: number, most?: number): string {
  const start = document.valueStart(cell)
  const end = document.valueEnd(cell)
  if (document.index.kindNumber(cell) === KIND.string) return unquoted(document.bytes, start, end, most)
  return textOf(document.bytes, start, Math.min(end, start + (most ?? end)))
}

const MOST_TABLES = 20
/** Number of top-level values inspected. */
const LOOKED = 400

/** Finds the arrays of objects near the top: the document, its members, and their members. */
export function findTables(document: JsonDocument): readonly TableSource[] {
  const tables: TableSource[] = []
  let looked = 0
  const look = (value: number, depth: number): void => {
    looked += 1
    if (looked > LOOKED || tables.length === MOST_TABLES || !document.index.isContainer(value)) return
    if (document.index.kind(value) === 'array') {
      if (!document.index.isEmpty(value) && document.index.kind(value + 1) === 'object') {
        tables.push({ value, path: pathOf(document, value), rows: document.countChildren(value) })
      }
      return
    }
    if (depth < 2) for (const child of document.children(value)) look(child, depth + 1)
  }
  if (!document.isEmpty) look(0, 0)
  return tables
}

const MOST_CONTRACTS = 500
const LOOKED_FOR_CONTRACTS = 20_000
const SYMBOLS = ['symbol', 'ticker', 'contractDesc', 'description1', 'localSymbol']

/** Conids with a symbol next to them, used to explain conids elsewhere. */
export function findContracts(document: JsonDocument): ResponseContracts {
  const { index } = document
  const found = new Map<string, string>()
  const end = Math.min(index.count, LOOKED_FOR_CONTRACTS)
  for (let value = 0; value < end && found.size < MOST_CONTRACTS; value += 1) {
    if (!document.isNamed(value, 'conid') || index.isContainer(value)) continue
    for (const name of SYMBOLS) {
      const symbol = document.member(index.parent(value), name)
      if (symbol === undefined || index.kind(symbol) !== 'string') continue
      const text = document.scalar(symbol, 40)
      if (text === '') continue
      found.set(document.scalar(value, 20), text)
      break
    }
  }
  return [...found]
}

export type ResponseContracts = readonly (readonly [conid: string, symbol: string])[]
