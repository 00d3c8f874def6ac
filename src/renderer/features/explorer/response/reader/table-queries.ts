import { csvField, escapeFormula } from '../../../../../shared/domain/csv-field.ts'
import { textFinder } from './find-text.ts'
import type { JsonDocument } from './json-document.ts'
import type { QuestionOf, TableColumn, TableRow } from './messages.ts'
import { filterRows, sortRows } from './sort-table.ts'
import { cellOf, cellText, type Table, tableOf } from './table-model.ts'
import { scalarText } from './tree-line.ts'
import { breath, type SlicedWork } from './work-slices.ts'

/** Longest cell text, in bytes. */
const CELL_BYTES = 200
/** Number of rows measured for column widths. */
const SAMPLED_ROWS = 200

/** The open table and its row order. */
export class TableQueries {
  readonly #document: JsonDocument
  readonly #now: () => number
  #table: Table = { rows: new Uint32Array(), columns: [], leftOut: 0 }
  #order: Uint32Array = new Uint32Array()

  constructor(document: JsonDocument, now: () => number) {
    this.#document = document
    this.#now = now
  }

  /** The array, or undefined for filter results. */
  *make(
    source: number | undefined,
    found: Uint32Array | undefined,
  ): SlicedWork<{ columns: readonly string[]; leftOut: number; rows: number; widths: readonly number[] }> {
    const values = source === undefined ? (found ?? []) : this.#document.children(source)
    this.#table = yield* tableOf(this.#document, values, this.#now)
    this.#order = this.#table.rows
    const { columns, leftOut, rows } = this.#table
    return { columns, leftOut, rows: rows.length, widths: this.#widths() }
  }

  *order({ sort, text, column }: QuestionOf<'table-order'>): SlicedWork<{ rows: number }> {
    let rows = this.#table.rows
    if (text !== '') {
      const only = column === undefined ? undefined : { name: column, guess: this.#guess(column) }
      rows = yield* filterRows(this.#document, rows, textFinder(text), only, this.#now)
    }
    if (sort) rows = yield* sortRows(this.#document, rows, sort, this.#guess(sort.column), this.#now)
    this.#order = rows
    return { rows: rows.length }
  }

  rows(from: number, to: number, columns: readonly TableColumn[]): readonly TableRow[] {
    return Array.from(this.#order.subarray(from, to), (row) => ({
      value: row,
      cells: columns.map(({ name, guess }) => this.#cell(row, name, guess)),
    }))
  }

  text(columns: readonly TableColumn[], format: 'csv' | 'tsv'): SlicedWork<readonly string[]> {
    return tableText(this.#document, this.#order, columns, format, this.#now)
  }

  #cell(row: number, name: string, guess: number): TableRow['cells'][number] {
    const cell = cellOf(this.#document, row, name, guess)
    if (cell === undefined) return undefined
    const kind = this.#document.index.kind(cell)
    if (kind === 'object' || kind === 'array') {
      const count = this.#document.countChildren(cell)
      return { kind, text: kind === 'array' ? `[${count}]` : `{${count}}`, cut: false }
    }
    const { text, cut } = scalarText(this.#document, cell, CELL_BYTES)
    // Text in a cell has no quotes; its column already shows that it is text.
    return { kind, text: kind === 'string' ? text.slice(1, cut ? undefined : -1) : text, cut }
  }

  #widths(): readonly number[] {
    const { rows, columns } = this.#table
    const step = Math.max(1, Math.floor(rows.length / SAMPLED_ROWS))
    const widths = columns.map((name) => name.length + 2)
    for (let row = 0; row < rows.length; row += step) {
      for (const [place, name] of columns.entries()) {
        const { length } = this.#cell(rows[row] as number, name, place)?.text ?? ''
        if (length > (widths[place] as number)) widths[place] = length
      }
    }
    return widths
  }

  #guess(column: string): number {
    return Math.max(0, this.#table.columns.indexOf(column))
  }
}

/** Characters per chunk of exported text. */
const PIECE = 500_000

/**
 * Yields a table as text in chunks. `csv`: RFC 4180 with a byte order mark for spreadsheets; `tsv`: for pasting into a
 * spreadsheet.
 */
export function* tableText(
  document: JsonDocument,
  rows: Uint32Array,
  columns: readonly { readonly name: string; readonly guess: number }[],
  format: 'csv' | 'tsv',
  now: () => number,
): SlicedWork<readonly string[]> {
  const pace = breath(now)
  const [separator, end] = format === 'csv' ? [',', '\r\n'] : ['\t', '\n']
  const quote = format === 'csv' ? csvField : tsvField
  const pieces: string[] = []
  let piece = format === 'csv' ? '\ufeff' : ''
  piece += columns.map(({ name }) => quote(name, false)).join(separator) + end
  for (const row of rows) {
    if (pace.spent()) yield
    let line = ''
    for (const [place, { name, guess }] of columns.entries()) {
      if (place > 0) line += separator
      const cell = cellOf(document, row, name, guess)
      if (cell !== undefined) line += quote(cellText(document, cell), document.index.kind(cell) === 'number')
    }
    piece += line + end
    if (piece.length > PIECE) {
      pieces.push(piece)
      piece = ''
    }
  }
  pieces.push(piece)
  return pieces
}

function tsvField(text: string, number: boolean): string {
  return escapeFormula(text, number).replaceAll(/[\t\r\n]+/g, ' ')
}
