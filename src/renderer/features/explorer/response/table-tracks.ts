import type { ShownColumn } from './use-table.ts'

const CHARACTER_WIDTH = 8.6
const PADDING = 26
const NARROWEST = 64
const WIDEST = 320

/** How wide each column is: for what stands in it, within bounds. In px, for a grid. */
export function tracksOf(columns: readonly ShownColumn[]): { readonly tracks: string; readonly width: number } {
  const widths = columns.map(({ width }) =>
    Math.round(Math.min(Math.max(width * CHARACTER_WIDTH + PADDING, NARROWEST), WIDEST)),
  )
  return {
    tracks: widths.map((width) => `${width}px`).join(' '),
    width: widths.reduce((sum, width) => sum + width, 0),
  }
}
