import type { ReactNode } from 'react'

/** Colours of a chart, named after the tokens of the theme. */
export const CHART_COLORS = ['accent', 'good', 'bad', 'warn', 'buy', 'sell', 'idle'] as const

export type ChartColor = (typeof CHART_COLORS)[number]

export interface ChartSeries {
  readonly label: string
  /** One value for each x. Null leaves a gap in the line. */
  readonly values: readonly (number | null)[]
  readonly shape: 'line' | 'area' | 'steps' | 'bars' | 'candles'
  readonly color: ChartColor
  /** Whether gains and losses have different colours. */
  readonly signed?: boolean
  readonly format: (value: number) => string
  /** Other prices of each candle. `values` are the closes. */
  readonly candles?: Readonly<Record<'open' | 'high' | 'low', readonly (number | null)[]>>
}

/** Horizontal line, such as the limit price of an order. An arrow points to a line outside the visible range. */
interface ChartLine {
  readonly label: string
  readonly value: number
  readonly color: ChartColor
}

/** Circle with an area proportional to `weight`, such as a fill and its quantity. */
interface ChartMark {
  readonly x: number
  readonly y: number
  readonly weight: number
  readonly color: ChartColor
  readonly label: string
}

/** Mark on the x axis, such as a status change. */
interface ChartEvent {
  readonly x: number
  readonly color: ChartColor
  readonly label: string
}

export interface ChartData {
  /** Ascending x values: times in ms since epoch, or bar numbers. */
  readonly xs: readonly number[]
  readonly series: readonly ChartSeries[]
  readonly lines?: readonly ChartLine[]
  readonly marks?: readonly ChartMark[]
  readonly events?: readonly ChartEvent[]
  /** Whether the y axis starts at zero. Bars and signed values always include zero. */
  readonly fromZero?: boolean
  /** Labels of the bars, if the x axis does not show times. */
  readonly barLabels?: readonly string[]
  /** What the labels name. Default: Range. */
  readonly barTitle?: string
  /** Whether all values are whole numbers, such as those of a histogram. */
  readonly isCount?: boolean
  /** Whether each x is a day, at local midnight. The axis then names days only, and few points are marked. */
  readonly isDaily?: boolean
  readonly formatX: (x: number) => string
}

export interface ChartProps extends ChartData {
  /** Accessible name, such as "Net liquidation of DU1234567". */
  readonly label: string
  /** Text while no point is chosen. Default: the newest values, or the highest bar. */
  readonly summary?: string
  /** Controls beside the values at the cursor. */
  readonly actions?: ReactNode
}

/** Returns the index of the nearest x; -1 without data. */
export function nearestIndex(xs: readonly number[], x: number): number {
  let [low, high] = [0, xs.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((xs[middle] ?? 0) < x) low = middle + 1
    else high = middle
  }
  const [before, at] = [xs[low - 1], xs[low]]
  return before !== undefined && at !== undefined && x - before < at - x ? low - 1 : Math.min(low, xs.length - 1)
}

/** Describes one point: "14:02:11 · Last 187.32 · Filled 20 at 187.30". */
export function describePoint(data: ChartData, index: number): string {
  const { xs, series, marks = [], events = [], formatX } = data
  const x = xs[index]
  if (x === undefined) return 'No data'
  const values = series.flatMap(({ label, values, format, candles }) => {
    const value = values[index]
    if (value === null || value === undefined) return []
    if (!candles) return [`${label} ${format(value)}`]
    const named = [
      ['O', candles.open],
      ['H', candles.high],
      ['L', candles.low],
      ['C', values],
    ] as const
    return named.map(([name, prices]) => `${name} ${format(prices[index] ?? value)}`)
  })
  const near = [...marks, ...events].filter((mark) => nearestIndex(xs, mark.x) === index).map(({ label }) => label)
  return [formatX(x), ...(values.length > 0 ? values : ['no value']), ...near].join(' · ')
}

/** Returns the point to describe without a cursor: the highest bar, or the newest value. */
export function initialIndex({ xs, series, barLabels }: ChartData): number {
  const values = series[0]?.values ?? []
  if (barLabels) return values.indexOf(Math.max(...values.map((value) => value ?? 0)))
  const newest = values.findLastIndex((value) => value !== null)
  return newest < 0 ? xs.length - 1 : newest
}

/** Maximum number of rows in the table of a chart. */
export const TABLE_ROWS = 200

/** Returns evenly spaced indexes for the table of a chart, including the first and the last. */
export function tableIndexes(length: number): readonly number[] {
  if (length <= TABLE_ROWS) return Array.from({ length }, (_, index) => index)
  const step = (length - 1) / (TABLE_ROWS - 1)
  return Array.from({ length: TABLE_ROWS }, (_, row) => Math.round(row * step))
}

/** Number of PgUp or PgDn presses that cross the visible range. */
const PAGE = 10

/** Returns the index to which a key moves the cursor; undefined for other keys. */
export function movedIndex(key: string, index: number, [first, last]: readonly [number, number]): number | undefined {
  const page = Math.max(1, Math.round((last - first) / PAGE))
  const moves: Readonly<Record<string, number>> = {
    ArrowLeft: index - 1,
    ArrowRight: index + 1,
    ArrowDown: index - 1,
    ArrowUp: index + 1,
    PageDown: index - page,
    PageUp: index + page,
    Home: first,
    End: last,
  }
  return moves[key]
}

type Range = readonly [from: number, to: number]

/** Factor by which one step zooms. */
const ZOOM = 2

/** Returns the range after zooming by one step around x, limited to the range of the data. */
export function zoomedRange([from, to]: Range, [min, max]: Range, x: number, direction: 'in' | 'out'): Range {
  const factor = direction === 'in' ? 1 / ZOOM : ZOOM
  const span = Math.min((to - from) * factor, max - min)
  const share = to > from ? (x - from) / (to - from) : 0.5
  const start = Math.min(Math.max(x - share * span, min), max - span)
  return [start, start + span]
}

/** Moves a range so that it contains x. */
export function rangeAround([from, to]: Range, x: number): Range {
  const shift = x < from ? x - from : x > to ? x - to : 0
  return [from + shift, to + shift]
}
