import { fieldLabel } from './explain-value.ts'
import type { ChartSource } from './reader/chart-model.ts'

export type ChartShape = 'candles' | 'line' | 'bars'

/** What the user has chosen for a chart. Undefined for the default. */
export interface ChartChoice {
  readonly shape: ChartShape | undefined
  readonly columns: readonly string[] | undefined
}

export const NO_CHOICE: ChartChoice = { shape: undefined, columns: undefined }

/** Maximum number of columns at once: the chart has as many colours, and bars of two columns fit beside each other. */
const MAX_LINES = 4
const MAX_BARS = 2

export const maxColumns = (shape: ChartShape): number => (shape === 'bars' ? MAX_BARS : MAX_LINES)

/** Columns to show first, the most telling first. */
const PREFERRED = ['c', 'close', '31', 'mktValue', 'marketValue', 'unrealizedPnl', 'price', 'last', 'value', 'amount']

/** Returns the shapes that fit the source, the default first. */
export function shapesOf({ axis, candles }: ChartSource): readonly ChartShape[] {
  const others: readonly ChartShape[] = axis === 'rows' ? ['bars', 'line'] : ['line', 'bars']
  return candles ? ['candles', ...others] : others
}

/** Returns the shape and the columns to show. Pure. */
export function chosenChart(
  source: ChartSource,
  { shape, columns }: ChartChoice,
): { readonly shape: ChartShape; readonly columns: readonly string[] } {
  const [first = 'line', ...others] = shapesOf(source)
  const shown = shape !== undefined && [first, ...others].includes(shape) ? shape : first
  const known = (columns ?? []).filter((name) => source.columns.includes(name))
  const preferred = PREFERRED.find((name) => source.columns.includes(name)) ?? source.columns[0] ?? ''
  return { shape: shown, columns: known.length > 0 ? known.slice(0, maxColumns(shown)) : [preferred] }
}

const CANDLE_NAMES: Readonly<Record<string, string>> = {
  o: 'Open',
  h: 'High',
  l: 'Low',
  c: 'Close',
  v: 'Volume',
  t: 'Time',
}

/** Returns the name of a column for people: `31 · last`, `Close` for the `c` of a bar, else the name itself. */
export function columnLabel(name: string, { candles }: ChartSource): string {
  return fieldLabel(name) ?? (candles && CANDLE_NAMES[name]) ?? name
}
