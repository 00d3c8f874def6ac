import type uPlot from 'uplot'
import type { ChartData } from './chart-data.ts'
import type { ChartTheme } from './chart-theme.ts'

/** Share of the distance between two candles that a body fills, and its maximum width in px. */
const BODY_SHARE = 0.7
const MAX_BODY_PX = 14

/** Extends a range of the y axis to the highest and lowest prices of the visible candles. */
export function rangeOfCandles(
  plot: uPlot,
  { xs, series }: ChartData,
  min: number | null,
  max: number | null,
): readonly [number | null, number | null] {
  const candles = series.find((each) => each.candles)?.candles
  const { min: from, max: to } = plot.scales['x'] ?? {}
  if (!candles || from === undefined || to === undefined) return [min, max]
  let [lowest, highest] = [min, max]
  for (const [at, x] of xs.entries()) {
    if (x < from || x > to) continue
    const [low, high] = [candles.low[at] ?? null, candles.high[at] ?? null]
    if (low !== null && (lowest === null || low < lowest)) lowest = low
    if (high !== null && (highest === null || high > highest)) highest = high
  }
  return [lowest, highest]
}

/** Draws a body from open to close and a line from low to high. Rising candles are hollow, so that colour is not all. */
export function drawCandles(plot: uPlot, { xs, series }: ChartData, theme: ChartTheme): void {
  const shown = series.find((each) => each.candles)
  const { min: from, max: to } = plot.scales['x'] ?? {}
  if (!shown?.candles || from === undefined || to === undefined) return
  const { values: closes, candles } = shown
  const { ctx, bbox } = plot
  const width = Math.max(1, Math.min(MAX_BODY_PX * devicePixelRatio, distanceOf(plot, xs) * BODY_SHARE))
  const y = (price: number): number => plot.valToPos(price, 'y', true)
  ctx.save()
  ctx.beginPath()
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height)
  ctx.clip()
  ctx.lineWidth = devicePixelRatio
  for (const [at, x] of xs.entries()) {
    const [open, high, low, close] = [candles.open[at], candles.high[at], candles.low[at], closes[at]]
    if (x < from || x > to || open == null || high == null || low == null || close == null) continue
    const isRising = close >= open
    const middle = plot.valToPos(x, 'x', true)
    const [top, bottom] = [y(Math.max(open, close)), y(Math.min(open, close))]
    const color = isRising ? theme.colors.good : theme.colors.bad
    ctx.strokeStyle = color
    ctx.fillStyle = isRising ? theme.surface : color
    ctx.beginPath()
    ctx.moveTo(middle, y(high))
    ctx.lineTo(middle, y(low))
    ctx.stroke()
    const height = Math.max(devicePixelRatio, bottom - top)
    ctx.fillRect(middle - width / 2, top, width, height)
    ctx.strokeRect(middle - width / 2, top, width, height)
  }
  ctx.restore()
}

/** Returns the smallest distance between two candles in device px. */
function distanceOf(plot: uPlot, xs: readonly number[]): number {
  let least = Number.POSITIVE_INFINITY
  for (let at = 1; at < xs.length; at += 1) least = Math.min(least, (xs[at] as number) - (xs[at - 1] as number))
  if (!Number.isFinite(least)) return plot.bbox.width
  return plot.valToPos((xs[0] as number) + least, 'x', true) - plot.valToPos(xs[0] as number, 'x', true)
}
