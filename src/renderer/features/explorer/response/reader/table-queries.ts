import { escapeFormula, formatCsvField } from '../../../../../shared/domain/csv-field.ts'
import { textFinder } from './find-text.ts'
import { MAX_COPIED } from './format-json.ts'
import type { JsonDocument } from './json-document.ts'
import { ReaderError } from './reader-error.ts'
import { filterRows, sortRows, type TableSort } from './sort-table.ts'
import { cellOf, type Table, tableOf } from './table-model.ts'
import { scalarText, type TreeLine } from './tree-line.ts'
import { type SlicedWork, sliceTimer } from './work-slices.ts'

/** Maximum length of a cell text, in bytes. */
const CELL_BYTES = 200
/** Number of rows to measure for column widths. */
const SAMPLED_ROWS = 200
/** Number of characters per chunk of exported text. */
const CHUNK = 500_000

export interface TableCell {
  readonly kind: TreeLine['kind']
  readonly text: string
}

export interface TableRow {
  readonly value: number
  /** Cells of a row. A cell is undefined if the row has no such member. */
  readonly cells: readonly (TableCell | undefined)[]
}

export interface TableQuery {
  /** Array to show; undefined for the filter results. */
  readonly source: number | undefined
  readonly sort: TableSort | undefined
  readonly text: string
  /** Column that must contain the text; undefined for any column. */
  readonly column: string | undefined
}

export interface TableReply {
  readonly columns: readonly TableColumn[]
  /** Number of members without a column. */
  readonly leftOut: number
  /** Number of matching rows. */
  readonly rows: number
}

export interface TableColumn {
  readonly name: string
  /** Length of the longest text in a sample of rows. */
  readonly width: number
  /** Whether the first value of the column is a number. */
  readonly isNumeric: boolean
  /** First value of the column in the sample. */
  readonly sample: TableCell | undefined
}

/** Creates the queries about the open table. `results`: filter results, which form a separate table. */
export function tableQueries(document: JsonDocument, results: () => Uint32Array | undefined, now: () => number) {
  let table: Table = { rows: new Uint32Array(), columns: [], leftOut: 0 }
  /** Array or filter results that the table shows. */
  let shown: unknown
  /** Matching rows in the current order. */
  let rows = table.rows

  const guess = (name: string): number => Math.max(0, table.columns.indexOf(name))
  const findCell = (row: number, name: string): number | undefined => cellOf(document, row, name, guess(name))

  const readCell = (row: number, name: string): TableCell | undefined => {
    const cell = findCell(row, name)
    if (cell === undefined) return undefined
    const kind = document.index.kind(cell)
    if (kind === 'array') return { kind, text: `[${document.countChildren(cell)}]` }
    if (kind === 'object') return { kind, text: `{${document.countChildren(cell)}}` }
    const { text, cut } = scalarText(document, cell, CELL_BYTES)
    // Omits the quotes of a string in a cell.
    return { kind, text: kind === 'string' ? text.slice(1, cut ? undefined : -1) : text }
  }

  const columnsOf = ({ columns, rows }: Table): readonly TableColumn[] => {
    const step = Math.max(1, Math.floor(rows.length / SAMPLED_ROWS))
    const sample = rows.filter((_, at) => at % step === 0)
    return columns.map((name) => {
      const cells = Array.from(sample, (row) => readCell(row, name)).filter((cell) => cell !== undefined)
      const width = Math.max(name.length + 2, ...cells.map(({ text }) => text.length))
      return { name, width, isNumeric: cells[0]?.kind === 'number', sample: cells[0] }
    })
  }

  return {
    /** Opens a table if it is not open already, then filters and sorts its rows. */
    *table({ source, sort, text, column }: TableQuery): SlicedWork<TableReply> {
      const next = source ?? results()
      if (shown !== next) {
        const values = source === undefined ? (results() ?? []) : document.children(source)
        table = yield* tableOf(document, values, now)
        shown = next
      }
      let matching = table.rows
      if (text !== '') {
        const only = column === undefined ? undefined : { name: column, guess: guess(column) }
        matching = yield* filterRows(document, matching, textFinder(text), only, now)
      }
      if (sort) matching = yield* sortRows(document, matching, sort, guess(sort.column), now)
      rows = matching
      return { columns: columnsOf(table), leftOut: table.leftOut, rows: rows.length }
    },

    tableRows: ({ from, to, columns }: { from: number; to: number; columns: readonly string[] }): readonly TableRow[] =>
      Array.from(rows.subarray(from, to), (row) => ({
        value: row,
        cells: columns.map((name) => readCell(row, name)),
      })),

    /**
     * Returns the rows as text in chunks. `csv`: RFC 4180 with a byte order mark. `tsv`: for pasting into a
     * spreadsheet.
     */
    *tableText({
      columns,
      format,
    }: {
      columns: readonly string[]
      format: 'csv' | 'tsv'
    }): SlicedWork<readonly string[]> {
      const isSliceOver = sliceTimer(now)
      const [separator, end, field] = format === 'csv' ? [',', '\r\n', formatCsvField] : ['\t', '\n', tsvField]
      const chunks: string[] = []
      let length = 0
      let chunk = `${format === 'csv' ? '\ufeff' : ''}${columns.map((name) => field(name, false)).join(separator)}${end}`
      for (const row of rows) {
        if (isSliceOver()) yield
        const fields = columns.map((name) => {
          const cell = findCell(row, name)
          return cell === undefined ? '' : field(document.scalar(cell), document.index.kind(cell) === 'number')
        })
        chunk += fields.join(separator) + end
        if (chunk.length < CHUNK) continue
        length += chunk.length
        if (format === 'tsv' && length > MAX_COPIED) throw new ReaderError('too-large')
        chunks.push(chunk)
        chunk = ''
      }
      return [...chunks, chunk]
    },
  }
}

function tsvField(text: string, number: boolean): string {
  return escapeFormula(text, number).replaceAll(/[\t\r\n]+/g, ' ')
}
