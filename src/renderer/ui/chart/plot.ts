import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import type { ChartColor, ChartData, ChartSeries } from './chart-data.ts'
import { type ChartTheme, readChartTheme, watchTheme } from './chart-theme.ts'
import { drawAnnotations, rangeWithAnnotations } from './draw-annotations.ts'
import { drawCandles, rangeOfCandles } from './draw-candles.ts'

export interface PlotListener {
  /** Called when the pointer moves to a point or leaves the chart. */
  readonly onPoint: (index: number | undefined) => void
  /** Called when the visible range changes. */
  readonly onRange: (range: readonly [number, number], isZoomed: boolean) => void
}

/** Chart on a canvas. */
export interface Plot {
  /** Draws new data with the same series. Keeps a zoomed range. */
  update(data: ChartData): void
  /** Moves the cursor to a point. Undefined hides the cursor. */
  showCursor(index: number | undefined): void
  /** Shows a range of the x axis. Undefined shows all data. */
  showRange(range: readonly [number, number] | undefined): void
  destroy(): void
}

const TEXT_PX = 11
/** Tick steps of a y axis with whole numbers. */
const COUNT_STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000]
/** Distance in px from the left edge below which an axis label is omitted. */
const EDGE_PX = 24
const DAY_MS = 86_400_000
/** Tick steps of an axis of days, in ms. */
const DAY_STEPS = [1, 2, 7, 14, 30, 61, 91].map((days) => days * DAY_MS)
/** Number of days up to which each point is marked, and has space at both ends of the axis. */
const FEW_DAYS = 10
/** Half of the time range around a single point, in ms. */
const SINGLE_POINT_MS = 30_000

/** Draws a chart into an element and fits it to the size of the element. */
export function createPlot(place: HTMLElement, first: ChartData, { onPoint, onRange }: PlotListener): Plot {
  let data = first
  let theme = readChartTheme(place)
  let zoomed: readonly [number, number] | undefined
  /** Whether the chart itself changes the range, for a data update or a resize. */
  let isOwnChange = true

  const fullRange = (): [number, number] => rangeOfX(data)
  const plot: uPlot = new uPlot(
    {
      width: Math.max(1, place.clientWidth),
      height: Math.max(1, place.clientHeight),
      ms: 1,
      legend: { show: false },
      padding: [8, 0, 0, 4],
      scales: {
        x: {
          time: data.barLabels === undefined,
          range: (_, min, max) => (zoomed || !data.barLabels ? widened(min, max) : fullRange()),
        },
        y: { range: (self, min, max) => rangeOfY(data, ...rangeOfCandles(self, data, min, max)) },
      },
      axes: [
        xAxis(
          () => data,
          () => theme,
        ),
        yAxis(
          () => data,
          () => theme,
        ),
      ],
      series: [{}, ...data.series.map((series, at) => toSeries(series, () => theme, barOf(data, at), data.isDaily))],
      cursor: {
        y: false,
        drag: { x: true, y: false, dist: 5 },
        points: { size: 6, fill: (_, at) => theme.colors[data.series[at - 1]?.color ?? 'accent'] },
      },
      hooks: {
        setCursor: [({ cursor: { idx } }) => onPoint(idx ?? undefined)],
        setScale: [
          (self, key) => {
            const { min, max } = self.scales['x'] ?? {}
            if (key !== 'x' || min === undefined || max === undefined) return
            if (!isOwnChange) zoomed = isWhole([min, max], fullRange()) ? undefined : [min, max]
            onRange([min, max], zoomed !== undefined)
          },
        ],
        draw: [
          (self) => {
            drawCandles(self, data, theme)
            drawAnnotations(self, data, theme)
          },
        ],
      },
    },
    toColumns(data),
    place,
  )
  isOwnChange = false
  const ownChange = (change: () => void): void => {
    isOwnChange = true
    plot.batch(change)
    isOwnChange = false
  }
  const resize = new ResizeObserver(() => {
    const { clientWidth: width, clientHeight: height } = place
    if (width > 0 && height > 0) ownChange(() => plot.setSize({ width, height }))
  })
  resize.observe(place)
  const stopWatching = watchTheme(() => {
    theme = readChartTheme(place)
    plot.redraw(false, false)
  })
  const showZoom = (): void => {
    const [min, max] = zoomed ?? fullRange()
    plot.setScale('x', { min, max })
  }
  // By default, uPlot shows a whole day around a single point.
  ownChange(showZoom)
  return {
    update(next) {
      data = next
      ownChange(() => {
        plot.setData(toColumns(data), false)
        showZoom()
      })
    },
    showCursor(index) {
      const x = index === undefined ? undefined : data.xs[index]
      const left = x === undefined ? -10 : plot.valToPos(x, 'x')
      plot.setCursor({ left, top: x === undefined ? -10 : 1 }, false)
    },
    showRange(range) {
      zoomed = range && !isWhole(range, fullRange()) ? range : undefined
      ownChange(showZoom)
    },
    destroy() {
      resize.disconnect()
      stopWatching()
      plot.destroy()
    },
  }
}

const toColumns = ({ xs, series }: ChartData): uPlot.AlignedData =>
  [xs, ...series.map(({ values }) => values)] as unknown as uPlot.AlignedData

function rangeOfX({ xs, barLabels, isDaily = false }: ChartData): [number, number] {
  const [from = 0, to = from] = [xs[0], xs.at(-1)]
  if (isDaily && xs.length <= FEW_DAYS) return [from - DAY_MS / 2, to + DAY_MS / 2]
  return barLabels ? [from - 0.5, to + 0.5] : widened(from, to)
}

const widened = (from: number, to: number): [number, number] =>
  from === to ? [from - SINGLE_POINT_MS, to + SINGLE_POINT_MS] : [from, to]

const isWhole = ([from, to]: readonly [number, number], [min, max]: readonly [number, number]): boolean =>
  from <= min && to >= max

/** Returns the y range with some padding. Bars and signed values include zero. */
function rangeOfY(data: ChartData, min: number | null, max: number | null): [number, number] {
  if (min === null || max === null) return [0, 1]
  const fromZero = data.fromZero === true || data.series.some(({ shape, signed = false }) => shape === 'bars' || signed)
  const ends = [0, min, max, ...(data.lines ?? []).map(({ value }) => value)]
  const [low, high] = fromZero ? [Math.min(...ends), Math.max(...ends)] : rangeWithAnnotations(data, min, max)
  const space = (high - low) * 0.08 || Math.max(Math.abs(high) * 0.001, 0.01)
  return [fromZero && low === 0 ? 0 : low - space, fromZero && high === 0 ? 0 : high + space]
}

type Themed = () => ChartTheme

interface Bar {
  /** Relative width of a bar, and its maximum width in px. */
  readonly size: [number, number]
  readonly align: -1 | 0 | 1
}

/** Returns the position of a series of bars. Two series are side by side. */
function barOf({ series }: ChartData, at: number): Bar {
  if (series.length === 1) return { size: [0.8, 48], align: 0 }
  return { size: [0.4, 24], align: at === 0 ? -1 : 1 }
}

function toSeries(
  { label, shape, color, signed = false }: ChartSeries,
  theme: Themed,
  bar: Bar,
  isDaily = false,
): uPlot.Series {
  const isFilled = shape === 'area' || shape === 'bars'
  const paint = (kind: 'colors' | 'fills') => (self: uPlot) =>
    signed ? signedPaint(self, theme()[kind]) : theme()[kind][color]
  return {
    label,
    width: shape === 'bars' ? 1 : 1.5,
    stroke: paint('colors'),
    ...(isFilled && { fill: paint('fills') }),
    ...(signed && { fillTo: 0 }),
    points: { show: (_, _series, first, last) => isDaily && last - first < FEW_DAYS, size: 5 },
    ...(shape === 'steps' && uPlot.paths.stepped && { paths: uPlot.paths.stepped({ align: 1 }) }),
    // `drawCandles` draws them.
    ...(shape === 'candles' && { paths: () => null }),
    ...(shape === 'bars' && uPlot.paths.bars && { paths: uPlot.paths.bars(bar) }),
  }
}

/** Returns a fill that is green above zero and red below zero. */
function signedPaint({ bbox, ctx, scales, valToPos }: uPlot, colors: Readonly<Record<ChartColor, string>>) {
  const { min = 0, max = 0 } = scales['y'] ?? {}
  if (min >= 0) return colors.good
  if (max <= 0) return colors.bad
  const gradient = ctx.createLinearGradient(0, bbox.top, 0, bbox.top + bbox.height)
  const zero = Math.min(1, Math.max(0, (valToPos(0, 'y', true) - bbox.top) / bbox.height))
  for (const [stop, color] of [
    [0, colors.good],
    [zero, colors.good],
    [zero, colors.bad],
    [1, colors.bad],
  ] as const)
    gradient.addColorStop(stop, color)
  return gradient
}

function xAxis(data: () => ChartData, theme: Themed): uPlot.Axis {
  return {
    stroke: () => theme().text,
    font: `${TEXT_PX}px ${theme().font}`,
    size: 22,
    gap: 4,
    grid: { show: false },
    ticks: { stroke: () => theme().line, size: 4 },
    ...(data().barLabels
      ? {
          splits: ({ bbox }) => labelledBars(data(), bbox.width / devicePixelRatio),
          values: (_, splits) => splits.map((x) => data().barLabels?.[x] ?? ''),
        }
      : {
          space: 64,
          ...(data().isDaily && { incrs: DAY_STEPS }),
          values: ({ bbox, valToPos }, splits) => {
            const width = bbox.width / devicePixelRatio
            // A label at the edge would be cut off.
            const fits = (x: number): boolean => {
              const left = valToPos(x, 'x')
              return left > EDGE_PX && left < width
            }
            return timeLabels(splits).map((text, at) => (fits(splits[at] ?? 0) ? text : ''))
          },
        }),
  }
}

/** Approximate width of a character, and the space between two labels, in px. */
const [CHARACTER_PX, LABEL_GAP_PX] = [6.5, 12]

/** Returns the bars whose labels fit beside each other. */
function labelledBars({ xs, barLabels = [] }: ChartData, width: number): number[] {
  const longest = barLabels.reduce((most, { length }) => Math.max(most, length), 0)
  const step = Math.max(1, Math.ceil((xs.length * (longest * CHARACTER_PX + LABEL_GAP_PX)) / width))
  return xs.filter((_, at) => at % step === 0)
}

/** Formats the times of an axis. Omits the seconds if they are always zero. */
function timeLabels(times: readonly number[]): string[] {
  const dates = times.map((time) => new Date(time))
  const hasSeconds = dates.some((date) => date.getSeconds() !== 0)
  const isDaily = dates.length > 1 && dates.every((date) => date.getHours() === 0 && date.getMinutes() === 0)
  return dates.map((date, index) => {
    const isNewDay = index > 0 && dates[index - 1]?.getDate() !== date.getDate()
    if (isDaily || isNewDay) return `${date.getMonth() + 1}/${date.getDate()}`
    return date.toTimeString().slice(0, hasSeconds ? 8 : 5)
  })
}

function yAxis(data: () => ChartData, theme: Themed): uPlot.Axis {
  return {
    side: 1,
    stroke: () => theme().text,
    font: `${TEXT_PX}px ${theme().font}`,
    gap: 6,
    space: 28,
    ...(data().fromZero || data().isCount ? { incrs: COUNT_STEPS } : {}),
    grid: { stroke: () => theme().line, width: 1 },
    ticks: { show: false },
    values: (_, splits) => splits.map((value) => data().series[0]?.format(value) ?? String(value)),
    // Makes the axis as wide as its longest label.
    size: ({ ctx }, values) => {
      if (!values) return 40
      ctx.font = `${TEXT_PX * devicePixelRatio}px ${theme().font}`
      return Math.ceil(Math.max(...values.map((text) => ctx.measureText(text).width)) / devicePixelRatio) + 14
    },
  }
}
