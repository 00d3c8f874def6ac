import type { JsonDocument } from './json-document.ts'
import { KIND } from './json-index.ts'
import { pathOf } from './json-path.ts'
import { type SlicedWork, sliceTimer } from './work-slices.ts'

/** Maximum number of columns. Other members appear only in the tree. */
const MAX_COLUMNS = 200

/** Array of objects, which can be shown as a table. */
export interface TableSource {
  readonly value: number
  readonly path: string
  readonly rows: number
}

/** Table with objects as rows and their members as columns. */
export interface Table {
  /** Objects in document order. */
  readonly rows: Uint32Array
  readonly columns: readonly string[]
  /** Number of members that exceeded the column limit. */
  readonly leftOut: number
}

/** Builds a table from objects. The columns are in order of first appearance. */
export function* tableOf(document: JsonDocument, values: Iterable<number>, now: () => number): SlicedWork<Table> {
  const { index } = document
  const isSliceOver = sliceTimer(now)
  const columns: string[] = []
  const names = new Set<string>()
  const rows: number[] = []
  let leftOut = 0
  for (const row of values) {
    if (isSliceOver()) yield
    if (index.kindNumber(row) !== KIND.object) continue
    rows.push(row)
    let position = 0
    const end = index.next(row)
    for (let child = row + 1; child < end; child = index.next(child)) {
      // Checks this column first, because most objects have the same members in the same order.
      const expected = columns[position]
      position += 1
      if (expected !== undefined && document.isNamed(child, expected)) continue
      const name = document.name(child) ?? ''
      if (names.has(name)) continue
      names.add(name)
      if (columns.length < MAX_COLUMNS) columns.push(name)
      else leftOut += 1
    }
  }
  return { rows: Uint32Array.from(rows), columns, leftOut }
}

/** Finds the member of a row for a column. `guess`: position to check first. */
export function cellOf(document: JsonDocument, row: number, column: string, guess: number): number | undefined {
  const { index } = document
  const end = index.next(row)
  let child = row + 1
  for (let position = 0; child < end && position < guess; position += 1) child = index.next(child)
  if (child < end && document.isNamed(child, column)) return child
  return document.member(row, column)
}

const MAX_TABLES = 20
/** Number of top-level values to inspect. */
const INSPECTED = 400

/** Finds arrays of objects in the first two levels of a document. */
export function findTables(document: JsonDocument): readonly TableSource[] {
  const tables: TableSource[] = []
  let inspected = 0
  const inspect = (value: number, depth: number): void => {
    inspected += 1
    if (inspected > INSPECTED || tables.length === MAX_TABLES || !document.index.isContainer(value)) return
    if (document.index.kind(value) === 'array') {
      if (!document.index.isEmpty(value) && document.index.kind(value + 1) === 'object') {
        tables.push({ value, path: pathOf(document, value), rows: document.countChildren(value) })
      }
      return
    }
    if (depth < 2) for (const child of document.children(value)) inspect(child, depth + 1)
  }
  if (!document.isEmpty) inspect(0, 0)
  return tables
}

const MAX_CONTRACTS = 500
const INSPECTED_FOR_CONTRACTS = 20_000
const SYMBOLS = ['symbol', 'ticker', 'contractDesc', 'description1', 'localSymbol']

/** Collects the conids that appear next to a symbol, to explain the same conids elsewhere. */
export function findContracts(document: JsonDocument): readonly (readonly [conid: string, symbol: string])[] {
  const { index } = document
  const found = new Map<string, string>()
  const end = Math.min(index.count, INSPECTED_FOR_CONTRACTS)
  for (let value = 0; value < end && found.size < MAX_CONTRACTS; value += 1) {
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
