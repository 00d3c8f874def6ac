import type uPlot from 'uplot'
import type { ChartData } from './chart-data.ts'
import type { ChartTheme } from './chart-theme.ts'

/** Maximum distance of a line that the y axis includes, as a multiple of the range of the values. */
const LINE_REACH = 2
const TEXT_PX = 11
const EVENT_PX = 3
const [SMALLEST_MARK_PX, LARGEST_MARK_PX] = [3, 9]

/** Returns the range of the values and marks, extended to nearby lines. */
export function rangeWithAnnotations(
  { lines = [], marks = [] }: ChartData,
  min: number,
  max: number,
): readonly [number, number] {
  const marked = [min, max, ...marks.map(({ y }) => y)]
  const [low, high] = [Math.min(...marked), Math.max(...marked)]
  const reach = Math.max(high - low, Math.abs(high) * 0.002) * LINE_REACH
  const near = lines.map(({ value }) => value).filter((value) => value > low - reach && value < high + reach)
  return [Math.min(low, ...near), Math.max(high, ...near)]
}

/** Draws lines, marks and events on top of the series. */
export function drawAnnotations(plot: uPlot, data: ChartData, theme: ChartTheme): void {
  const { ctx, bbox } = plot
  const scale = devicePixelRatio
  ctx.save()
  ctx.beginPath()
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height)
  ctx.clip()
  ctx.font = `${TEXT_PX * scale}px ${theme.font}`
  for (const { x, color } of data.events ?? []) {
    const left = plot.valToPos(x, 'x', true)
    const bottom = bbox.top + bbox.height
    ctx.fillStyle = theme.colors[color]
    ctx.globalAlpha = 0.35
    ctx.fillRect(left - scale / 2, bbox.top, scale, bbox.height)
    ctx.globalAlpha = 1
    ctx.beginPath()
    ctx.arc(left, bottom - EVENT_PX * scale, EVENT_PX * scale, 0, 2 * Math.PI)
    ctx.fill()
  }
  for (const { label, value, color } of data.lines ?? []) {
    const y = plot.valToPos(value, 'y', true)
    const [top, bottom] = [bbox.top + scale, bbox.top + bbox.height - scale]
    const isInside = y >= top && y <= bottom
    const at = Math.min(Math.max(y, top), bottom)
    ctx.strokeStyle = theme.colors[color]
    ctx.lineWidth = scale
    ctx.setLineDash([4 * scale, 3 * scale])
    if (isInside) {
      ctx.beginPath()
      ctx.moveTo(bbox.left, at)
      ctx.lineTo(bbox.left + bbox.width, at)
      ctx.stroke()
    }
    const text = isInside ? label : `${label} ${y < top ? '↑' : '↓'}`
    const [left, middle] = [bbox.left + 4 * scale, at + (at > bbox.top + 20 * scale ? -8 : 9) * scale]
    ctx.fillStyle = theme.surface
    ctx.globalAlpha = 0.85
    ctx.fillRect(left - 2 * scale, middle - 7 * scale, ctx.measureText(text).width + 4 * scale, 14 * scale)
    ctx.globalAlpha = 1
    ctx.fillStyle = theme.colors[color]
    ctx.textAlign = 'left'
    ctx.textBaseline = 'middle'
    ctx.fillText(text, left, middle)
  }
  ctx.setLineDash([])
  const marks = data.marks ?? []
  const heaviest = Math.max(...marks.map(({ weight }) => weight))
  for (const { x, y, weight, color } of marks) {
    const radius = Math.max(SMALLEST_MARK_PX, LARGEST_MARK_PX * Math.sqrt(weight / heaviest)) * scale
    ctx.beginPath()
    ctx.arc(plot.valToPos(x, 'x', true), plot.valToPos(y, 'y', true), radius, 0, 2 * Math.PI)
    ctx.fillStyle = theme.colors[color]
    ctx.globalAlpha = 0.55
    ctx.fill()
    ctx.globalAlpha = 1
    ctx.strokeStyle = theme.colors[color]
    ctx.lineWidth = 1.5 * scale
    ctx.stroke()
  }
  ctx.restore()
}
