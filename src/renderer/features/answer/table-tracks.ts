import type { TableColumn, TableRow } from './reader/messages.ts'

const CHARACTER_WIDTH = 8.4
const PADDING = 24
const NARROWEST = 64
const WIDEST = 320

/** How wide each column is: for what stands in the rows that are known, within bounds. */
export function tracksOf(
  columns: readonly TableColumn[],
  rows: readonly TableRow[],
): { readonly tracks: string; readonly width: number } {
  const widths = columns.map(({ name }, column) => {
    const longest = rows.reduce((most, row) => Math.max(most, row.cells[column]?.text.length ?? 0), name.length + 2)
    return Math.round(Math.min(Math.max(longest * CHARACTER_WIDTH + PADDING, NARROWEST), WIDEST))
  })
  return {
    tracks: widths.map((width) => `${width}px`).join(' '),
    width: widths.reduce((sum, width) => sum + width, 0),
  }
}
