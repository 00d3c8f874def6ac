import { createElement } from 'react'
import { flushSync } from 'react-dom'
import { createRoot, type Root } from 'react-dom/client'
import { Chart } from '../../../src/renderer/ui/chart/chart.tsx'
import type { ChartProps } from '../../../src/renderer/ui/chart/chart-data.ts'

/* The page of the chart benchmark: the console's own chart, without the rest of the window. */

const SECOND = 1_000
const format = (value: number): string => value.toFixed(2)
const formatX = (at: number): string => new Date(at).toTimeString().slice(0, 8)

/** Returns a random walk of prices with a limit, fills and status changes, as for an order. */
function walk(count: number): { readonly xs: number[]; readonly values: number[] } {
  let price = 100
  const xs = Array.from({ length: count }, (_, index) => 1_796_000_000_000 + index * SECOND)
  return { xs, values: xs.map(() => (price += Math.random() - 0.5)) }
}

function propsOf({ xs, values }: ReturnType<typeof walk>): ChartProps {
  const middle = xs.length >> 1
  return {
    label: 'Price',
    xs,
    series: [{ label: 'Price', values, shape: 'area', color: 'accent', format }],
    lines: [{ label: 'Limit 101', value: 101, color: 'buy' }],
    marks: [{ x: xs[middle] ?? 0, y: values[middle] ?? 0, weight: 1, color: 'buy', label: 'Filled 1' }],
    events: [{ x: xs[middle] ?? 0, color: 'good', label: 'Filled' }],
    formatX,
  }
}

const place = document.createElement('div')
Object.assign(place.style, { width: '960px', height: '240px', display: 'grid' })
document.body.append(place)

const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve))

async function show(root: Root, props: ChartProps): Promise<void> {
  root.render(createElement(Chart, props))
  while (!place.querySelector('.uplot canvas')) await frame()
  await frame()
}

/** Returns the time in ms from the first render of a chart to the frame after it is drawn. */
async function drawChart(count: number): Promise<number> {
  const props = propsOf(walk(count))
  const root = createRoot(place)
  const began = performance.now()
  await show(root, props)
  const took = performance.now() - began
  root.unmount()
  return took
}

/** Returns the work in ms of each of some frames that add one point to a chart. */
async function updateChart(count: number, frames: number): Promise<readonly number[]> {
  const root = createRoot(place)
  let { xs, values } = walk(count)
  await show(root, propsOf({ xs, values }))
  const took: number[] = []
  for (let index = 0; index < frames; index += 1) {
    await frame()
    const began = performance.now()
    xs = [...xs.slice(1), (xs.at(-1) ?? 0) + SECOND]
    values = [...values.slice(1), (values.at(-1) ?? 0) + Math.random() - 0.5]
    flushSync(() => root.render(createElement(Chart, propsOf({ xs, values }))))
    took.push(performance.now() - began)
  }
  root.unmount()
  return took
}

Object.assign(globalThis, { drawChart, updateChart })
