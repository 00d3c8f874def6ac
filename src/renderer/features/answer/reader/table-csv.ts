import { csvField, harmlessText } from '../../../../shared/domain/csv-field.ts'
import type { JsonDocument } from './json-document.ts'
import { cellOf, cellText } from './table-model.ts'
import { breath, type SlicedWork } from './work-slices.ts'

/** Characters of one piece of a text that is made in pieces. */
const PIECE = 500_000

/** A table as text, in pieces. `csv`: RFC 4180, with a mark that tells spreadsheets its encoding; `tsv`: for pasting into one. */
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
  return harmlessText(text, number).replaceAll(/[\t\r\n]+/g, ' ')
}
